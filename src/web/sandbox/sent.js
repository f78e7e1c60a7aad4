// Everything the bot sent, and to whom; newest first.
import { at, element } from "/sandbox/element.js";
import { chatName, page } from "/sandbox/page-state.js";
import { fullTime } from "/sandbox/times.js";

let drawn = { world: "", last: 0 };

export function drawSent() {
  const { lines, state } = page;
  if (drawn.world !== state.world) {
    drawn = { world: state.world, last: 0 };
    at("sent-list").tabIndex = 0; // it scrolls
    at("sent-list").replaceChildren(element("li", { class: "empty" }, "小助手还没发过消息。"));
  }
  const added = lines.filter(({ from, sequence }) => from === "bot" && sequence > drawn.last);
  if (added.length === 0) return;
  drawn.last = added.at(-1).sequence;
  at("sent-list").querySelector(".empty")?.remove();
  const before = at("sent-list").scrollHeight;
  at("sent-list").prepend(...added.reverse().map(rowOf));
  // whoever reads further down stays there
  if (at("sent-list").scrollTop > 0) at("sent-list").scrollTop += at("sent-list").scrollHeight - before;
}

const rowOf = ({ at: when, chat, text }) =>
  element(
    "li",
    {},
    element("b", {}, `发给${chatName(chat)}`),
    element("span", { class: "when" }, fullTime(when)),
    element("p", {}, text),
  );
