import { numberOf } from "../../ledger/kinds.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import { type Telling, tell } from "./tell.ts";

/** Whoever handed over what nobody owns now, since this person left, hears so. `cause`: what ended the post. */
export async function tellLeft(name: string, row: RecordRow, cause: string, { tables, now }: Telling): Promise<void> {
  const number = numberOf(row);
  for (const { stake, person_id } of await tables.involved.of(row.id))
    if (stake === "assigner" && person_id !== null)
      await tell(
        {
          to: { person: person_id },
          text: `${name}离任，${number} 没人管了。改派：改派 ${number} 人`,
          cause: `${cause}#left:${row.id}`,
          subject: row.id,
          ...{ why: "others", private: true },
        },
        { tables, now },
      );
}
