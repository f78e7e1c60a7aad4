import { endPostgres, offerPostgres } from "../services/postgres-of-run.ts";
import { playYear } from "./year.ts";

/** A county of 16 towns and 887 villages, a year of it, on SQLite or `postgres`. */
const [, weeks = "52", acts = "120", engine = "sqlite"] = process.argv.slice(2);
if (engine === "postgres") await offerPostgres();
const begun = Date.now();
const { messages, digests, faults, longest } = await playYear(
  { towns: 16, villages: 887, weeks: Number(weeks), acts: Number(acts), every: 1 },
  engine === "postgres" ? engine : "sqlite",
);
if (engine === "postgres") await endPostgres();
const say = (text: string) => void process.stdout.write(`${text}\n`);
for (const fault of faults.slice(0, 20)) say(fault);
say(
  `${messages} messages, ${digests} digests (the longest ${longest} bytes), ${faults.length} faults, ${Math.round((Date.now() - begun) / 1000)} s`,
);
// a year without a digest shows nothing
process.exitCode = faults.length > 0 || digests === 0 ? 1 : 0;
