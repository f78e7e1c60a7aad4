// The conversation of one chat. New lines are added to what stands there; the reader's place is kept.
import { bubble, inWords, speaker } from "/sandbox/bubble.js";
import { at, button, element } from "/sandbox/element.js";
import { chatName, nameOf, page } from "/sandbox/page-state.js";
import { fullTime } from "/sandbox/times.js";

const pause = 10 * 60_000;
const near = 40;
/** which conversation stands there, up to which line, and where it was last scrolled to by itself */
let drawn = { key: "", last: 0, at: Number.NEGATIVE_INFINITY, scrolled: 0 };
let missed = 0;
/** the end is in sight, and stays so when the room for it changes */
let sticks = true;

/** `act(what, line)`: somebody wants to quote a line, take it back, or presses a button under it. */
export function makeTalk(act) {
  const talk = at("talk");
  talk.tabIndex = 0; // it scrolls
  at("down").addEventListener("click", () => {
    toEnd();
    talk.focus({ preventScroll: true });
  });
  let height = talk.clientHeight;
  talk.addEventListener("scroll", () => {
    if (talk.clientHeight === height) sticks = isAtEnd(); // else it is the room that changed, and not the reader's place
    if (isAtEnd()) showMissed(0);
  });
  talk.addEventListener("click", ({ target }) => {
    if (target.closest(".bubble") && getSelection().isCollapsed) toggleActs(target.closest("[data-line]"), act);
  });
  talk.addEventListener("keydown", (event) => walk(event, act));
  new ResizeObserver(() => {
    height = talk.clientHeight;
    if (sticks) toEnd();
  }).observe(talk);
}

export function drawTalk(act) {
  const key = [page.state.world, page.here, page.who].join();
  const lines = page.lines.filter(({ chat, recalls }) => chat === page.here && recalls === undefined);
  if (key !== drawn.key) return drawAll(key, lines, act);
  const added = lines.filter(({ sequence }) => sequence > drawn.last);
  redrawRecalled(lines, act);
  if (added.length === 0) return;
  const follows = isFollowing() || added.some(({ from }) => from === page.who);
  at("talk").querySelector(".empty")?.remove();
  at("talk").append(...added.flatMap((line) => rowsOf(line, act)));
  readOut(added);
  if (follows) showTurn(added);
  else showMissed(missed + added.length);
}

function drawAll(key, lines, act) {
  drawn = { key, last: 0, at: Number.NEGATIVE_INFINITY, scrolled: 0 };
  const name = page.where === "direct" ? `${nameOf(page.who)}和小助手的私聊` : chatName(page.here);
  const hearsLess = page.state.groups.some(({ id, hears }) => id === page.here && hears === "mentions");
  const title = hearsLess ? `${name}（小助手只听得到@它的话）` : name;
  at("talk").setAttribute("aria-label", title);
  const rows = lines.flatMap((line) => rowsOf(line, act));
  if (lines.length === 0) rows.push(element("li", { class: "empty" }, "这里还没人说话。点下面的例子试试。"));
  at("talk").replaceChildren(element("li", { class: "title" }, title), ...rows);
  const last = at("talk").lastElementChild;
  scrollTo(Math.min(end(), topOf(last)));
}

function rowsOf(line, act) {
  const isLater = line.at - drawn.at > pause;
  drawn.at = line.at;
  drawn.last = line.sequence;
  const row = bubble(line, act);
  return isLater ? [element("li", { class: "pause" }, fullTime(line.at)), row] : [row];
}

function redrawRecalled(lines, act) {
  for (const line of lines.filter(({ recalled }) => recalled)) {
    const row = at("talk").querySelector(`.line[data-line="${line.sequence}"]`);
    row?.replaceWith(bubble(line, act));
  }
}

/** Only what is new and of others: one's own words one knows. */
function readOut(added) {
  const words = added.filter(({ from }) => from !== page.who).map((line) => `${speaker(line)}：${inWords(line)}`);
  at("heard").append(...words.map((text) => element("p", {}, text)));
  while (at("heard").children.length > 20) at("heard").firstChild.remove();
}

const end = () => at("talk").scrollHeight - at("talk").clientHeight;
const isAtEnd = () => end() - at("talk").scrollTop < near;
const isFollowing = () => isAtEnd() || Math.abs(at("talk").scrollTop - drawn.scrolled) < 4;

function scrollTo(top) {
  at("talk").scrollTop = top;
  drawn.scrolled = at("talk").scrollTop;
  sticks = isAtEnd();
  showMissed(0);
}

const toEnd = () => scrollTo(end());

/** To the end, but one's own last words, or at least the beginning of what was said last, stay in sight. */
function showTurn(added) {
  const rows = [...at("talk").querySelectorAll("[data-line]")];
  const own = rows.map((row) => row.classList.contains("mine")).lastIndexOf(true);
  const isShort = own >= 0 && rows[own].offsetHeight < at("talk").clientHeight / 2;
  const first = isShort ? rows[own] : (rows[own + 1] ?? rows[own]);
  scrollTo(Math.min(end(), topOf(own < 0 ? rows.at(-1) : first)));
  const bottom = at("talk").scrollTop + at("talk").clientHeight - near;
  const below = added.filter(({ sequence }) => topOf(at("talk").querySelector(`[data-line="${sequence}"]`)) > bottom);
  showMissed(below.length);
}

/** Where the talk is scrolled to when that row is its first. */
const topOf = (row) => row.offsetTop - at("talk").offsetTop - 6;

function showMissed(count) {
  missed = count;
  at("down").hidden = count === 0;
  at("down").textContent = `↓ ${count}条新消息`;
}

function toggleActs(row, act) {
  const open = at("talk").querySelector(".acts");
  const isOwn = open && row.contains(open);
  open?.remove();
  if (isOwn || !row.classList.contains("line")) return null;
  const line = page.lines.find(({ sequence }) => sequence === Number(row.dataset.line));
  const offer = (label, what) =>
    button(label, () => {
      acts.remove();
      act(what, line);
    });
  const acts = element("div", { class: "acts" }, offer("引用", "quote"));
  if (line.from === page.who) acts.append(offer("撤回", "recall"));
  row.querySelector(".said").append(acts);
  acts.scrollIntoView({ block: "nearest" });
  return acts;
}

/** Arrows go from line to line, Enter opens what can be done with one, Escape closes it. */
function walk(event, act) {
  const rows = [...at("talk").querySelectorAll("[data-line]")];
  const here = document.activeElement.closest("[data-line]");
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step && rows.length > 0) {
    event.preventDefault();
    const from = here ? rows.indexOf(here) : rows.length;
    rows[Math.min(Math.max(from + step, 0), rows.length - 1)].focus();
  } else if (event.key === "Enter" && here === document.activeElement && here) {
    event.preventDefault();
    toggleActs(here, act)?.querySelector("button").focus();
  } else if (event.key === "Escape" && here?.querySelector(".acts")) {
    toggleActs(here, act);
    here.focus();
  }
}
