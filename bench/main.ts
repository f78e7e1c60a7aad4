import { ballots } from "./ballots.ts";
import { conversation } from "./conversation.ts";
import { crowd } from "./crowd.ts";
import { due } from "./due.ts";
import { imports } from "./imports.ts";
import { onPostgres } from "./on-postgres.ts";
import { pages } from "./pages.ts";
import { queries } from "./queries.ts";
import { type Bench, type Row, table } from "./report.ts";
import { start } from "./start.ts";
import { throughput } from "./throughput.ts";

// npm run bench [-- NAME [ARGUMENT…]]: the speed table, or one part of it.

const benches: readonly Bench[] = [
  throughput,
  onPostgres,
  due,
  crowd,
  ballots,
  imports,
  queries,
  pages,
  start,
  conversation,
];
/** Programs of their own, which print what they find; no part of the table. */
const programs = ["time-speed", "time-compare", "time-broken", "reader", "against"];

async function main([name, ...rest]: readonly string[]): Promise<void> {
  if (name !== undefined && programs.includes(name)) return void (await import(`./${name}.js`));
  const chosen = name === undefined ? benches : benches.filter((bench) => bench.name === name);
  if (chosen.length === 0)
    throw new Error(`no such bench; there are ${[...benches.map((bench) => bench.name), ...programs].join(", ")}`);
  const rows: Row[] = [];
  for (const bench of chosen) {
    const begun = performance.now();
    rows.push(...(await bench.run(rest)));
    process.stderr.write(`${bench.name}: ${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
  }
  process.stdout.write(`${table(rows)}\n`);
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
