import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { fold } from "../../src/chinese/fold.ts";
import { dayLength } from "../../src/ledger/assignment-days.ts";
import { beforeDay } from "../../src/ledger/assignment-words.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

/** So alike are two texts that are probably the same matter: pairs of neighbouring characters they share. */
const alikeFrom = 0.6;
const lookedBack = 14 * dayLength;
const mostRead = 500;

const pairsOf = (text: string): ReadonlySet<string> => {
  const signs = [...fold(text.slice(0, mostRead)).text.replace(/[\s\p{P}]/gu, "")];
  return new Set(signs.slice(1).map((sign, at) => `${signs[at]}${sign}`));
};

/** How much of the shorter text's pairs the other one has too: 1 for the same words. */
export function alike(one: string, other: string): number {
  const [some, more] = [pairsOf(one), pairsOf(other)];
  const shared = [...some].filter((pair) => more.has(pair)).length;
  const all = new Set([...some, ...more]).size;
  if (all === 0) return fold(one).text === fold(other).text ? 1 : 0;
  return shared / all;
}

/** What it is handed over from has an open one already. @throws Ask */
export async function demandAnother(origin: RecordRow, context: Context): Promise<void> {
  const { order, tables, now } = context;
  if (!order || order.chosen.another !== undefined) return;
  const open = (await tables.involved.lifted(origin.id)).find(({ waiting }) => waiting === 1);
  if (!open) return;
  const owner = open.owner_id === null ? "" : ((await tables.people.get(open.owner_id))?.name ?? "");
  const due = open.due_at === null ? "" : beforeDay(open.due_at, now);
  const question = `${numberOf(origin)} 已交办 ${numberOf(open)}（${[owner, due].filter(Boolean).join("，")}）。还要另交回“。”`;
  const choices = [
    { label: "。", order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, another: "yes" } } },
  ];
  throw new Ask(question, { kind: "choice", choices }, `${numberOf(origin)} 已交办 ${numberOf(open)}。`);
}

/** The one it is to be merged into; undefined: it is one of its own. @throws Ask where that is not clear */
export async function sameAs(
  { ownerId, placeId, text }: { readonly ownerId: string; readonly placeId: string; readonly text: string },
  context: Context,
): Promise<RecordRow | undefined> {
  const { order, tables, now, talkingIn } = context;
  const chosen = order?.chosen.same;
  if (chosen === "no" || !order) return undefined;
  if (chosen !== undefined) return tables.records.get(chosen);
  const recent = await tables.assignments.recentOf(ownerId, now - lookedBack);
  const found = recent.find(
    (row) => row.place_id === placeId && alike(tables.records.openText(row), text) >= alikeFrom,
  );
  if (!found || talkingIn.kind === "group") return undefined;
  const with_ = (same: string) => ({ ...order, asked: order.asked + 1, chosen: { ...order.chosen, same } });
  const choices = [
    { label: "并入", order: with_(found.id) },
    { label: "另交", order: with_("no") },
  ];
  const question = `像是 ${numberOf(found)}，并进去？${listChoices(choices.map(({ label }) => label))}`;
  throw new Ask(question, { kind: "choice", choices }, `像是 ${numberOf(found)}，请私聊我交办。`);
}
