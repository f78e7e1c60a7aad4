import { kindOf } from "../../ledger/kinds.ts";
import type { By } from "../../ledger/lifecycle.ts";
import type { HeldRecord } from "../../store/tables/involved.ts";
import type { Context } from "../context.ts";
import { may } from "../permission.ts";
import { is } from "./find.ts";
import { subjectOf } from "./subject.ts";

/** Those who know of what was told to nobody yet. */
const untold = ["author", "assigner", "verifier"] as const;
const parties = ["author", "owner", "assigner", "verifier", "helper", "asker"] as const;

/** Whether somebody may read the words of a record: whoever it belongs to, and whoever leads its place. */
export function mayRead(row: HeldRecord, { actor, places }: Pick<Context, "actor" | "places">): boolean {
  const subject = subjectOf(row, places);
  const isParty = (party: By) => is(actor, party, row, places);
  if (kindOf(row.kind).lifecycle.states[row.state]?.isUntold) return untold.some(isParty);
  if (parties.some(isParty)) return true;
  const { open, sealed } = kindOf(row.kind);
  // what is always sealed is somebody's own, and of no place of work
  if (sealed || row.place_id === null) return false;
  if (row.accused !== "") return may(actor, "read accusation", subject);
  if (row.sensitive === 1) return may(actor, "read sensitive record", subject);
  return may(actor, open ? "read opinion" : "read record", subject);
}
