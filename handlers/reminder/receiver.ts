import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { may, widestPost } from "../../src/bot/permission.ts";
import type { PersonValue, WhomValue } from "../../src/bot/reading/declare.ts";
import { groupNamed } from "../../src/bot/reading/whom.ts";
import { groupName, groupNameOf } from "../../src/bot/record/owner-chat.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { findPlace } from "../../src/chinese/names/index.ts";
import { groupKindWords } from "../../src/ledger/group-kind.ts";
import type { GroupRow } from "../../src/store/tables/groups.ts";

/** Who or what is reminded. */
export type Receiver = {
  readonly is: "self" | "person" | "group";
  /** as it is said where it is set: 您, 周明, 本群 */
  readonly name: string;
  /** as it can be typed where it is set */
  readonly call: string;
  /** of a group, its chat */
  readonly account: string;
  readonly personId: string | null;
};

/** Chosen in place of a group's chat. */
const self = "self";
const mostGroups = 8;

/** Whom a reminder is for, as it was said before the time or at the beginning of the matter. @throws UserError or Ask */
export async function receivers(
  who: WhomValue | undefined,
  what: string,
  context: Context,
): Promise<readonly Receiver[]> {
  const { message, order } = context;
  const chosen = order?.chosen.whom;
  if (chosen === self || who?.kind === "self" || order?.said.who === null) return [await oneself(context)];
  if (chosen !== undefined) return [await groupOf(chosen, context)];
  if (who?.kind === "people") return Promise.all(who.people.map((one) => somebody(one, context)));
  const named = who?.kind === "group" ? who.said : null;
  if (message.chat.kind === "group" && !namesAnother(named, context))
    return [await inGroup(named ?? groupNamed(what), context)];
  const inMatter = named === null ? groupNamed(what) : null;
  if (named === null && inMatter === null) return [await oneself(context)];
  const groups = await groupsFor(named ?? inMatter ?? "", context);
  const [only, ...others] = groups;
  if (named === null && groups.length === 0) return [await oneself(context)];
  if (!only) throw new UserError("没有您能提醒的群，没记。到那个群里发：/提醒 本群 明天9点 村民代表会");
  if (groups.length > mostGroups) throw new UserError("您管的群多，到要提醒的群里发：/提醒 本群 明天9点 村民代表会");
  if (named !== null && others.length === 0) return [await groupOf(only.key, context)];
  const rest = groups.map((group) => ({ label: groupName(group, context), value: group.key }));
  throw whom(named === null ? "提醒您自己，还是提醒群里？" : "提醒哪个群？", named === null, rest, context);
}

/** 村民群 in a work group, 石门工作群 in that of the town. */
function namesAnother(named: string | null, context: Context): boolean {
  const { group } = context;
  if (named === null || !/群$/u.test(named) || named === "本群") return false;
  return !isMeant(named, { kind: group?.kind ?? null, place_id: group?.placeId ?? null }, context);
}

/** Said in a group: without whom it is asked, where the group can be meant at all. */
async function inGroup(named: string | null, context: Context): Promise<Receiver> {
  const key = chatKey(context.message.chat);
  if (named !== null) return groupOf(key, context);
  if (!mayPost(context) || !canPost(context)) return oneself(context);
  throw whom("提醒您自己，还是提醒本群？", true, [{ label: "本群", value: key }], context);
}

/** @returns the question whom it is for */
function whom(
  question: string,
  isOwnToo: boolean,
  groups: readonly { readonly label: string; readonly value: string }[],
  { order }: Context,
): Error {
  if (!order) throw new Error("it is asked whom to remind outside a command");
  const choices = [...(isOwnToo ? [{ label: "您自己", value: self }] : []), ...groups].map(({ label, value }) => ({
    label,
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, whom: value } },
  }));
  const text = `${question}${listChoices(choices.map(({ label }) => label))}`;
  return new Ask(text, { kind: "choice", choices, question: text }, "说明提醒谁：/提醒 本群 明天9点 村民代表会");
}

