import { expect, test } from "@jest/globals";
import { onEachEngine } from "../open.ts";

onEachEngine("the audit trail", (db) => {
  test("keeps who did what in order, details sealed, until it is forgotten", async () => {
    const entry = { account: "a", personId: null, subject: "T1" };
    for (const [at, action] of ["made", "amended", "undone"].entries())
      await db.write((tables) => tables.audit.add({ ...entry, at, action, detail: "改成低保" }));
    const rows = await db.read.audit.of("T1");
    expect(rows.map(({ action }) => action)).toEqual(["made", "amended", "undone"]);
    expect(JSON.stringify(rows)).not.toContain("低保");
    await db.write((tables) => tables.audit.forgetBefore(2));
    expect((await db.read.audit.of("T1")).map(({ action }) => action)).toEqual(["undone"]);
  });
});
