import { clip } from "../../chinese/privacy/clip.ts";
import type { Tables } from "../../store/tables.ts";
import { type Pending, type Question, readPending } from "../order.ts";

/** What was told of a record and not finished is kept for a day. */
const asideLasts = 24 * 60 * 60_000;
export const resumeWord = "接着";

/** Where it lies meanwhile, beside the chat's own question. */
const asideOf = (chat: string): string => `${chat}#aside`;
export const isAside = (chat: string): boolean => chat.endsWith("#aside");

/** Keeps what is unfinished aside; the line that says so. `said`: its words, or what a record is called. */
export async function putAside(
  pending: Pending,
  said: string,
  { account, chat }: { readonly account: string; readonly chat: string },
  tables: Tables,
  now: number,
): Promise<string> {
  const title = pending.question.kind === "draft" ? said : `“${clip(said)}”`;
  const before = await tables.dialogs.ask(account, asideOf(chat), JSON.stringify(pending), now + asideLasts);
  return `刚才那条${title}没记完，接着记回“${resumeWord}”。${before === undefined ? "" : "更早没记完的那条不留了。"}`;
}

export const liesAside = async (account: string, chat: string, tables: Tables): Promise<boolean> =>
  (await tables.dialogs.of(account)).some((one) => one.chat === asideOf(chat));

/** What was put aside in this chat, taken from there. */
export async function takeAside(account: string, chat: string, tables: Tables): Promise<Pending | null> {
  const kept = (await tables.dialogs.of(account)).find((one) => one.chat === asideOf(chat));
  const state = kept && (await tables.dialogs.take(kept));
  return kept && state !== undefined ? readPending(state, kept) : null;
}

/** All that was said for what is asked about; a draft has something said always. */
export function saidFor(question: Question): string {
  const order = question.kind === "choice" ? question.choices[0]?.order : question.order;
  if (question.kind === "draft") return question.title;
  return order ? [order.rest.trim(), ...Object.values(order.said)].filter(Boolean).join(" ") : "";
}
