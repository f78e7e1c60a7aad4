import { z } from "zod";
import type { Cut } from "../../store/tables/lists.ts";
import type { Context } from "../context.ts";
import { chatKey } from "../message.ts";
import { type Order, orderSchema } from "../order.ts";
import { privately, type Reply } from "../reply.ts";

/** What is listed, page by page. */
export type List<Item> = {
  /** `等答复的意见` */
  readonly title: string;
  /** said before it on the first page, also when there is nothing */
  readonly above?: string;
  /** said when there is nothing */
  readonly empty: string;
  /** how many there are, where that is cheap to know */
  readonly total?: number;
  /** unit of the total: 条 */
  readonly unit?: string;
  find(cut: Cut): Promise<readonly Item[]>;
  line(item: Item): string | Promise<string>;
  /** how to go on with what is listed; where that takes a number, that of the first shown, which somebody will copy */
  readonly foot?: string | ((first: Item) => string);
};

export const pageLength = 10;
const minute = 60_000;
/** So long `更多` goes on with a list. */
const listLasts = 60 * minute;

/** One page of a list, privately; `更多` and `第2页` go on with it. `said`: the page that was asked for in words. */
export async function listed<Item>(list: List<Item>, said: number | undefined, context: Context): Promise<Reply> {
  const page = context.order?.page ?? said ?? 1;
  const offset = (page - 1) * pageLength;
  const found = await list.find({ limit: pageLength + 1, offset });
  const shown = found.slice(0, pageLength);
  const isMore = found.length > pageLength;
  if (page === 1 || shown.length > 0) await remember(page, context);
  const above = page === 1 && list.above !== undefined ? [list.above] : [];
  const [first] = shown;
  if (first === undefined) return privately(page === 1 ? [...above, list.empty].join("\n") : "没有更多了。");
  const { total, unit = "条" } = list;
  const pages = total === undefined ? "" : `/${Math.ceil(total / pageLength)}`;
  const which = page > 1 || isMore ? `（第${page}${pages}页）` : "";
  const lines: string[] = [];
  for (const item of shown) lines.push(await list.line(item));
  return privately(
    [
      ...above,
      `${list.title}${total === undefined ? "" : `${total}${unit}`}${which}：`,
      ...lines,
      ...(isMore ? [`后面还有，回“更多”${total !== undefined && total > 2 * pageLength ? "或“第3页”" : ""}。`] : []),
      ...(list.foot === undefined ? [] : [typeof list.foot === "string" ? list.foot : list.foot(first)]),
    ].join("\n"),
  );
}

const standing = z.object({ order: orderSchema, page: z.number() });

/** Where lists are read: one-to-one, if the reader can be reached so. */
const readIn = ({ message, talkingIn }: Context) => ({
  account: message.sender.account,
  chat: chatKey(message.privately ?? talkingIn),
});

async function remember(page: number, context: Context): Promise<void> {
  if (!context.order) return;
  const state = JSON.stringify({ order: context.order, page });
  await context.tables.lists.put(readIn(context), state, context.now + listLasts);
}

/** The list somebody looks at, on its next page or on the one they say; null when they look at none. */
export async function turnedTo(page: number | undefined, context: Context): Promise<Order | null> {
  const state = await context.tables.lists.get(readIn(context), context.now);
  if (state === undefined) return null;
  const { order, page: before } = standing.parse(JSON.parse(state));
  return { ...order, page: page ?? before + 1 };
}
