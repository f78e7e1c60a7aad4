import type { Context } from "../../src/bot/context.ts";
import { listChoices, newOrder } from "../../src/bot/order.ts";
import { holds } from "../../src/bot/permission.ts";
import { nameInFront } from "../../src/bot/reading/name-in-front.ts";
import { is, quotedBy, townsOf } from "../../src/bot/record/find.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut, putQuestion } from "../../src/bot/turn/question.ts";
import { fold } from "../../src/chinese/fold.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { actingWord } from "../../src/chinese/reader/act-words.ts";
import { askingOf } from "../../src/chinese/reader/asks.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const longest = 60;
/** `O31 下周三来修`, `O31下周三来修` */
const numberFirst = /^\s*[oOＯｏ]\s*([\d０-９]{1,9})(?![\d０-９])(?:[\s:：,，]+(?=\S)|(?=\p{Script=Han}))([\s\S]+)$/u;

/** `O31答复明天来修`: the word before what is told is none of it. */
const saysSo = /^(?:答复|回复)(?![过了完没得不太])[\s:：,，]*(?=\S)/u;

/** Words under a quoted opinion, or behind its number, by whoever may answer it: read back once, then sent. */
export const hearAnswer: Ear = {
  name: "answer under a quote",
  keeps: "words",
  hears: ({ group, posts }, { message, words }) =>
    words !== "" &&
    posts.some(({ role }) => role !== "villager") &&
    (message.chat.kind === "direct" || group?.placeId != null) &&
    (numberFirst.test(words)
      ? message.chat.kind === "direct" || message.mentioned || message.quote !== null
      : message.quote !== null),
  async answer({ words }, context) {
    const [, digits, behind] = numberFirst.exec(words) ?? [];
    const said = (behind ?? words).trim().replace(saysSo, "");
    const folded = fold(said).text;
    const act = actingWord(folded)?.name;
    // O2 修好了 tells whoever spoke
    const isAct = act !== undefined && !(act === "办好了" && digits !== undefined);
    if (!holds(context.actor, "cadre") || isAct || askingOf(folded) === "question") return null;
    const rows =
      digits === undefined
        ? await quotedBy(context.message, context)
        : await called(Number(digits.normalize("NFKC")), context);
    const mine = (found: readonly RecordRow[]) =>
      found.filter(({ kind }) => kind === "opinion").filter((one) => is(context.actor, "cadre", one, context.places));
    const [row, ...others] = mine(rows);
    if (row && others.length > 0 && digits === undefined) return whichOne(said, [row, ...others], context);
    // the word itself says why it is none of theirs
    if (!row && digits !== undefined) return carryOut(newOrder("答复", `O${digits} ${said}`), context);
    if (!row || others.length > 0) return null;
    const number = numberOf(row);
    const choices = [
      { label: "发", order: newOrder("答复", `${number} ${said}`) },
      { label: "改", order: newOrder("答复", number) },
    ];
    const sent = await sentTo(said, context);
    if (sent !== undefined) choices.push({ label: "交办", order: newOrder("交办", `${number} ${sent}`) });
    const gist = clip(context.tables.records.openText(row));
    const question = `答复 ${number}“${gist}”：${clip(said, longest)}\n${listChoices(choices.map(({ label }) => label))}`;
    return putQuestion({ kind: "choice", choices }, question, context);
  },
};

/** A hand-out that tells of several: it has to be said which of them is answered. */
async function whichOne(said: string, rows: readonly RecordRow[], context: Context) {
  const open = rows.filter(({ waiting }) => waiting === 1);
  if (open.length === 0) return null;
  const choices = open.slice(0, 9).map((row) => ({
    label: `${numberOf(row)} ${clip(context.tables.records.openText(row), 12)}`,
    order: newOrder("答复", `${numberOf(row)} ${said}`),
  }));
  const question = `“${clip(said, longest)}”答复哪一条？${listChoices(choices.map(({ label }) => label))}`;
  return putQuestion({ kind: "choice", choices }, question, context);
}

/** 让王建国去看: somebody of the roster is sent. */
async function sentTo(said: string, context: Context): Promise<string | undefined> {
  const whom = /^(?:让|叫|请|安排|派)(\p{Script=Han}{2,}[\s\S]*)$/u.exec(said)?.[1];
  const name = whom && (await nameInFront(whom, context));
  return whom && name ? `${name} ${whom.slice(name.length)}` : undefined;
}

const called = (number: number, context: Context): Promise<RecordRow[]> =>
  context.tables.records.find(townsOf(context), ["opinion"], number);
