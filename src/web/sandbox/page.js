// The sandbox page: asks for news every second and draws what changed.
import { examples, steps } from "/sandbox/guide.js";
import { avatar, chatName, drawSent, drawTalk, nameOf } from "/sandbox/talk.js";
import { button, element, fullTime, morningOf } from "/sandbox/wording.js";

const at = (id) => document.getElementById(id);
const hour = 60 * 60_000;

/** What the server last said, all lines heard so far, and what the visitor has chosen. */
let state = null;
let lines = [];
let who = "cadre";
let where = "cadre";
let showsSent = false;
let step = Number(remembered("step") ?? 0);
const unread = new Set();
let moving = false;

const here = () => chatOf(where);
const chatOf = (place) => (place === "direct" ? `direct:${who}` : place);
const groupsOf = (id) => state.groups.filter(({ members }) => members.includes(id));

async function poll() {
  const since = lines.at(-1)?.sequence ?? 0;
  const answer = await fetch(`/sandbox/api/state?run=${state?.run ?? ""}&since=${since}`);
  if (!answer.ok) throw new Error(`state: ${answer.status}`);
  const news = await answer.json();
  const isFirst = state === null;
  const begins = state?.run !== news.run;
  if (begins) lines = [];
  const last = lines.at(-1)?.sequence ?? 0;
  const heard = news.lines.filter(({ sequence }) => sequence > last);
  state = news;
  lines = [...lines, ...heard];
  drawTime();
  if (begins || heard.length > 0) {
    if (!isFirst) noteUnread(heard);
    draw();
  }
}

function noteUnread(heard) {
  const elsewhere = heard.filter(({ from, chat }) => from === "bot" && (chat !== here() || isHidden()));
  for (const { chat } of elsewhere) unread.add(chat);
  const chat = elsewhere.map((line) => line.chat).findLast((heardIn) => heardIn.startsWith("direct:"));
  if (chat) showNotice(`小助手私下发给了${nameOf(chat.slice("direct:".length), state)}`, "去看", () => goTo(chat));
}

const isHidden = () => showsSent && at("talk").offsetParent === null;

function goTo(chat) {
  if (chat.startsWith("direct:")) choose(chat.slice("direct:".length), "direct");
  else choose(who, chat);
}

function choose(character, place) {
  who = character;
  where = place === "direct" || groupsOf(who).some(({ id }) => id === place) ? place : "village";
  showsSent = false;
  draw();
}

function draw() {
  if (!showsSent) unread.delete(here());
  drawPeople();
  drawChats();
  drawGuide();
  drawExamples();
  document.body.classList.toggle("shows-sent", showsSent);
  const title = where === "direct" ? `${nameOf(who, state)}和小助手的私聊` : chatName(here(), state);
  drawTalk(at("talk"), { title, lines: lines.filter(({ chat }) => chat === here()), who, state });
  drawSent(at("sent"), { lines, state });
  at("talk").scrollTop = at("talk").scrollHeight;
  at("words").placeholder = `${nameOf(who, state)}说…`;
}

function drawPeople() {
  const buttons = state.characters.map(({ id, name, tag, about }) =>
    element(
      "button",
      {
        type: "button",
        "aria-pressed": String(id === who),
        title: about,
        "data-who": id,
        onclick: () => choose(id, where),
      },
      avatar(id, name),
      element("b", {}, name),
      element("small", {}, tag),
      unread.has(`direct:${id}`) && id !== who && dot(),
    ),
  );
  at("people").replaceChildren(...buttons);
}

function drawChats() {
  const places = [...groupsOf(who), { id: "direct", label: "私聊" }];
  const buttons = places.map(({ id, label }) =>
    element(
      "button",
      {
        type: "button",
        "aria-pressed": String(id === where && !showsSent),
        "data-where": id,
        onclick: () => choose(who, id),
      },
      label,
      unread.has(chatOf(id)) && dot(),
    ),
  );
  const sent = button("发给了谁", showSent, { "aria-pressed": String(showsSent), id: "show-sent" });
  at("chats").replaceChildren(...buttons, sent);
}

const dot = () => element("i", { class: "dot", title: "有新消息" });

function showSent() {
  showsSent = !showsSent;
  draw();
  at("sent").scrollTop = 0;
}

function drawExamples() {
  const chips = (examples[who][where] ?? []).map((words) => button(words, () => fill(words)));
  at("examples").replaceChildren(...chips);
  at("examples").scrollLeft = 0;
}

