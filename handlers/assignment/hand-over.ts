import type { Context } from "../../src/bot/context.ts";
import type { Asker, Handed, Item } from "../../src/bot/hand-over.ts";
import { chatKey } from "../../src/bot/message.ts";
import { calledSo } from "../../src/bot/record/called.ts";
import { fingerprint } from "../../src/bot/record/keep.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { originFollows } from "../../src/bot/record/origin.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import { strikes } from "../../src/ledger/assignment-clock.ts";
import { before, beforeDay, handedDown, isHandedOn } from "../../src/ledger/assignment-words.ts";
import type { Kept } from "../../src/ledger/kind.ts";
import { kindOf, numberOf } from "../../src/ledger/kinds.ts";
import { askersOf } from "./askers.ts";
import { handOn, rootOf } from "./hand-on.ts";

const ofNothing: Kept = {
  ...{
    number: "",
    state: "offered",
    gist: "",
    nextAt: null,
    rungAt: null,
    rule: null,
    dueAt: null,
    disturbs: null,
    sensitive: false,
  },
  ...{ onBehalfOf: "", ownerId: null, ownerName: "", own: {}, set: null, involved: [], origin: null, lastNotes: {} },
};

/**
 * Hands matters over in one transaction: numbers in a row, one message per owner, everybody who asked told where they
 * spoke. All are numbered in one town, that of the first one's assigner.
 */
export async function handOver(items: readonly Item[], context: Context): Promise<readonly Handed[]> {
  const { message, actor, tables, places, now, calendar } = context;
  const [first] = items;
  if (!first) return [];
  const town = places.get(first.handing.from.placeId)?.town_id ?? first.handing.from.placeId;
  const set = await tables.records.setFor("assignment", first.handing.from.placeId);
  const accounts = new Map<string, string | null>();
  for (const { owner } of items)
    if (!accounts.has(owner.personId))
      accounts.set(owner.personId, (await tables.accounts.reachable(owner.personId))[0]?.account ?? null);
  const made = await tables.records.addAll(
    items.map((item, index) => ({
      ...({
        kind: "assignment",
        town_id: town,
        place_id: item.handing.to.placeId,
        chat: chatKey(message.chat),
      } as const),
      ...{
        account: item.by?.account ?? message.sender.account,
        author_id: item.by?.personId ?? actor.person?.id ?? null,
      },
      ...{ owner_id: item.owner.personId, owner_account: accounts.get(item.owner.personId) ?? null },
      ...{ origin_id: item.origin?.id ?? null, due_at: item.dueAt, day: dayOf(message.sentAt) },
      next_at: item.heldOf === undefined ? strikes({ ...ofNothing, set, dueAt: item.dueAt }, now, calendar) : null,
      ...(item.heldOf === undefined ? {} : { of_id: item.heldOf }),
      ...{ text: item.text, sensitive: item.sensitive, accused: item.accused },
      fingerprint: fingerprint(context),
      cause: `${causesOf(message.key)}${index === 0 ? "record" : `record${index}`}`,
      created_at: now,
    })),
  );
  const handed: Handed[] = [];
  for (const [index, item] of items.entries()) {
    const row = made[index];
    if (row)
      handed.push({
        ...item,
        id: row.id,
        number: numberOf({ kind: "assignment", number: row.number }),
        isHeard: false,
      });
  }
  await tables.assignments.add(
    handed.map(({ id, handing: { from }, dueAt, list, part }) => ({
      ...{ record_id: id, from_place_id: from.placeId, from_role: from.role, from_title: from.title },
      ...{ first_due_at: dueAt, list, origin_part: part },
    })),
  );
  for (const one of handed) await involve(one, context);
  for (const { id } of handed.filter(({ heldOf }) => heldOf !== undefined))
    await tables.records.change({ kind: "assignment", id, state: "offered" }, { state: "held", waiting: 0 });
  const heard = await tellOwners(
    handed.filter(({ heldOf }) => heldOf === undefined),
    context,
  );
  return handed.map((one) => ({ ...one, isHeard: heard.has(one.owner.personId) }));
}

/** What an owner is told of a matter. */
export type Given = Pick<Handed, "id" | "number" | "text" | "owner" | "dueAt" | "origin" | "list" | "by" | "sensitive">;

/** One message to each, in these words where there are some. @returns who hears it */
export async function tellOwners(
  handed: readonly Given[],
  context: Context,
  texts: ReadonlyMap<string, string> = new Map(),
): Promise<ReadonlySet<string>> {
  const owners = new Map<string, Given[]>();
  for (const one of handed) owners.set(one.owner.personId, [...(owners.get(one.owner.personId) ?? []), one]);
  const heard = new Set<string>();
  for (const [owner, own] of owners) if (await tellOwner(owner, own, texts.get(owner), context)) heard.add(owner);
  return heard;
}

