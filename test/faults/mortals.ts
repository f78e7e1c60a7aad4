import { fork } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openPostgresDatabase } from "../services/postgres.ts";
import { smallTown, smallTownFile } from "../small-town.ts";
import type { Engine } from "../world.ts";
import { type Life, live } from "./life.ts";

const program = fileURLToPath(new URL("mortal.js", import.meta.url));

/** The small town on a disk of its own, on which one process after another lives. */
export async function withDisk<T>(engine: Engine, work: (disk: Disk) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-killed-"));
  const database = engine === "postgres" ? await openPostgresDatabase(smallTown) : null;
  const file = join(folder, "town.db");
  if (!database) copyFileSync(await smallTownFile(), file);
  try {
    return await work(diskOf(database?.url ?? `sqlite:${file}`, folder));
  } finally {
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export type Disk = ReturnType<typeof diskOf>;

function diskOf(url: string, folder: string) {
  const lasting = { url, ballotDir: join(folder, "ballots"), ledger: join(folder, "said") };
  return {
    ...lasting,
    /** A process of its own, which ends by kill -9. @throws Error when it ends otherwise */
    async killed(happens: Life["happens"], dies: NonNullable<Life["dies"]>): Promise<void> {
      const child = fork(program, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
      child.send({ ...lasting, happens, dies } satisfies Life);
      const [code, signal] = await once(child, "exit");
      if (signal !== "SIGKILL") throw new Error(`it was not killed and ended with ${code}`);
    },
    lives: (happens: Life["happens"]) => live({ ...lasting, happens, dies: null }),
    /** What went out of all of them. */
    said: (): readonly string[] =>
      existsSync(lasting.ledger) ? readFileSync(lasting.ledger, "utf8").trim().split("\n") : [],
  };
}
