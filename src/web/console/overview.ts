import { stateWords } from "../../doctor/finding.ts";
import type { Step } from "../../doctor/first-week.ts";
import { html, type Shown } from "../../page/html.ts";
import { card, empty, rows } from "../../page/parts/card.ts";
import { figuresOf, glance, glanceOf } from "./at-a-glance.ts";
import { countLook, defineDeskPage, reachOf } from "./desk.ts";

/** How it goes: what has to be done, and every ledger's figures; never anybody's words. */
export const overview = defineDeskPage({
  path: "overview",
  title: "总览",
  part: "",
  needs: "below",
  async load(desk, read) {
    const look = countLook(desk);
    const cards: Shown[] = [];
    for (const one of [...desk.service.cards].sort((a, b) => a.rank - b.rank)) cards.push(await one.show(look, read));
    const steps = await desk.service.firstWeek(desk.place.path);
    const findings = await desk.service.doctor(reachOf(desk));
    return {
      glance: await glanceOf(desk, read),
      cards,
      steps,
      wanting: findings.filter(({ state }) => state !== "good"),
    };
  },
  view: ({ glance: figures, cards, steps, wanting }, desk) => [
    figuresOf(figures, desk),
    steps.some(({ isDone }) => !isDone) && stepsCard(steps),
    card(
      "要管的",
      {
        count: { value: wanting.length, of: "件" },
        needs: wanting.some(({ state }) => state === "bad"),
        more: { to: "/console/doctor", words: "看体检" },
      },
      wanting.length === 0
        ? empty("都好。")
        : rows(
            wanting.slice(0, 6).map(({ about, says, state }) => ({
              ...{ title: about, about: says, side: stateWords[state], isLate: state === "bad" },
            })),
          ),
    ),
    glance(figures, desk),
    html`<div class="columns">${cards}</div>`,
  ],
});

/** Until all of it is there: what comes next, where it is done, and the empty sheet for it. */
const stepsCard = (steps: readonly Step[]): Shown =>
  card(
    "头一周：还缺什么",
    { note: "一样一样来，一分钟数一次" },
    html`<ol class="todo">${steps.map(
      ({ what, isDone, says, page, template, line }) => html`<li class=${isDone ? "is-done" : undefined}>
        <span><strong>${`${isDone ? "✓ " : ""}${what}`}</strong><small>${says}</small></span>
        ${
          !isDone &&
          html`<span>${template !== null && html`<a class="pill" href=${`/console/template/${template}.xlsx`}>空表</a>`}${
            page !== null && html`<a class="pill" href=${`/console/${page}`}>${template === null ? "去看" : "导入"}</a>`
          }</span>`
        }
        ${!isDone && line !== null && html`<p class="say">把机器人拉进群，在群里发：<code>${line}</code></p>`}
      </li>`,
    )}</ol>`,
  );
