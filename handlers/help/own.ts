import type { Own } from "../../src/bot/command/help.ts";
import { type Context, ownPlaceId } from "../../src/bot/context.ts";
import { holds } from "../../src/bot/permission.ts";
import { undoWindow } from "../../src/bot/record/keep.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { kindOf, numberOf } from "../../src/ledger/kinds.ts";

const day = 24 * 60 * 60_000;
const call = /(?:书记|主任|会计|委员|[镇社组所站]长)$/u;

export function villageOf(context: Pick<Context, "actor" | "group" | "places">): string {
  const own = ownPlaceId(context);
  return own === null ? "" : (context.places.above(own, "village")?.name ?? "");
}

/** What help says of the reader's own: the village, people there, and what was written last. */
export async function ownOf(context: Context): Promise<Own> {
  const { actor, places, tables } = context;
  const own = ownPlaceId(context);
  const village = { village: villageOf(context) };
  if (own === null || !holds(actor, "cadre")) return village;
  const home = places.above(own, "village")?.id;
  const near = [home, places.above(own, "town")?.id].filter((id) => id !== undefined);
  const posts = near.length === 0 ? [] : await tables.people.inOffice(near);
  const others = posts.filter(({ person_id }) => person_id !== actor.person?.id);
  const one = others.find(({ place_id }) => place_id === home);
  const two = others.find(({ person_id }) => person_id !== one?.person_id) ?? one;
  const title = one && call.exec(one.title)?.[0];
  return {
    ...village,
    ...(one ? { whom: title ? `${one.name.slice(0, 1)}${title}` : one.name } : {}),
    ...(two ? { colleague: two.name } : {}),
    ...(await last(context)),
  };
}

/** How what was written last is put right. */
async function last({ actor, tables, now }: Context): Promise<Pick<Own, "last">> {
  const [row] = await tables.records.mine(actor.account, actor.person?.id ?? null, 1);
  if (!row || now - row.created_at > day) return {};
  const number = numberOf(row);
  const what =
    row.sensitive === 1 ? kindOf(row.kind).word : `${row.with_name}${clip(tables.records.openText(row), 12)}`;
  const undo = now - row.created_at <= undoWindow ? `回“撤销 ${number}”不要了，` : "";
  return { last: `刚记的 ${number}（${what}）：${undo}要改回“更正 ${number} 日期是昨天”` };
}
