import { stateWords } from "../../doctor/finding.ts";
import { html, type Shown } from "../../page/html.ts";
import { card, empty, rows } from "../../page/parts/card.ts";
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
    const findings = await desk.service.doctor(reachOf(desk));
    return { cards, wanting: findings.filter(({ state }) => state !== "good") };
  },
  view: ({ cards, wanting }) => [
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
    html`<div class="columns">${cards}</div>`,
  ],
});
