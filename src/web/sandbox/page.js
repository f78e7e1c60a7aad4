// The sandbox page: asks for news every second and draws what changed.
import { readAddress, writeAddress } from "/sandbox/address.js";
import { drawChats, drawPeople } from "/sandbox/choices.js";
import { makeClock } from "/sandbox/clock.js";
import { drawDraft, drawExamples, fill, makeCompose, quote, send } from "/sandbox/compose.js";
import { at, button } from "/sandbox/element.js";
import { afterAll, drawGuide, goOn, goTo, isLeading, noteSaid } from "/sandbox/guide.js";
import { hideNotice, showNotice } from "/sandbox/notice.js";
import { nameOf, page, placeFor } from "/sandbox/page-state.js";
import { makePanel } from "/sandbox/panel.js";
import { drawSent } from "/sandbox/sent.js";
import { fetchState, isDone, post } from "/sandbox/server.js";
import { drawTalk, makeTalk } from "/sandbox/talk.js";
import { makeToolbar } from "/sandbox/toolbar.js";
import { beginReading, isUnread, markRead } from "/sandbox/unread.js";

const hasRoom = matchMedia("(min-width: 40rem)");
const closePeople = makePanel(at("who"), at("people"), () => hasRoom.matches);
const drawClock = makeClock({ moveTo, beginAnew, refuse: showNotice });
makeToolbar(at("people"));
makeToolbar(at("chats"));
makeTalk(act);
makeCompose({ said, changed: drawLead });

async function poll() {
  const news = await fetchState(page.state?.world ?? "", page.lines.at(-1)?.sequence ?? 0);
  const isFirst = page.state === null;
  const isOther = page.state?.world !== news.world;
  if (isOther) page.lines = [];
  const last = page.lines.at(-1)?.sequence ?? 0;
  const heard = news.lines.filter(({ sequence }) => sequence > last); // two polls may have crossed
  page.state = news;
  page.lines.push(...heard);
  for (const { recalls } of heard) takeBack(recalls);
  drawClock();
  if (isOther) beginReading();
  if (isFirst) arrive();
  if (heard.length > 0 && !isOther) noteUnread(heard);
  if (heard.length > 0 || isOther) draw();
}

function takeBack(sequence) {
  const line = sequence && page.lines.find((said) => said.sequence === sequence);
  if (line) Object.assign(line, { text: "", recalled: true });
}

function arrive() {
  readAddress();
  writeAddress({ replace: true });
  drawDraft();
  // on a phone that would open the keyboard
  if (matchMedia("(pointer: fine)").matches && document.activeElement === document.body) at("words").focus();
}

function noteUnread(heard) {
  const chats = heard.filter(({ from, chat }) => from === "bot" && chat !== page.here).map(({ chat }) => chat);
  const who = chats
    .reverse()
    .find((chat) => chat.startsWith("direct:") && isUnread(chat))
    ?.slice("direct:".length);
  if (who) showNotice(`小助手私下发给了${nameOf(who)}`, ["去看", () => choose(who, "direct")]);
}

function choose(who, where) {
  goWhere({ who, where: placeFor(who, where), showsSent: false });
  closePeople();
}

function goWhere(there) {
  Object.assign(page, there);
  writeAddress();
  hideNotice();
  drawDraft();
  draw();
}

function draw() {
  if (!page.showsSent) markRead(page.here);
  document.body.classList.toggle("shows-sent", page.showsSent);
  drawPeople((who) => choose(who, page.where));
  drawChats(
    (where) => choose(page.who, where),
    () => goWhere({ showsSent: !page.showsSent }),
  );
  drawSent();
  drawLead();
  drawExamples(isLeading() ? null : button("带我走一遍", () => leadTo(0), { class: "strong" }));
  drawTalk(act); // last: what stands around it decides how much room it has
}

function drawLead() {
  drawGuide({ close: () => leadTo(afterAll), lead, moveAndRead });
}

function leadTo(step) {
  goTo(step);
  draw();
}

function lead(who, where, words) {
  choose(who, where);
  fill(words);
}

async function moveAndRead(who, where) {
  if (!(await moveTo(page.state.workMorning))) return;
  goOn();
  choose(who, where);
}

async function moveTo(target) {
  page.moving = true;
  drawClock();
  drawLead();
  const patience = setTimeout(() => showNotice("正在往前拨，路上到点的都在发…"), 1000);
  const moved = isDone(await post("clock", { at: target }));
  clearTimeout(patience);
  hideNotice();
  page.moving = false;
  await poll().catch(lost);
  draw();
  if (!moved) showNotice("时间没拨成，请再试一次。");
  return moved;
}

async function beginAnew(start) {
  if (!isDone(await post("anew", { at: start }))) return showNotice("没有清掉，请再试一次。");
  goTo(0);
  await poll().catch(lost);
  showNotice("都清掉了，从头开始。");
}

async function act(what, line) {
  if (what === "quote") return quote(line);
  if (what !== "recall") return send({ text: what, quotes: line.sequence });
  if (!isDone(await post("recall", { who: page.who, sequence: line.sequence }))) showNotice("没撤回来，请再试一次。");
  await poll().catch(lost);
}

function said(who, words) {
  noteSaid(who, words);
  page.showsSent = false;
  writeAddress({ replace: true });
  draw();
  for (const wait of [0, 200, 500]) setTimeout(() => poll().catch(lost), wait);
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

addEventListener("popstate", () => {
  readAddress();
  hideNotice();
  drawDraft();
  draw();
});
await follow();
