import { afterEach, describe, expect, test } from "@jest/globals";
import { DatabaseSync } from "@photostructure/sqlite";
import pg from "pg";
import { everything } from "../../faults/ledgers.ts";
import { direct, engines, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());

const lines = 300;
const owners = ["王建国", "周明", "赫振山"];
const sheet = Array.from(
  { length: lines },
  (_, i) => `${owners[i % 3]}\t第${i + 1}处${"整改要到位".repeat(6)}\t3月31日前`,
);

/** Statements past the bot, on the database as it lies there. */
async function run(url: string, ...statements: readonly string[]): Promise<void> {
  if (url.startsWith("sqlite:")) {
    const file = new DatabaseSync(url.slice("sqlite:".length));
    for (const statement of statements) file.exec(statement);
    file.close();
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const breaks = {
  sqlite: [
    "create trigger breaks before insert on records when new.kind = 'assignment' and new.number > 250 begin select raise(abort, 'broken'); end",
  ],
  postgres: [
    "create function breaks() returns trigger as $$ begin raise exception 'broken'; end $$ language plpgsql",
    "create trigger breaks before insert on records for each row when (new.kind = 'assignment' and new.number > 250) execute function breaks()",
  ],
};
const heals = { sqlite: ["drop trigger breaks"], postgres: ["drop trigger breaks on records"] };

describe.each(engines)("three hundred lines in one paste, on %s", (engine) => {
  test("are all handed over or none of them, in numbers in a row and one message an owner", async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "zhou", "sun"]) await world.says(who, "帮助");
    const proof = await world.says("sun", `/交办 清单 来源：全县排查\n${sheet.join("\n")}`);
    expect(proof).toMatch(/^读懂300件，3人。/u);
    await run(world.url, ...breaks[engine]);
    const before = world.sent.length;
    expect(await world.says("sun", "交办")).not.toContain("交出去了");
    await run(world.url, ...heals[engine]);
    const { assignments = [], involved = [] } = await everything(world.url);
    expect([assignments.length, involved.length]).toEqual([0, 0]);
    expect(world.sent.slice(before).filter(({ to }) => !to.endsWith(":sun"))).toEqual([]);

    expect(await world.says("sun", "交办")).toContain("交出去了300件，3人（J1–J300）");
    for (const who of ["wang", "zhou"])
      expect(world.toChat(direct(who)).filter((text) => text.includes("交您100件"))).toHaveLength(1);
    const { records = [] } = await everything(world.url);
    const numbers = records.filter(({ kind }) => kind === "assignment").map(({ number }) => Number(number));
    expect(numbers.sort((one, other) => one - other)).toEqual(sheet.map((_, i) => i + 1));
  });
});
