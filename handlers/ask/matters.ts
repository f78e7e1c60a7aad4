import type { Context } from "../../src/bot/context.ts";
import { type Mine, mineLine, mineOf } from "../../src/bot/record/mine.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { askingOf } from "../../src/chinese/reader/asks.ts";
import { kindOf, numberOf } from "../../src/ledger/kinds.ts";

const looked = 20;
/** Words that stand in every question and say nothing of its matter. */
const empty =
  /我们?|俺们?|你们?|您|那个?|这个?|的|了|过|吗|呢|啊|没有?|有人?|是不是|啥时候|什么时候|多久|怎么样|咋样|怎么|咋|什么|啥|哪|谁|还|又|也|都|就|到底|现在|村[里上头]|镇[里上]|家里|今年|去年|明年|多少|[一二三四五六七八九十\d]+[社组队村]|反映|意见|答复?|回复|处理|解决|[修办弄搞][好完]|修|[^\p{Script=Han}]/gu;
const general =
  /(?:有|没|给个?|啥时候|什么时候|多久|何时).{0,6}(?:答复|回复|回音|回话|说法|结果|消息|信儿?|人管|人理)|(?:我|俺).{0,4}(?:说|反映|提)(?:过|了)?的.{0,6}(?:咋样|怎么样|到哪|呢|没|吗)|(?:处理|解决|办)(?:得)?(?:咋样|怎么样|到哪|了没|好了?吗)/;

const howTo =
  /(?:怎么|咋个?|如何)(?:去|来)?(?:申请|办|弄|补|交|领|报|填|认证|算)|要(?:啥子?|什么|哪些|交|带|刷)|(?:啥子?|什么)(?:条件|材料|手续|资料)|(?:多少|好多|几多)钱|是不是要|要不要|在哪里?[办交领]/;
const ofState =
  /[修办弄换装处][好完]|解决|落实|到哪|[咋怎么]样|进展|结果|[答回]复|回音|下来|来人|[通亮]了|(?:啥子?|什么)时候|多久/;
/** 办了没, 到哪了: how something stands is asked. */
export const asksState = (words: string): boolean =>
  ofState.test(words) || /[办修弄处理来]了?(?:没有?|吗)/.test(words) || general.test(words);
const again =
  /^(?:都)?等了.{0,8}[没莫冇](?:得|有)?.{0,3}(?:消息|信|回|动静|人)|^(?:咋|怎么)?还(?:是)?[没莫冇](?:得|有)?(?:人)?(?:修|来|弄|办|管|动)[哦啊呢吗呀哈的了嘛。!！\s]*$|^(?:我)?(?:上次|之前|以前|前面)(?:说|讲|反映)的?(?:那个?|这个?)?(?:事|问题)?(?:呢|咋样|怎么样|有没有)/;

/** 等了半个月了没得消息, 还没修哦: of what one spoke of before, whichever that was. */
export const asksAgain = (words: string): boolean => again.test(words.trim());

/** `路灯修好了吗` of somebody who spoke of it: their own matter with its state. Null when it is none of theirs. */
export async function myMatter(words: string, context: Context): Promise<Reply | null> {
  if (words.length > 40 || (askingOf(words) === null && !asksAgain(words))) return null;
  // how something is applied for is no question about what was said before
  if (howTo.test(words) && !ofState.test(words)) return null;
  const mine = (await mineOf({ limit: looked, offset: 0 }, context)).filter(({ row }) => kindOf(row.kind).open);
  const meant = about(words, mine, context);
  const shown = meant.length > 0 ? meant : general.test(words) || asksAgain(words) ? mine.slice(0, 5) : [];
  const [only] = shown;
  if (!only) return null;
  const lines = [
    ...shown.slice(0, 5).map((one) => mineLine(one, context)),
    ...(askingOf(words) === null ? ["这句没另记，别的事直接说。"] : []),
  ];
  const isAnswered = shown.length === 1 && only.row.waiting === 0;
  const actions = { words: ["不满意"], number: numberOf(only.row), alwaysNumbered: true } as const;
  return { ...privately(lines.join("\n")), ...(isAnswered ? { subject: only.row.id, actions } : {}) };
}

/** Those whose words a question takes up again, the closest only. */
export const about = (words: string, mine: readonly Mine[], { tables }: Context): Mine[] =>
  closest(words, mine, ({ row }) => tables.records.openText(row));

export function closest<One>(words: string, all: readonly One[], textOf: (one: One) => string): One[] {
  const asked = pairsOf(words);
  const scored = all.map((one) => {
    const own = pairsOf(textOf(one));
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
