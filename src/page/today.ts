import { html, type Shown } from "./html.ts";
import { type Card, definePage } from "./page.ts";

/** The page of the day: what needs somebody first, then each ledger's figures, as they stand now. */
export const todayPage = (cards: readonly Card[]) =>
  definePage({
    path: "today",
    title: "今天",
    dock: "今天",
    needs: "cadre",
    async load(look, read) {
      const shown: Shown[] = [];
      for (const card of [...cards].sort((one, other) => one.rank - other.rank))
        shown.push(await card.show(look, read));
      return shown;
    },
    view: (shown) => html`<div class="columns">${shown}</div>`,
  });
