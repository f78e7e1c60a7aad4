import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { readFilters } from "../../src/bot/reading/filters.ts";
import { listed } from "../../src/bot/record/list.ts";
import { here, privately, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { isForwardable } from "../../src/chinese/privacy/forwardable.ts";
import { startOfDay } from "../../src/chinese/time/index.ts";
import { nameSome } from "../../src/ledger/coverage.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { clearTag, freeTag, sixClear, withoutNicknames } from "../../src/ledger/six-clear.ts";
import { give } from "./give.ts";
import { everySeen, innerOf, type Seen, seen } from "./inner.ts";

const aDay = 24 * 60 * 60_000;
const longest = 40;
const which = optional(textArgument("第几清"));

const args = z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("第几清或地点")) });

/** Six questions that visits and opinions answer by a label; nothing is written down for them. */
export const six = defineCommand({
  name: "六清",
  aliases: ["clear"],
  summary: "把走访、意见记进六清，看各有多少",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/六清", "/六清 东卧牛", "/六清 V3 1", "/走访 三社老李家 吃水难 六清：1"],
  args,
  forms: [
    defineForm({
      word: "汇编",
      summary: "汇编草稿：不带姓名和电话，内部的只有数",
      role: "secretary",
      where: ["direct"],
      examples: ["/六清 汇编 1"],
      args: z.object({ which }),
      run: ({ which: said = "1" }, context) => compilation(tagIn(said), context),
    }),
    defineForm({
      word: "转交办",
      summary: "列出还没交办的",
      role: "secretary",
      where: ["direct"],
      examples: ["/六清 转交办 1"],
      args: z.object({ which }),
      run: ({ which: said = "1" }, context) => left(tagIn(said), context),
    }),
  ],
  async run({ numbers: said = [], text: after = "" }, context) {
    // V3 1: the last number is which of the six
    const last = said.at(-1);
    const isWhich = after === "" && said.length > 1 && last?.letter === null;
    const [numbers, text] = isWhich ? [said.slice(0, -1), String(last.number)] : [said, after];
    const isTaken = text.trim().startsWith("不算");
    const tag = clearTag(text.replace(/^\s*不算/u, ""));
    if (numbers.length > 0 || (tag !== null && context.message.quote !== null))
      return give(numbers, tag ?? tagIn(text), isTaken, "六清", context);
    return counts(text, context);
  },
});

/** @throws UserError */
function tagIn(said: string): string {
  const tag = clearTag(said);
  if (tag === null) throw new UserError(`六清是1到6：${sixClear.map((words, at) => `${at + 1}${words}`).join("、")}`);
  return tag;
}

/** Labels people give of their own, as of the tasks that their work serves. */
export const label = defineCommand({
  name: "标签",
  needsSign: true,
  aliases: ["label"],
  summary: "给走访、意见、交办、实事记上在做的中心工作，看各有多少",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/标签", "/标签 V3 环境整治"],
  args,
  async run({ numbers = [], text = "" }, context) {
    const said = text.replace(/^\s*不算/u, "");
    if (numbers.length === 0 && (context.message.quote === null || text === "")) return labels(text, context);
    const tag = freeTag(said);
    if (tag === null) throw new UserError(`“${clip(said)}”做不了标签，用2到8个字。例：/标签 V3 环境整治`);
    return give(numbers, tag, said !== text, "标签", context);
  },
});

type Where = { readonly name: string; readonly path: string; readonly since: number; readonly until: number };

/** The place that was said or the own one, in the days of the campaign that gathers labels, else of the year. @throws UserError */
async function whereOf(text: string, context: Context): Promise<Where> {
  const { actor, places, tables, now } = context;
  const { place, words } = readFilters(text, context);
  if (words.length > 0) throw new UserError(`没听懂“${words.join(" ")}”。例：/六清 东卧牛，或：/六清 V3 1`);
  const own = actor.isAdmin ? places.root() : places.get(widestPost(actor, "cadre")?.placeId ?? "");
  const at = place ?? own;
  if (!at || !may(actor, "keep record", at)) throw new UserError("这里不归您管。看自己的：/六清");
  const running = (await tables.campaigns.around(at.path)).find(
    (one) => one.template === "tag" && at.path.startsWith(one.path),
  );
  const year = new Date(now + 8 * 60 * 60_000).getUTCFullYear();
  const [from, to] = [running?.from_day ?? `${year}-01-01`, running?.to_day ?? `${year}-12-31`];
  return { name: at.name, path: at.path, since: startOfDay(from), until: startOfDay(to) + aDay - 1 };
}

