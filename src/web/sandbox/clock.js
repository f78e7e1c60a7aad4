// The time, moving it on, and beginning anew, which is the only way back.
import { at, button } from "/sandbox/element.js";
import { page } from "/sandbox/page-state.js";
import { makePanel } from "/sandbox/panel.js";
import { fieldOf, fullTime, morningOf, timeOf } from "/sandbox/times.js";
import { fillToolbar, makeToolbar } from "/sandbox/toolbar.js";

const minute = 60_000;
const day = 24 * 60 * minute;
let close = () => undefined;

/** `moveTo(at)` moves on, `beginAnew(at)` clears everything away and without a time begins now. Gives back what draws it. */
export function makeClock({ moveTo, beginAnew, refuse }) {
  close = makePanel(at("time"), at("clock"));
  makeToolbar(at("steps"));
  at("time").addEventListener("click", () => {
    at("until-time").value = fieldOf(page.state.now);
  });
  at("until").addEventListener("submit", async (event) => {
    event.preventDefault();
    const target = timeOf(at("until-time").value);
    const now = page.state.now;
    close();
    if (target > page.state.furthest) return refuse("最多往后拨四百天。");
    if (target > now - minute) return moveTo(Math.max(target, now));
    const text = `时间不能往回拨，除非从头开始：说过的话、记下的事都清掉，时间从${fullTime(target)}开始。`;
    if (await confirmed(text)) beginAnew(target);
  });
  at("anew").addEventListener("click", async () => {
    close();
    if (await confirmed("说过的话、记下的事、拨过的时间都清掉，回到刚打开的样子。")) beginAnew();
  });
  at("ask").addEventListener("close", () => at("time").focus());
  return () => drawClock(moveTo);
}

function drawClock(moveTo) {
  const { now, morning, workMorning } = page.state;
  at("time").textContent = fullTime(now);
  const targets = new Map([
    ["+10分钟", () => page.state.now + 10 * minute],
    ["+1小时", () => page.state.now + 60 * minute],
    ["+1天", () => page.state.now + day],
    [`到${morningOf(morning, now)}`, () => page.state.morning],
    [`到${morningOf(workMorning, now)}`, () => page.state.workMorning],
  ]);
  const drawn = [...at("steps").children].map(({ textContent, disabled }) => `${textContent} ${disabled}`);
  // a button replaced while it is pressed would not be clicked
  if ([...targets.keys()].map((label) => `${label} ${page.moving}`).join() === drawn.join()) return;
  const disabled = page.moving;
  fillToolbar(at("steps"), ...[...targets].map(([label, to]) => button(label, () => moveTo(to()), { disabled })));
}

function confirmed(text) {
  at("ask-text").textContent = text;
  at("ask").returnValue = "no";
  at("ask").showModal();
  return new Promise((resolve) =>
    at("ask").addEventListener("close", () => resolve(at("ask").returnValue === "yes"), { once: true }),
  );
}
