import { type Context, ownPlaceId } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { findPlace } from "../../src/chinese/names/index.ts";
import type { GroupRow } from "../../src/store/tables/groups.ts";

const most = 300;
const everywhere = /^(?:全部|所有的?|各村|全镇|全县)(?:村民)?群?$/;
const groupWord = /(村民|工作)?群$/;
export const groupNames = { village: "村民群", cadre: "工作群" } as const;

/** The groups that are asked: those that are named, this one, or the villagers' groups of one's own place. @throws UserError */
export async function groupsAsked(said: string | undefined, context: Context): Promise<readonly GroupRow[]> {
  const groups = await (said === undefined ? here(context) : named(said, context));
  const living = groups.filter(({ dead_at, place_id }) => dead_at === null && place_id !== null);
  const [first] = living;
  if (!first) throw new UserError("没有找到要征求的群。在群里发，或写明：群：东卧牛村民群");
  for (const { place_id } of living) {
    const place = context.places.get(place_id ?? "");
    if (place) demand(context.actor, "consult", place, "征求");
  }
  return living;
}

async function here({ message, tables, ...context }: Context): Promise<readonly GroupRow[]> {
  if (message.chat.kind === "group")
    return [await tables.groups.get(chatKey(message.chat))].flatMap((row) => row ?? []);
  const own = ownPlaceId(context);
  return own === null ? [] : tables.groups.at(own, "village");
}

async function named(said: string, context: Context): Promise<readonly GroupRow[]> {
  const { tables, message, actor, places } = context;
  const found = new Map<string, GroupRow>();
  for (const word of said.split(/[、,，/／;；\s]+/u).filter(Boolean)) {
    const rows = everywhere.test(word)
      ? (await tables.groups.below(widestPost(actor, "cadre")?.placePath ?? places.root()?.path ?? "", most)).filter(
          ({ kind }) => kind === "village",
        )
      : /^(?:本|这个?)群$/.test(word) && message.chat.kind === "group"
        ? await here(context)
        : await groupsCalled(word, context);
    for (const row of rows) found.set(row.key, row);
  }
  return [...found.values()];
}

/** @throws UserError where it is no group, or several places are called so */
async function groupsCalled(word: string, context: Context): Promise<readonly GroupRow[]> {
  const { tables, places } = context;
  const kind = /工作群$/.test(word) ? "cadre" : "village";
  const found = findPlace(word.replace(groupWord, ""), ownPlaceId(context), places.index);
  if (found.kind === "none") throw new UserError(`没有找到“${word}”。例：群：东卧牛村民群、李家湾村民群`);
  if (found.kind === "several")
    throw new UserError(`“${word}”有好几个：${found.values.map(({ id }) => places.fullName(id)).join("、")}。请写全。`);
  const rows = await tables.groups.at(found.value.id, kind);
  if (rows.length === 0)
    throw new UserError(`${found.value.name}没有绑定${groupNames[kind]}。先在群里发：/绑定 ${found.value.name}`);
  return rows;
}
