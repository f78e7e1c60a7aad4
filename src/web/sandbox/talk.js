// A conversation as bubbles, and the list of what the bot sent to whom.
import { element } from "/sandbox/element.js";
import { fullTime } from "/sandbox/times.js";

const pause = 10 * 60_000;

/** Draws the chat the visitor is in, as that character sees it. */
export function drawTalk(list, { here, who, where, lines: all, state }) {
  const title = where === "direct" ? `${nameOf(who, state)}和小助手的私聊` : chatName(here, state);
  const lines = all.filter(({ chat }) => chat === here);
  const rows = [element("li", { class: "title" }, title)];
  let before = Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    if (line.at - before > pause) rows.push(element("li", { class: "pause" }, fullTime(line.at)));
    before = line.at;
    rows.push(bubble(line, who, state));
  }
  if (lines.length === 0) rows.push(element("li", { class: "empty" }, "这里还没人说话。点下面的例子试试。"));
  list.replaceChildren(...rows);
}

function bubble({ from, text }, who, state) {
  const side = from === who ? "mine" : from === "bot" ? "bot" : "other";
  const name = from === "bot" ? state.botName : nameOf(from, state);
  return element(
    "li",
    { class: `line ${side}` },
    avatar(from, name),
    element(
      "div",
      { class: "said" },
      element("span", { class: "name" }, name),
      element("p", { class: "bubble" }, text),
    ),
  );
}

export function avatar(from, name) {
  return element("span", { class: `avatar ${from}`, "aria-hidden": "true" }, from === "bot" ? "串" : name.slice(0, 1));
}

/** Draws everything the bot sent, newest first. */
export function drawSent(section, { lines, state }) {
  const rows = lines
    .filter(({ from }) => from === "bot")
    .reverse()
    .map((line) =>
      element(
        "li",
        {},
        element("span", { class: "to" }, `${fullTime(line.at)} 发给${chatName(line.chat, state)}`),
        element("p", {}, line.text),
      ),
    );
  const list = rows.length > 0 ? element("ol", {}, ...rows) : element("p", { class: "empty" }, "小助手还没发过消息。");
  section.replaceChildren(element("h2", {}, "小助手发给了谁"), list);
}

function chatName(chat, state) {
  if (chat.startsWith("direct:")) return `${nameOf(chat.slice("direct:".length), state)}（私聊）`;
  return state.groups.find(({ id }) => id === chat)?.name ?? "";
}

export function nameOf(id, state) {
  return state.characters.find((character) => character.id === id)?.name ?? "";
}
