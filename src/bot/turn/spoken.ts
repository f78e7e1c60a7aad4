import { type Draft, readMessage } from "../../chinese/reader/index.ts";
import type { Context } from "../context.ts";
import { newOrder, type Order } from "../order.ts";
import { speakerIn, worldOf } from "../reading/people.ts";

/** What a sentence without a sign comes to: something to carry out, or what it is else, with its words. */
export type Spoken = { readonly order: Order } | { readonly is: Exclude<Draft["kind"], "command"> | "opinion" };

/**
 * The first matter of a sentence, and the words of those behind it. A record is read back before it is written; a
 * reminder is set at once.
 */
export async function spokenIn(text: string, context: Context): Promise<Spoken> {
  const speaker = speakerIn(context, context.message.sentAt);
  const drafts = readMessage(text, speaker, await worldOf(text, context));
  const [draft, ...others] = drafts;
  if (!draft) return { is: "nothing" };
  if (draft.kind !== "command") return { is: draft.kind };
  const order = orderOf(draft, text, context);
  if (!order) return { is: draft.name === "意见" ? "opinion" : "report" };
  const andThen = others.map(({ start, end }) => text.slice(start, end).trim()).filter((one) => one !== "");
  return { order: { ...order, ...(andThen.length > 0 ? { andThen } : {}) } };
}

function orderOf(draft: Draft, text: string, { commands }: Context): Order | null {
  const command = commands.find(({ name }) => name === draft.name);
  const words = text.slice(draft.start, draft.end).trim();
  if (!command || draft.name === "意见") return null;
  if (command.sentence) return { ...newOrder(command.name, words), spoken: true, readBack: true };
  const isHead = ({ as }: Draft["parts"][number]) => as === "command" || as === "address";
  const rest = draft.parts
    .filter((part) => !isHead(part))
    .map(({ start, end }) => text.slice(start, end))
    .join("")
    .trim();
  const isOwn = draft.name === "提醒" && draft.whom === "self";
  return { ...newOrder(command.name, rest.replace(/^[，,：:\s]+/u, "")), ...(isOwn ? { said: { who: null } } : {}) };
}