/** Those who work for the place, and in a work group everybody who works below it. */
function mayPost({ actor, group }: Context): boolean {
  const path = group?.placePath;
  if (!path) return false;
  return may(actor, "remind group", { path }) || (group.kind === "cadre" && isBelow(actor, path));
}
const isBelow = ({ posts }: Context["actor"], path: string): boolean =>
  posts.some(({ role, placePath }) => role !== "villager" && placePath.startsWith(path));

const canPost = ({ message, group }: Context): boolean => !message.answerOnly || group?.hasWebhook === true;

/** @throws UserError or NotAllowed */
async function groupOf(key: string, context: Context): Promise<Receiver> {
  const group = { is: "group", account: key, personId: null } as const;
  if (key !== chatKey(context.message.chat)) {
    const row = await context.tables.groups.get(key);
    const call = row?.kind ? groupKindWords[row.kind] : "群里";
    return { ...group, call, name: await groupNameOf(key, context) };
  }
  if (!mayPost(context)) throw new NotAllowed("提醒本群要本地的干部。要提醒您自己：/提醒 我 明天9点 开会");
  if (!canPost(context)) throw cannotSpeakFirst();
  return { ...group, call: "本群", name: "本群" };
}

/** Living groups of the own place and below that a word can mean. */
async function groupsFor(said: string, context: Context): Promise<readonly GroupRow[]> {
  const { actor, places, tables } = context;
  const path = actor.isAdmin ? places.root()?.path : widestPost(actor, "cadre")?.placePath;
  if (path === undefined) return [];
  const all = await tables.groups.below(path, mostGroups + 1);
  return all.filter((group) => group.dead_at === null && group.kind !== null && isMeant(said, group, context));
}

/** 工作群, 石门村民群: by its kind and the place that is said before it. */
function isMeant(
  said: string,
  { kind, place_id }: Pick<GroupRow, "kind" | "place_id">,
  { places }: Pick<Context, "places">,
): boolean {
  const wanted = /工作群|干部|^各村/u.test(said) ? "cadre" : /村民/u.test(said) ? "village" : null;
  if (wanted !== null && wanted !== kind) return false;
  const place = /^(.+?)的?(?:工作群|村民群)$/u.exec(said)?.[1];
  if (place === undefined) return true;
  const found = findPlace(place, place_id, places.index);
  return found.kind === "one" && found.value.id === place_id;
}

/** Somebody on the roster who can be reached. @throws UserError */
async function somebody(who: PersonValue, context: Context): Promise<Receiver> {
  const { actor, tables } = context;
  if (!who.id || who.id === actor.person?.id) return oneself(context);
  const [account] = await tables.accounts.reachable(who.id);
  const person = await tables.people.get(who.id);
  const name = person?.name ?? who.name;
  if (person?.unsubscribed_at != null) throw new UserError(`${name}退订了消息，提醒不到本人，请打电话。`);
  if (!account) throw new UserError(`${name}还没有认领账号，没法提醒到本人。请先“/发码 ${name}”，让本人“/认领”。`);
  return { is: "person", name, call: name, account: account.account, personId: who.id };
}

/** A reminder that could never be sent is refused when it is set. @throws UserError */
async function oneself(context: Context): Promise<Receiver> {
  const { message, actor, tables } = context;
  const personId = actor.person?.id ?? null;
  const own: Receiver = { is: "self", name: "您", call: "我", account: message.sender.account, personId };
  if (!message.answerOnly || (message.chat.kind === "group" && (message.privately !== null || canPost(context))))
    return own;
  if (personId !== null && (await tables.accounts.reachable(personId)).length > 0) return own;
  throw cannotSpeakFirst();
}

function cannotSpeakFirst(): UserError {
  const text =
    "到点我没法主动找您，记了也提醒不了。请管理员接上企业微信自建应用，或在群里“/群 推送 钥匙”后在群里设提醒。";
  return new UserError(text, text);
}
