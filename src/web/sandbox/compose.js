// The box in which one writes, and what goes with it: quotes, pictures, voice, examples.
import { inWords, speaker } from "/sandbox/bubble.js";
import { draftOf, keepDraft } from "/sandbox/drafts.js";
import { at, button, element } from "/sandbox/element.js";
import { examples } from "/sandbox/examples.js";
import { hideNotice, showNotice } from "/sandbox/notice.js";
import { page } from "/sandbox/page-state.js";
import { makePanel } from "/sandbox/panel.js";
import { isDone, post } from "/sandbox/server.js";
import { fillToolbar, makeToolbar } from "/sandbox/toolbar.js";

const spoken = "三社路灯不亮，晚上看不见路";
/** the line that the next words quote */
let quoted = null;
let told = { said: () => undefined, changed: () => undefined };
/** an example that was put there and not touched since: the next may take its place */
let untouched = "";

/** `said(who, words)`: it has been sent; `changed()`: other words stand in the box */
export function makeCompose(tell) {
  told = tell;
  const words = at("words");
  const closeMore = makePanel(at("plus"), at("more"));
  makeToolbar(at("examples"));
  at("say").addEventListener("submit", (event) => {
    event.preventDefault();
    void sendWords();
  });
  words.addEventListener("input", () => {
    keepDraft(page.who, page.where, words.value);
    growBox();
    told.changed();
  });
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    at("say").requestSubmit();
  });
  words.addEventListener("focus", () => document.body.classList.add("writes"));
  words.addEventListener("blur", () => document.body.classList.remove("writes"));
  at("picture").addEventListener("click", () => {
    closeMore();
    void send({ text: "", kind: "picture" });
  });
  at("voice").addEventListener("click", () => {
    closeMore();
    void sendWords({ kind: "voice", otherwise: spoken });
  });
}

/** The box as the character left it here. */
export function drawDraft() {
  at("words").value = draftOf(page.who, page.where);
  growBox();
  quote(null);
}

export function drawExamples(first) {
  const chips = (examples[page.who]?.[page.where] ?? []).map((words) => button(words, () => fill(words)));
  fillToolbar(at("examples"), ...(first ? [first] : []), ...chips);
  at("examples").scrollLeft = 0;
}

/** Puts words in the box. What somebody had written there can be had back. */
export function fill(words) {
  const before = at("words").value;
  const isOwn = before.trim() !== "" && before !== words && before !== untouched;
  put(words);
  if (!isOwn) hideNotice();
  else showNotice("刚才写的收起来了。", ["放回来", () => put(before)]);
  untouched = words;
  at("words").focus({ preventScroll: true });
}

export function quote(line) {
  quoted = line;
  at("quoted").hidden = line === null;
  if (line === null) return;
  const drop = button("×", () => quote(null), { "aria-label": "不引用了" });
  at("quoted").replaceChildren(element("span", {}, `引用 ${speaker(line)}：${inWords(line)}`), drop);
  at("words").focus({ preventScroll: true });
}

function sendWords({ kind, otherwise = "" } = {}) {
  const text = at("words").value.trim() || otherwise;
  if (text !== "") return send({ text, ...(kind && { kind }) });
}

/** Sends it as whoever one is. `quotes`: number of the line it quotes, else the one chosen for quoting */
export async function send({ text, kind, quotes = quoted?.sequence }) {
  const { who, where, state } = page;
  const button = at("say").querySelector("[type=submit]");
  if (button.disabled) return;
  if (text.length > state.longest)
    return showNotice(`太长了：${text.length}字，一次最多${state.longest}字。请分几次发。`);
  button.disabled = true;
  hideNotice();
  const status = await post("say", { who, where, text, ...(kind && { kind }), ...(quotes && { quotes }) });
  button.disabled = false;
  if (status === 413) showNotice(`太长了，一次最多${state.longest}字。请分几次发。`);
  else if (!isDone(status)) showNotice("没送到，请再发一次。");
  else {
    if (at("words").value.trim() === text) put("");
    quote(null);
    told.said(who, text);
  }
}

function put(words) {
  at("words").value = words;
  untouched = "";
  keepDraft(page.who, page.where, words);
  growBox();
  told.changed();
}

function growBox() {
  at("words").style.height = "auto";
  at("words").style.height = `${at("words").scrollHeight + 2}px`;
}
