import { groupKindWords } from "../../ledger/group-kind.ts";
import type { GroupRow } from "../../store/tables/groups.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Context } from "../context.ts";

const groupKey = /^[^:]+:[^:]*:group:/;

/** The group a record is for, where it is for no single person: its chat stands as the owner. */
export const ownerChat = ({ owner_account }: Pick<RecordRow, "owner_account">): string | null =>
  owner_account !== null && groupKey.test(owner_account) ? owner_account : null;

/** `东卧牛村村民群` */
export function groupName({ place_id, kind }: GroupRow, { places }: Pick<Context, "places">): string {
  const place = place_id === null ? "" : places.localName(place_id);
  return `${place}${kind === null ? "群" : groupKindWords[kind]}`;
}

/** The same by its chat. */
export async function groupNameOf(key: string, context: Pick<Context, "places" | "tables">): Promise<string> {
  const row = await context.tables.groups.get(key);
  return row ? groupName(row, context) : "群里";
}
