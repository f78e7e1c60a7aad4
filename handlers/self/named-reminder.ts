import type { Context } from "../../src/bot/context.ts";
import { listChoices, newOrder, type Order } from "../../src/bot/order.ts";
import { here } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut, putQuestion } from "../../src/bot/turn/question.ts";
import { foldText } from "../../src/chinese/fold.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const end = "[了吧啊呀的。.!！\\s]*$";
const point = "(?:的那个|那个|这个|那条|的)?";
const what = "(?<what>(?![我俺你他她了咱])(?!.*(?:我|俺)的?$)[^,，。\\s]{2,12}?)";
const forms: readonly { readonly said: RegExp; readonly word: "取消" | "推迟" }[] = [
  {
    word: "取消",
    said: new RegExp(`^(?:把)?${what}${point}提醒(?:不要|不用|取消掉?|删掉?|去掉|撤掉?|停掉?)${end}`, "u"),
  },
  { word: "取消", said: new RegExp(`^(?:取消|删掉?|去掉|停掉?|不要)${what}${point}提醒${end}`, "u") },
  { word: "取消", said: new RegExp(`^(?:别|不用|不要|甭)再?提醒(?:我|俺)?${what}${end}`, "u") },
  {
    word: "推迟",
    said: new RegExp(`^(?:把)?${what}${point}提醒(?:改到|改成|推迟到?|挪到|延到)(?<when>.{2,20})$`, "u"),
  },
];

const read = (words: string) => {
  const text = foldText(words).trim();
  for (const { word, said } of forms) {
    const found = said.exec(text)?.groups;
    // a number says itself which one
    if (found && !/[a-z]\s?\d/iu.test(found.what ?? ""))
      return { word, what: found.what ?? "", when: found.when ?? "" };
  }
  return null;
};

const mostHeld = 50;
const offered = 8;

/** 例会那个提醒不要了, 把交表的提醒改到后天: one's own reminder, by its words. */
export const hearNamedReminder: Ear = {
  name: "reminder by its words",
  keeps: "words",
  hears: (_, { message, words, said }) =>
    said.kind === "opinion" && said.label === null && message.chat.kind === "direct" && read(words) !== null,
  async answer({ words }, context) {
    const said = read(words);
    if (!said) return null;
    const { tables, actor } = context;
    const own = await tables.clocks.ownedBy("reminder", actor.account, actor.person?.id ?? null, mostHeld);
    const meant = own.filter((row) => tables.records.openText(row).includes(said.what));
    const order = (row: RecordRow): Order => newOrder(said.word, `${numberOf(row)} ${said.when}`.trim());
    const [only] = meant;
    if (!only) return own.length === 0 ? null : [here(`等着的提醒里没有“${clip(said.what)}”。看号发“我的提醒”。`)];
    if (meant.length === 1) return carryOut(order(only), context);
    const choices = meant.slice(0, offered).map((row) => ({ label: labelOf(row, context), order: order(row) }));
    return putQuestion(
      { kind: "choice", choices },
      `${said.word}哪一条提醒？${listChoices(choices.map(({ label }) => label))}`,
      context,
    );
  },
};

const labelOf = (row: RecordRow, { tables }: Context): string =>
  `${numberOf(row)} ${clip(tables.records.openText(row), 16)}`;
