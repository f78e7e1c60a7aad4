// The sandbox page: asks for news every second and draws what changed.
import { drawChats, drawPeople } from "/sandbox/choices.js";
import { button, element, refill } from "/sandbox/element.js";
import { examples } from "/sandbox/examples.js";
import { afterSteps, drawGuide, stepAfter } from "/sandbox/guide.js";
import { remember, remembered } from "/sandbox/memory.js";
import { fetchState, post } from "/sandbox/server.js";
import { drawSent, drawTalk, nameOf } from "/sandbox/talk.js";
import { fullTime, morningOf } from "/sandbox/times.js";

const at = (id) => document.getElementById(id);
const hour = 60 * 60_000;

const page = {
  /** as the server last told it */
  state: null,
  /** everything said since the server started */
  lines: [],
  who: "cadre",
  where: "cadre",
  get here() {
    return page.where === "direct" ? `direct:${page.who}` : page.where;
  },
  /** the list of what was sent stands in place of the talk, where there is no room for both */
  showsSent: false,
  /** chats where the bot spoke while one was elsewhere */
  unread: new Set(),
  step: Number(remembered("step") ?? 0),
  /** the clock is on its way */
  moving: false,
};

async function poll() {
  const isFirst = page.state === null;
  const news = await fetchState(page.state?.run ?? "", page.lines.at(-1)?.sequence ?? 0);
  const isNewRun = page.state?.run !== news.run;
  if (isNewRun) page.lines = [];
  const last = page.lines.at(-1)?.sequence ?? 0;
  const heard = news.lines.filter(({ sequence }) => sequence > last); // two polls may have crossed
  page.state = news;
  page.lines.push(...heard);
  drawClock();
  if (heard.length > 0 && !isFirst) noteUnread(heard);
  if (heard.length > 0 || isNewRun) draw();
}

function noteUnread(heard) {
  const chats = heard.filter(({ from, chat }) => from === "bot" && chat !== page.here).map(({ chat }) => chat);
  for (const chat of chats) page.unread.add(chat);
  const who = chats.findLast((chat) => chat.startsWith("direct:"))?.slice("direct:".length);
  if (who) showNotice(`小助手私下发给了${nameOf(who, page.state)}`, () => choose(who, "direct"));
}

/** Where that character does not belong, one speaks in the village's group. */
function choose(who, where) {
  const isMember = page.state.groups.some(({ id, members }) => id === where && members.includes(who));
  Object.assign(page, { who, where: where === "direct" || isMember ? where : "village", showsSent: false });
  hideNotice();
  draw();
}

function draw() {
  page.unread.delete(page.here);
  document.body.classList.toggle("shows-sent", page.showsSent);
  drawPeople(at("people"), page, (who) => choose(who, page.where));
  drawChats(at("chats"), page, (where) => choose(page.who, where), toggleSent);
  drawGuide(at("guide"), page, { leave: () => goToStep(afterSteps), lead, moveAndRead });
  drawTalk(at("talk"), page);
  drawSent(at("sent"), page);
  const chips = (examples[page.who][page.where] ?? []).map((words) => button(words, () => fill(words)));
  at("examples").replaceChildren(...chips);
  at("examples").scrollLeft = 0;
  at("talk").scrollTop = at("talk").scrollHeight;
  at("words").placeholder = `${nameOf(page.who, page.state)}说…`;
}

function drawClock() {
  const { now, morning, workMorning } = page.state;
  at("time").textContent = fullTime(now);
  const targets = new Map([
    ["+1小时", () => page.state.now + hour],
    [`到${morningOf(morning, now)}`, () => page.state.morning],
    [`到${morningOf(workMorning, now)}`, () => page.state.workMorning],
  ]);
  const disabled = page.moving;
  const buttons = [...targets].map(([label, target]) => button(label, () => moveTo(target()), { disabled }));
  const drawn = [...at("clock").querySelectorAll("button")];
  // a button replaced while it is pressed would not be clicked
  if (buttons.map(({ outerHTML }) => outerHTML).join() === drawn.map(({ outerHTML }) => outerHTML).join()) return;
  refill(at("clock"), element("p", {}, "时间只能往前拨，到点的提醒和简报会真的发出来。"), ...buttons);
}

function toggleSent() {
  page.showsSent = !page.showsSent;
  draw();
  at("sent").scrollTop = 0;
}

function lead(who, where, words) {
  choose(who, where);
  fill(words);
}

function goToStep(step) {
  page.step = step;
  remember("step", String(step));
  draw();
}

async function moveAndRead(who, where) {
  if (!(await moveTo(page.state.workMorning))) return;
  goToStep(page.step + 1);
  choose(who, where);
}

async function moveTo(target) {
  page.moving = true;
  drawClock();
  draw();
  const moved = await post("clock", { at: target });
  page.moving = false;
  await poll().catch(lost);
  draw();
  if (!moved) showNotice("时间没拨成，请再试一次。");
  return moved;
}

async function say(event) {
  event.preventDefault();
  const { who, where } = page;
  const text = at("words").value.trim();
  const send = at("say").querySelector("button");
  if (text === "" || send.disabled) return;
  send.disabled = true;
  hideNotice();
  const said = await post("say", { who, where, text });
  send.disabled = false;
  if (said) {
    fill("");
    goToStep(stepAfter(page.step, who, text));
  } else showNotice("没送到，请再发一次。");
  for (const wait of [0, 200, 500]) setTimeout(() => poll().catch(lost), wait);
}

function fill(words) {
  at("words").value = words;
  fitWords();
  at("words").focus({ preventScroll: true });
}

function fitWords() {
  at("words").style.height = "auto";
  at("words").style.height = `${at("words").scrollHeight}px`;
}

function showNotice(text, go) {
  at("notice").replaceChildren(text, ...(go ? [button("去看", go)] : []));
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
});
await follow();
