// One thing said, as it stands in the conversation.
import { button, element } from "/sandbox/element.js";
import { nameOf, page } from "/sandbox/page-state.js";

const lamp = "/sandbox/lamp.svg";

export function avatar(from, name) {
  return element("span", { class: `avatar ${from}`, "aria-hidden": "true" }, from === "bot" ? "串" : name.slice(0, 1));
}

export const speaker = ({ from }) => (from === "bot" ? page.state.botName : nameOf(from));

/** In one line, for a quote or for somebody who listens. */
export function inWords({ kind, text, shows, recalled }) {
  if (recalled) return "（已撤回）";
  if (shows) return "［图］";
  if (kind === "picture") return "［照片］";
  return kind === "voice" ? `［语音］${text}` : text;
}

/** `act(words, line)`: a button under what the bot said was pressed, which is the same as saying its words. */
export function bubble(line, act) {
  const name = speaker(line);
  if (line.recalled)
    return element("li", { class: "gone", "data-line": line.sequence, tabindex: "-1" }, `${name}撤回了一条消息`);
  const side = line.from === page.who ? "mine" : line.from === "bot" ? "bot" : "other";
  const words = (line.actions ?? []).map(({ label, says }) => button(label, () => act(says, line)));
  return element(
    "li",
    { class: `line ${side}`, "data-line": line.sequence, tabindex: "-1" },
    avatar(line.from, name),
    element(
      "div",
      { class: "said" },
      element("span", { class: "name" }, name),
      element("div", { class: `bubble ${line.kind ?? ""}` }, quoteOf(line), ...content(line)),
      words.length > 0 && element("div", { class: "actions" }, ...words),
      line.unheard === true && element("span", { class: "unheard" }, "没@小助手，它听不到"),
    ),
  );
}

function quoteOf({ quotes }) {
  const quoted = quotes !== undefined && page.lines.find(({ sequence }) => sequence === quotes);
  return quoted ? element("blockquote", {}, `${speaker(quoted)}：${inWords(quoted)}`) : false;
}

function content({ kind, text, shows, sequence }) {
  if (shows) {
    const src = `/sandbox/pictures/${page.state.world}/${sequence}`;
    const shown = element("img", { class: "shown", src, alt: "一张图：地点和数，上面的文字里都有", loading: "lazy" });
    return [element("a", { href: src, target: "_blank", rel: "noopener" }, shown)];
  }
  if (kind === "picture") return [element("img", { src: lamp, alt: "照片：一盏不亮的路灯", width: 160, height: 120 })];
  if (kind === "voice")
    return [element("span", { class: "sound" }, `语音 ${Math.max(2, Math.round(text.length / 4))}″`), text];
  return text.split(pageAddress).map((part, index) => (index % 2 === 1 ? opensPage(part) : part));
}

const pageAddress = /https?:\/\/\S+(\/l\/[\w-]{22})/;

/** A tap opens the page in a window of its own. It is a form: an address that is only looked at opens nothing. */
const opensPage = (path) =>
  element(
    "form",
    { method: "post", action: path, target: "_blank", rel: "noopener", onclick: (event) => event.stopPropagation() },
    element("button", { type: "submit", class: "strong" }, "打开页面"),
  );
