import type { Context } from "../../src/bot/context.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import type { Appraisal } from "./scope.ts";

/** What waits for a second person's word is not what is to be published any more; they hear so. */
export async function callBack({ row, number }: Appraisal, context: Context): Promise<void> {
  const { tables, message } = context;
  for (const one of await tables.publications.of(row.id)) {
    if (one.state !== "asked" || !(await tables.publications.change(one, { state: "void" }))) continue;
    if (one.approver_id === null) continue;
    await tell(
      {
        ...{ to: { person: one.approver_id }, why: "others", private: true, subject: row.id },
        text: `${number} 请您同意的公布收回了，不用回。`,
        cause: `${causesOf(message.key)}called back:${one.id}`,
      },
      context,
    );
  }
}
