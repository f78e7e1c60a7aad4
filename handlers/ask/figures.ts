import type { Context } from "../../src/bot/context.ts";
import { listChoices, newOrder, type Order } from "../../src/bot/order.ts";
import { holds } from "../../src/bot/permission.ts";
import type { Reply } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut, putQuestion } from "../../src/bot/turn/question.ts";

/** A line of a digest, what people call it, and what shows all that it counts. */
type Figure = { readonly name: string; readonly line: RegExp; readonly called: RegExp; readonly order: Order };

// one who leads several places has the place in front of the line
const of = (words: string) => new RegExp(`^(?:\\S{1,20} )?${words}`, "mu");

const figures: readonly Figure[] = [
  { name: "超期", line: of("超期\\d+件"), called: /超期|过期/u, order: newOrder("交办", "列表 超期") },
  { name: "等您定", line: of("等您定\\d+件"), called: /等[我您]定/u, order: newOrder("交办", "列表 等我定的") },
  {
    name: "谈心",
    line: of("(?:各[镇县])?谈心 \\S*\\d+/\\d+"),
    called: /谈心|没谈|未谈/u,
    order: newOrder("查", "未谈的"),
  },
  {
    name: "走访",
    line: of("(?:各[镇县])?走访 \\S*\\d+/\\d+"),
    called: /走访|没走/u,
    order: newOrder("查", "没走访到的"),
  },
  {
    name: "意见",
    line: of("(?:意见 (?:新增|未答复)|各[镇县]未答复 )"),
    called: /意见|答复|新增/u,
    order: newOrder("查", "未答复的"),
  },
  { name: "征求", line: of("征求 \\d+件"), called: /征求/u, order: newOrder("征求", "列表") },
  { name: "交办", line: of("近30天交办\\d+件"), called: /交办|办结/u, order: newOrder("交办", "列表") },
  { name: "提醒", line: of("提醒 今天\\d+件"), called: /提醒/u, order: newOrder("提醒", "列表") },
];

/** 哪些, 意见呢, 谈心的有哪几个, 看看明细: asks for more of what it quotes. */
const asksMore =
  /^(?:这|那|这些|那些|都|分别)?(?:是|有)?[^,，。？?]{0,6}?(?:哪些|哪几|哪个|谁|详细|明细|具体|展开|名单|看看|列出来?|列表|全部|呢|怎么说|几个)[^,，。]{0,6}[？?\s]*$/u;
const alone = /^(?:超期|等[我您]定|谈心|走访|意见|征求|交办|提醒)(?:的|呢|的呢)?[？?\s。]*$/u;
const longest = 200;

const inText = (text: string): readonly Figure[] => figures.filter(({ line }) => line.test(text));

/** A digest's figure asked back: by a quote of the digest or of its line and a word, or by the line itself. */
export const hearFigure: Ear = {
  name: "figure",
  keeps: "words",
  hears: ({ group }, { message, words, said }) => {
    if (said.kind === "opinion" && said.label !== null) return false;
    if (message.chat.kind !== "direct" && (group?.kind !== "cadre" || said.kind === "none")) return false;
    if (words.length > longest) return false;
    if (inText(words).length > 0) return true;
    return inText(message.quote?.text ?? "").length > 0 && (asksMore.test(words) || alone.test(words));
  },
  async answer({ message, words }, context) {
    if (!holds(context.actor, "cadre")) return null;
    const said = inText(words);
    const quoted = inText(message.quote?.text ?? "");
    const called = quoted.filter((one) => one.called.test(words));
    const meant = said.length > 0 ? said : called.length > 0 ? called : quoted;
    return show(
      meant.filter(({ order }) => context.commands.some(({ name }) => name === order.command)),
      context,
    );
  },
};

async function show(meant: readonly Figure[], context: Context): Promise<readonly Reply[] | null> {
  const [only, ...others] = meant;
  if (!only) return null;
  if (others.length === 0) return carryOut(only.order, context);
  const choices = meant.map(({ name, order }) => ({ label: name, order }));
  const question = `看哪一项？${listChoices(choices.map(({ label }) => label))}`;
  return putQuestion({ kind: "choice", choices, question }, question, context);
}
