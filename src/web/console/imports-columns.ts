import type { headerOf, unknownWords } from "../../import/columns.ts";
import { importers } from "../../import/importers.ts";
import { html, type Shown } from "../../page/html.ts";
import { card } from "../../page/parts/card.ts";
import { wordsOf } from "../../page/parts/words.ts";
import type { Choices, ImportRow } from "../../store/tables/imports.ts";
import type { Desk } from "./desk.ts";

type Facts = {
  readonly row: ImportRow;
  readonly choices: Choices;
  readonly header: ReturnType<typeof headerOf>;
  readonly words: ReturnType<typeof unknownWords>;
};

const mostShown = 40;

const option = (value: string, words: string, chosen: string): Shown =>
  html`<option value=${value} selected=${value === chosen}>${words}</option>`;

/** Which column is which, and what is meant by words that are none of ours. */
export function columnsView({ row, choices, header, words }: Facts, { token }: Desk): Shown {
  const columns = importers[row.kind]?.columns ?? [];
  const chosen = Object.keys(choices.columns);
  const known = header.filter(({ word }) => columns.includes(word)).map(({ word }) => word);
  const free = columns.filter((column) => !known.includes(column));
  return html`<form class="fill" method="post" action="/console/imports/choose">
    <input type="hidden" name="token" value=${token} /><input type="hidden" name="id" value=${row.id} />
    ${
      chosen.length > 0 &&
      card(
        "这几栏是什么",
        known.length > 0 ? { note: `认得的：${known.join("、")}` } : {},
        chosen.slice(0, mostShown).map((word, index) => {
          const values = header.find((one) => one.word === word)?.values ?? [];
          return html`<p class="pick"><label for=${`c${index}`}>${wordsOf(word)}<small>${values
            .map((value) => wordsOf(value.slice(0, 12)))
            .join("、")}</small></label>
            <select id=${`c${index}`} name=${`c${index}`}>${option("", "不读", choices.columns[word] ?? "")}${free.map(
              (column) => option(column, column, choices.columns[word] ?? ""),
            )}</select></p>`;
        }),
      )
    }
    ${
      words.length > 0 &&
      card(
        "这几个词当作什么",
        { note: "不改的，试的时候会说那几行有错" },
        words.slice(0, mostShown).map(
          ({ column, said, rows, words: allowed, guess }, index) => html`<p class="pick">
            <label for=${`w${index}`}>${`${column}“${wordsOf(said.slice(0, 20))}”`}<small>${`${rows}行`}</small></label>
            <select id=${`w${index}`} name=${`w${index}`}>${option("", "不改", choices.words[column]?.[said] ?? guess)}${allowed.map(
              (word) => option(word, `当作 ${word}`, choices.words[column]?.[said] ?? guess),
            )}</select></p>`,
        ),
      )
    }
    <button class="button main">试一遍</button>
  </form>`;
}