function fill(words) {
  at("words").value = words;
  fitWords();
  at("words").focus({ preventScroll: true });
}

function fitWords() {
  const words = at("words");
  words.style.height = "auto";
  words.style.height = `${words.scrollHeight}px`;
}

function drawGuide() {
  const guide = at("guide");
  guide.hidden = step > steps.length;
  if (guide.hidden) return;
  const leave = (label, name) =>
    button(label, () => goToStep(steps.length + 1), { class: "leave", "aria-label": name, title: name });
  if (step === steps.length) {
    guide.replaceChildren(
      element("b", {}, "走完了"),
      leave("×", "知道了"),
      element("p", {}, "换个身份，点下面的例子，随便试。"),
    );
    return;
  }
  const { title, text, words } = steps[step];
  const act = words
    ? button("替我填好", () => lead(steps[step]))
    : button(`拨到${morningOf(state.workMorning, state.now)}`, moveToDigest, { disabled: moving });
  guide.replaceChildren(
    element("b", {}, `${step + 1}/${steps.length} ${title}`),
    leave("×", "不用带路"),
    element("p", {}, text),
    act,
  );
}

function lead(next) {
  choose(next.who, next.where);
  fill(next.words);
}

function goToStep(next) {
  step = next;
  remember("step", String(step));
  draw();
}

async function moveToDigest() {
  const next = steps[step];
  if (!(await moveTo(state.workMorning))) return;
  goToStep(step + 1);
  choose(next.who, next.where);
}

function drawTime() {
  at("time").textContent = fullTime(state.now);
  if (at("clock").hidden) return;
  const { now, morning, workMorning } = state;
  const targets = new Map([
    ["+1小时", now + hour],
    [`到${morningOf(morning, now)}`, morning],
    [`到${morningOf(workMorning, now)}`, workMorning],
  ]);
  const buttons = [...targets].map(([label, target]) => button(label, () => moveTo(target), { disabled: moving }));
  const key = [...targets.keys(), moving].join();
  if (at("clock").dataset.key === key) return;
  at("clock").dataset.key = key;
  at("clock").replaceChildren(element("p", {}, "时间只能往前拨，到点的提醒和简报会真的发出来。"), ...buttons);
}

async function moveTo(target) {
  moving = true;
  drawTime();
  drawGuide();
  const moved = await post("clock", { at: target });
  moving = false;
  await poll().catch(lost);
  drawTime();
  draw();
  if (!moved) showNotice("时间没拨成，请再试一次。");
  return moved;
}

async function say(event) {
  event.preventDefault();
  const text = at("words").value.trim();
  if (text === "") return;
  const button = at("say").querySelector("button");
  button.disabled = true;
  hideNotice();
  const said = await post("say", { who, where, text });
  button.disabled = false;
  if (said) {
    fill("");
    showsSent = false;
    const next = steps[step];
    if (next?.words && next.who === who && text.slice(0, 3) === next.words.slice(0, 3)) goToStep(step + 1);
  } else showNotice("没送到，请再发一次。");
  for (const wait of [0, 200, 500]) setTimeout(() => poll().catch(lost), wait);
}

async function post(what, body) {
  try {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`/sandbox/api/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
    return answer.ok;
  } catch {
    return false;
  }
}

function showNotice(text, label, act) {
  const follow = () => {
    hideNotice();
    act();
  };
  at("notice").replaceChildren(text, ...(label ? [button(label, follow)] : []));
  at("notice").hidden = false;
}

function hideNotice() {
  at("notice").hidden = true;
}

function lost() {
  showNotice("连不上服务，正在重试…");
}

async function follow() {
  let isLost = false;
  for (;;) {
    try {
      if (!document.hidden) await poll();
      if (isLost) hideNotice();
      isLost = false;
    } catch {
      isLost = true;
      lost();
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

// storage may be switched off
function remembered(name) {
  try {
    return localStorage.getItem(`sandbox-${name}`);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`sandbox-${name}`, value);
  } catch {}
}

at("say").addEventListener("submit", say);
at("words").addEventListener("input", fitWords);
at("words").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  at("say").requestSubmit();
});
at("time").addEventListener("click", () => {
  at("clock").hidden = !at("clock").hidden;
  at("time").setAttribute("aria-expanded", String(!at("clock").hidden));
  drawTime();
});
await follow();