/** `六清 新会镇：清1 43条（18村）、清2 31条、清3 6条（内部6）…；还没有条目的村：石门等3村` */
async function counts(text: string, context: Context): Promise<Reply> {
  const where = await whereOf(text, context);
  const { tables } = context;
  const all = await tables.tags.counts(where);
  const villages = await tables.checklists.villages(where.path);
  const parts: string[] = [];
  const touched = new Set<string>();
  for (const at of sixClear.keys()) {
    const tag = `清${at + 1}`;
    const found = all.find((one) => one.tag === tag);
    const paths = found ? await tables.tags.places(tag, where) : [];
    const own = villages.filter(({ path }) => paths.some((one) => one.startsWith(path)));
    for (const { path } of own) touched.add(path);
    const inner = found ? await innerOf(found, where, context) : 0;
    const notes = [own.length > 0 ? `${own.length}村` : "", inner > 0 ? `内部${inner}` : ""];
    parts.push(`${tag} ${found?.total ?? 0}条${notes.some(Boolean) ? `（${notes.filter(Boolean).join("，")}）` : ""}`);
  }
  const bare = villages.filter(({ path }) => !touched.has(path)).map(({ name }) => name);
  const without =
    bare.length === 0 || touched.size === 0 ? "" : `；还没有条目的村：${nameSome(bare.slice(0, 4), bare.length, "村")}`;
  return privately(`六清 ${where.name}：${parts.join("、")}${without}`);
}

async function labels(text: string, context: Context): Promise<Reply> {
  const where = await whereOf(text, context);
  const all = (await context.tables.tags.counts(where)).filter(({ tag }) => clearTag(tag) === null);
  if (all.length === 0) return here("还没有标签。例：/标签 V3 环境整治，或：/走访 三社 清了垃圾 标签：环境整治");
  return privately(`标签 ${where.name}：${all.map(({ tag, total }) => `${tag}${total}条`).join("、")}`);
}

/** By village, words without who said them; what is nobody else's business is a number. */
async function compilation(tag: string, context: Context): Promise<Reply> {
  const where = await whereOf("", context);
  const all = await everySeen(tag, where, context);
  const lines = all.flatMap((one) => {
    const words = masked(one);
    const village = context.places.above(one.row.place_id ?? "", "village")?.name ?? where.name;
    return words === null ? [] : [`${village}某户：${words}（${numberOf(one.row)}）`];
  });
  const inner = all.length - lines.length;
  return listed(
    {
      title: `${tag} ${sixClear[Number(tag.slice(1)) - 1] ?? ""}，共${all.length}条`,
      empty: `${tag}还没有${inner > 0 ? `能看的，内部${inner}条` : "条目"}。`,
      find: async ({ limit, offset }) => lines.slice(offset, offset + limit),
      line: (line) => line,
      ...(inner > 0 ? { foot: `内部${inner}条，只有数。` } : {}),
    },
    undefined,
    context,
  );
}

function masked({ text, names, isInner }: Seen): string | null {
  if (isInner || !isForwardable(text)) return null;
  return clip(withoutNicknames(names.reduce((said, name) => said.replaceAll(name, "某某"), text)), longest);
}

async function left(tag: string, context: Context): Promise<Reply> {
  const where = await whereOf("", context);
  return listed(
    {
      title: `${tag}还没交办的`,
      empty: `${tag}都交办了。`,
      find: async (cut) => seen(await context.tables.tags.of(tag, where, true, cut), tag, context),
      line: ({ row, text, isInner }) =>
        `${numberOf(row)} ${context.places.localName(row.place_id ?? "")} ${isInner ? "（内部）" : clip(text, 30)}`,
      foot: "交给人办：/交办 号 王主任 期限：下周三",
    },
    undefined,
    context,
  );
}
