import { listChoices, newOrder, type Order } from "../../src/bot/order.ts";
import { holds, isCadre, widestPost } from "../../src/bot/permission.ts";
import { mayRead } from "../../src/bot/record/may-read.ts";
import { onlooker } from "../../src/bot/record/subject.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { putQuestion } from "../../src/bot/turn/question.ts";
import { foldText } from "../../src/chinese/fold.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { numberOf } from "../../src/ledger/kinds.ts";

const which =
  "(?:(?:那|这)个|\\p{Script=Han}{2,4}(?:家|说)?的?那个)?(?<what>\\p{Script=Han}{2,6}?)(?:的?(?:那|这)?(?:件|个)?(?:事|问题))?";
const solved = new RegExp(
  `^${which}(?<said>(?:已经|都|全)?(?:修|办|弄|搞|换|装|清|处理|解决)(?:好|完)?了)[啊呀哈。.!！\\s]*$`,
  "u",
);
const passed = new RegExp(
  `^(?:把|请把)?${which}(?:转给|批给|转到)(?<office>\\p{Script=Han}{2,10}?)(?:去办|处理|办)?[吧了。.!！\\s]*$`,
  "u",
);
const looked = 100;

/** 那个路灯修好了, 井水的事转给水利站: what waits to be answered, by its words, where only one can be meant. */
export const hearNamedOpinion: Ear = {
  name: "opinion by its words",
  keeps: "words",
  hears: (scene, { message, words, said }) =>
    said.kind === "opinion" &&
    said.label === null &&
    message.chat.kind === "direct" &&
    isCadre(scene) &&
    (solved.test(foldText(words).trim()) || passed.test(foldText(words).trim())),
  async answer({ words }, context) {
    const { actor, places, tables } = context;
    const text = foldText(words).trim();
    const { what = "", said, office } = (passed.exec(text) ?? solved.exec(text))?.groups ?? {};
    const path = actor.isAdmin ? places.root()?.path : widestPost(actor, "cadre")?.placePath;
    if (path === undefined || !holds(actor, "cadre")) return null;
    const waiting = await tables.waiting.list("opinion", path, { limit: looked, offset: 0 }, onlooker(actor, places));
    const meant = waiting.filter((row) => mayRead(row, context) && tables.records.openText(row).includes(what));
    const [row, ...others] = meant;
    if (!row || others.length > 0) return null;
    const number = numberOf(row);
    const brief = `${number}“${clip(tables.records.openText(row))}”`;
    const put = (question: string, choices: { label: string; order: Order | null }[]) =>
      putQuestion({ kind: "choice", choices }, `${question}${listChoices(choices.map(({ label }) => label))}`, context);
    if (office !== undefined)
      return put(`${brief}转给${office}吗？`, [
        { label: "转", order: newOrder("转", `${number} ${office}`) },
        { label: "不转", order: null },
      ]);
    return put(`答复 ${brief}：${said}\n`, [
      { label: "发", order: newOrder("答复", `${number} ${said}`) },
      { label: "改", order: newOrder("答复", number) },
      { label: "不是这条", order: null },
    ]);
  },
};