/** Who hands over, who looks at it in the end, who helps, and who asked; what it was lifted from follows. */
async function involve(one: Handed, context: Context): Promise<void> {
  const { actor, tables } = context;
  const { id, origin, handing, helpers, verifierId } = one;
  const self = one.by?.personId ?? actor.person?.id ?? null;
  const by = { record_id: id, person_id: self, account: self === null ? actor.account : null };
  const askers = origin ? await askersOf(origin, one, context) : (one.asked ?? []);
  await tables.involved.add([
    { ...by, stake: "assigner", place_id: handing.from.placeId },
    ...(verifierId === null
      ? [{ ...by, stake: "verifier" as const }]
      : [{ record_id: id, stake: "verifier" as const, person_id: verifierId }]),
    ...helpers.map((person_id) => ({ record_id: id, stake: "helper" as const, person_id })),
    ...askers.map(({ account, person_id, chat }) => ({
      record_id: id,
      stake: "asker" as const,
      account,
      person_id,
      chat,
    })),
  ]);
  if (origin && isHandedOn(origin)) await handOn(origin, one, context);
  else if (origin) await originFollows({ origin_id: origin.id }, "handed", "交办", "", context);
  for (const helper of helpers)
    await tell(
      {
        to: { person: helper },
        text: `${called(one, context)}请您协办 ${one.number}：${one.text}（${one.owner.name}负责，${beforeDay(one.dueAt, context.now)}）。有进展回“进展 ${one.number} …”。`,
        cause: `${causesOf(context.message.key)}helper:${id}:${helper}`,
        subject: id,
        ...{ why: "others", private: true },
      },
      context,
    );
  for (const asker of askers) await tellAsker(one, asker, context);
}

const called = ({ by }: Pick<Item, "by">, { actor, message }: Context): string =>
  by?.called ?? calledSo(actor.person?.name ?? message.sender.name, actor.posts[0]);

async function tellAsker(one: Handed, { account, chat, isGroup }: Asker, context: Context): Promise<void> {
  const { tables, now } = context;
  const { origin, handing, owner, dueAt } = one;
  if (!origin) return;
  const who = calledSo(owner.name, handing.to);
  const number = numberOf(origin);
  const inGroup = isGroup && !one.sensitive;
  await tell(
    {
      to: inGroup ? { chat } : { account },
      text: inGroup
        ? `${number} 交给${who}了，${beforeDay(dueAt, now)}有答复。`
        : `您说的“${clip(tables.records.openText(origin))}”（${number}）交给${who}了，${beforeDay(dueAt, now)}有答复。`,
      cause: `${causesOf(context.message.key)}asker:${one.id}:${account}`,
      subject: one.id,
      why: "others",
      ...(inGroup ? {} : { private: true as const, otherwise: { chat } }),
    },
    context,
  );
}

const shownAtOnce = 10;

/** One message, however many they are. False: nobody hears it. */
async function tellOwner(
  owner: string,
  own: readonly Given[],
  words: string | undefined,
  context: Context,
): Promise<boolean> {
  const { message } = context;
  const [first] = own;
  if (!first) return false;
  const isOne = own.length === 1 && words === undefined;
  const told = await tell(
    {
      to: { person: owner },
      text: words ?? (isOne ? await oneText(first, context) : manyText(own, context)),
      cause: `${causesOf(message.key)}owner:${owner}`,
      subject: own.map(({ id }) => id),
      ...{ why: "others", private: true },
      actions: isOne ? { words: ["签收", "退回"], number: first.number } : { words: ["签收 全部"] },
      author: { account: message.sender.account, about: own.map(({ number }) => number).join("、") },
    },
    context,
  );
  return told.way !== "none";
}

async function oneText(one: Given, context: Context): Promise<string> {
  const { now, tables } = context;
  const { number, text, dueAt, origin, list } = one;
  const root = origin && (await rootOf(origin, tables));
  const asker = root && (await askersOf(root, one, context))[0];
  const name = asker?.person_id && !asker.isUnnamed ? ((await tables.people.get(asker.person_id))?.name ?? "") : "";
  const asked = root?.asker_account ? `村民${name}反映的（${numberOf(root)}）。` : "";
  const apart = origin && kindOf(origin.kind).handedOn?.comesFrom(numberOf(origin));
  const handed =
    origin && isHandedOn(origin)
      ? handedDown(numberOf(origin), context.places.get(origin.town_id)?.name ?? "")
      : (apart ?? "");
  const from = `${asked}${handed}` || (list === "" ? "" : `来自${list}。`);
  return `${called(one, context)}交您 ${number}：${text}，${before(dueAt, now)}。${from}回“签收”；不归您管回“退回 原因”。`;
}

function manyText(own: readonly Given[], context: Context): string {
  const [first] = own;
  const list = first?.list ?? "";
  const lines = own
    .slice(0, shownAtOnce)
    .map(({ number, text, dueAt }) => `${number} ${clip(text)} ${formatDay(dueAt, context.now)}`);
  const more = own.length > shownAtOnce ? `；还有${own.length - shownAtOnce}件，发“/交办 列表 我的”看` : "";
  return `${called(first ?? {}, context)}交您${own.length}件${list && `（${list}）`}：${lines.join("；")}${more}。回“签收 全部”全签收。`;
}
