// npm run soak -- faults [FLOW [FAULT [ENGINE [POINTS]]]]: parts of names; without them everything.
import { endPostgres, offerPostgres } from "../services/postgres-of-run.ts";
import { engines } from "../world.ts";
import { faults } from "./faults.ts";
import { flows } from "./flows.ts";
import { play } from "./play.ts";
import { sweep } from "./sweep.ts";

const [, onlyFlow = "", onlyFault = "", onlyEngine = "", most = "Infinity"] = process.argv.slice(2);
await offerPostgres();
let bad = 0;
for (const engine of engines.filter((name) => name.includes(onlyEngine))) {
  const total = new Map<string, { points: number; wrong: number }>();
  for (const flow of flows.filter(({ name }) => name.includes(onlyFlow))) {
    const undisturbed = await play(flow, engine, null);
    for (const fault of faults.filter(({ name }) => name.includes(onlyFault))) {
      const { points, wrong } = await sweep(flow, fault, engine, undisturbed, Number(most));
      const before = total.get(fault.name) ?? { points: 0, wrong: 0 };
      total.set(fault.name, { points: before.points + points, wrong: before.wrong + wrong.length });
      for (const line of wrong) process.stdout.write(`${engine}, ${flow.name}, ${fault.name}, ${line.slice(0, 300)}\n`);
    }
  }
  for (const [name, { points, wrong }] of total)
    if (points > 0) process.stdout.write(`${engine}: ${name}: at ${points} points, ${wrong} wrong\n`);
  for (const { wrong } of total.values()) bad += wrong;
}
await endPostgres();
process.exitCode = bad === 0 ? 0 : 1;
