import { whereOf } from "../../src/bot/record/line.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { html, type Shown } from "../../src/page/html.ts";
import { addressOf, type Look } from "../../src/page/page.ts";
import { wordsOf } from "../../src/page/parts/words.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";

const longest = 40;

/** What accuses somebody is on no page: it is looked into in the chat. */
export const plainly = ({ actor }: Look) => ({ personId: actor.person?.id ?? null, accusationsBelow: [] });

export const shownOf = (row: RecordRow, look: Look, read: Tables) => ({
  ...{ id: row.id, created_at: row.created_at, number: numberOf(row), where: whereOf(row, look) },
  text: look.readsWords && row.sensitive === 0 ? wordsOf(clip(read.records.openText(row), longest)) : "内容不显示",
});

/** Between what waits and what was answered. */
export const states = (look: Look, isAnswered: boolean): Shown =>
  html`<nav class="tabs within" aria-label="哪些">
    <a href=${addressOf(look, "opinions")} aria-current=${isAnswered ? undefined : "page"}>没答复的</a>
    <a href=${`${addressOf(look, "opinions")}?state=answered`} aria-current=${isAnswered ? "page" : undefined}>答复了的</a>
  </nav>`;
