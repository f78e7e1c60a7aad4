import { type Draft, readMessage } from "../../chinese/reader/index.ts";
import type { Context } from "../context.ts";
import { newOrder, type Order } from "../order.ts";
import { speakerIn, worldOf } from "../reading/people.ts";
import { groupNamed } from "../reading/whom.ts";

/** What a sentence without a sign comes to: something to carry out, or what it is else, with its words. */
export type Spoken = { readonly order: Order } | { readonly is: Exclude<Draft["kind"], "command"> | "opinion" };

const answerWord = "答复";

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
  // what goes to somebody else at once is read back by whoever hears answers, or not sent
  if (draft.name === answerWord) return { is: "number" };
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
  if (draft.name === "提醒") return reminderOf(draft, text);
  return newOrder(command.name, without(draft, text, ["command", "address"]));
}

/** Whom it is for is said beside the words: it may stand anywhere in them. */
function reminderOf(draft: Draft, text: string): Order {
  const called = draft.parts.filter(({ as }) => as === "command").map(({ start, end }) => text.slice(start, end));
  const said = draft.parts.filter(({ as }) => as === "person").map(({ start, end }) => text.slice(start, end));
  const who = said.length > 0 ? said.join("、") : called.map(groupIn).find((one) => one !== null);
  const rest = without(draft, text, ["command", "address", "person"]);
  // 提醒明天9点开会: for whom is not said
  const isOwn = who === undefined && /[我俺咱]|闹[钟铃]/u.test(called.join());
  return { ...newOrder("提醒", rest), ...(isOwn || who !== undefined ? { said: { who: who ?? null } } : {}) };
}

const groupIn = (words: string): string | null => groupNamed(words.replace(/^提醒(?:一下|下)?/u, ""));

const joint = /^[\s、，,和跟与及]*$/u;

/** The words of all other parts; what only joined two that are left out goes with them. */
const without = ({ parts }: Draft, text: string, kinds: readonly Draft["parts"][number]["as"][]): string =>
  parts
    .filter(({ as, start, end }, at) => {
      const before = parts[at - 1];
      return !kinds.includes(as) && !(before && kinds.includes(before.as) && joint.test(text.slice(start, end)));
    })
    .map(({ start, end }) => text.slice(start, end))
    .join("")
    .trim()
    .replace(/^[，,：:\s]+/u, "");
