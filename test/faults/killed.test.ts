import { fork } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { createSeal } from "../../src/store/engine/seal.ts";
import { openPostgresDatabase } from "../services/postgres.ts";
import { smallTown, smallTownFile } from "../small-town.ts";
import { type Engine, openWorld, worldKey } from "../world.ts";
import { marked, rowsOf, stuck } from "./ledgers.ts";
import { type Happens, type Life, live } from "./life.ts";
import { beyond } from "./sweep.ts";

const program = fileURLToPath(new URL("mortal.js", import.meta.url));

/** A publication from its text to the end of its period; the decision stands before. */
const decided = [
  ["zhou", "帮助"],
  ["wang", "/议题 新建 修三社机耕路 模板：小组事 地点：三社"],
  ["wang", "M1 小组会 11月20日 户30/25 同意22 反对3"],
  ["wang", "M1 公布"],
] as const;
const publication: readonly Happens[] = [
  { at: "2026-11-21T10:00+08:00", says: ["wang", "发"] },
  { at: "2026-11-21T10:10+08:00", says: ["zhou", "同意"] },
  { at: "2026-11-21T10:20+08:00", says: ["wang", "M1 已上墙"] },
  { at: "2026-11-30T18:01+08:00" },
  { at: "2026-12-07T18:01+08:00" },
];
/** A minute after minute, until what was in the hand of a dead process is taken up. */
const afterwards = ["2026-12-07T18:02+08:00", "2026-12-07T18:03+08:00", "2026-12-07T18:04+08:00"];

type Ended = { readonly rows: readonly string[]; readonly said: readonly string[]; readonly stuck: number };

/** The same, with a kill -9 at each of its steps, or none. */
async function publish(engine: Engine, dies: Life["dies"]): Promise<Ended & { marked: number; kills: number }> {
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-killed-"));
  const database = engine === "postgres" ? await openPostgresDatabase(smallTown) : null;
  const file = join(folder, "town.db");
  if (!database) copyFileSync(await smallTownFile(), file);
  const url = database?.url ?? `sqlite:${file}`;
  const [ballotDir, ledger] = [join(folder, "ballots"), join(folder, "said")];
  let kills = 0;
  async function killed(happens: Life["happens"], dying: Life["dies"]): Promise<void> {
    const child = fork(program, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    child.send({ url, ballotDir, ledger, happens, dies: dying } satisfies Life);
    const [code, signal] = await once(child, "exit");
    if (signal === "SIGKILL") kills++;
    else throw new Error(`it was not killed and ended with ${code}`);
  }
  try {
    const before = await openWorld({ url, ballotDir });
    for (const [who, text] of decided) await before.says(who, text);
    await before.close();
    const keyed = publication.map((one, index) => ({ ...one, key: `k${index}` }));
    // what a process dies of its platform, or its clock, brings to the next one again
    if (dies)
      for (const [index, one] of keyed.entries())
        await killed(index === 0 ? [one] : [...keyed.slice(index - 1, index), one], dies);
    const happens = [...(dies ? keyed.slice(-1) : keyed), ...afterwards.map((at) => ({ at, key: at }))];
    await live({ url, ballotDir, ledger, happens, dies: null });
    const said = existsSync(ledger) ? readFileSync(ledger, "utf8").trim().split("\n") : [];
    const seal = createSeal(worldKey);
    return {
      ...{ rows: await rowsOf(url, seal), said, kills, marked: await marked(url) },
      stuck: await stuck(url, Date.parse(afterwards.at(-1) ?? "")),
    };
  } finally {
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

test.each([
  ["sqlite", { commit: 1, after: true }],
  ["postgres", { commit: 1, after: false }],
] as const)(
  "kill -9 of the process at each step of a publication, on %s: nothing lost, nothing twice",
  async (engine, dies) => {
    const undisturbed = await publish(engine, null);
    expect({ stuck: undisturbed.stuck, kills: undisturbed.kills }).toEqual({ stuck: 0, kills: 0 });
    expect(undisturbed.said.join()).toContain("【决议公布 M1】");
    const killed = await publish(engine, dies);
    expect({ stuck: killed.stuck, kills: killed.kills }).toEqual({ stuck: 0, kills: publication.length });
    expect(killed.rows).toEqual(undisturbed.rows);
    expect(beyond(undisturbed.said, killed.said)).toEqual([]);
    const twice = beyond(killed.said, undisturbed.said);
    expect({ twice: twice.length <= killed.marked ? [] : twice }).toEqual({ twice: [] });
  },
  180_000, // ten seconds on a quiet machine
);
