import type { Context } from "../../src/bot/context.ts";
import { type Mine, mineLine, mineOf } from "../../src/bot/record/mine.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { askingOf } from "../../src/chinese/reader/asks.ts";
import { kindOf, numberOf } from "../../src/ledger/kinds.ts";

const looked = 20;
/** Words that stand in every question and say nothing of its matter. */
const empty =
  /我们?|俺们?|你们?|您|那个?|这个?|的|了|过|吗|呢|啊|没有?|有人?|是不是|啥时候|什么时候|多久|怎么样|咋样|怎么|咋|什么|啥|哪|谁|还|又|也|都|就|到底|现在|村[里上头]|镇[里上]|家里|今年|去年|明年|多少|反映|意见|答复?|回复|处理|解决|[修办弄搞][好完]|修|[^\p{Script=Han}]/gu;
const general =
  /(?:有|没|给个?|啥时候|什么时候|多久|何时).{0,6}(?:答复|回复|回音|回话|说法|结果|消息|信儿?|人管|人理)|(?:我|俺).{0,4}(?:说|反映|提)(?:过|了)?的.{0,6}(?:咋样|怎么样|到哪|呢|没|吗)|(?:处理|解决|办)(?:得)?(?:咋样|怎么样|到哪|了没|好了?吗)/;

/** `路灯修好了吗` of somebody who spoke of it: their own matter with its state. Null when it is none of theirs. */
export async function myMatter(words: string, context: Context): Promise<Reply | null> {
  if (words.length > 40 || askingOf(words) === null) return null;
  const mine = (await mineOf({ limit: looked, offset: 0 }, context)).filter(({ row }) => kindOf(row.kind).open);
  const meant = about(words, mine, context);
  const shown = meant.length > 0 ? meant : general.test(words) ? mine.slice(0, 5) : [];
  const [only] = shown;
  if (!only) return null;
  const lines = shown.slice(0, 5).map((one) => mineLine(one, context));
  const isAnswered = shown.length === 1 && only.row.waiting === 0;
  const actions = { words: ["不满意"], number: numberOf(only.row), alwaysNumbered: true } as const;
  return { ...privately(lines.join("\n")), ...(isAnswered ? { subject: only.row.id, actions } : {}) };
}

/** Those whose words a question takes up again, the closest only. */
export function about(words: string, mine: readonly Mine[], { tables }: Context): Mine[] {
  const asked = pairsOf(words);
  const scored = mine.map((one) => {
    const own = pairsOf(tables.records.openText(one.row));
    return { one, shared: [...asked].filter((pair) => own.has(pair)).length };
  });
  const best = Math.max(0, ...scored.map(({ shared }) => shared));
  // one word of a long question is none of its matter
  return best * 4 < Math.min(asked.size, 8) || best === 0
    ? []
    : scored.filter(({ shared }) => shared === best).map(({ one }) => one);
}

/** Two characters in a row, of the words that carry the matter. */
function pairsOf(text: string): Set<string> {
  const runs = text.slice(0, 200).replace(empty, " ").split(" ");
  return new Set(
    runs.flatMap((run) => Array.from({ length: Math.max(0, run.length - 1) }, (_, at) => run.slice(at, at + 2))),
  );
}
