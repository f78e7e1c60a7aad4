// npm run soak -- faults [FLOW [FAULT [ENGINE [POINTS]]]]: parts of names; without them everything.
import { endPostgres, offerPostgres } from "../services/postgres-of-run.ts";
import { engines } from "../world.ts";
import { faults } from "./faults.ts";
import { flows } from "./flows.ts";
import { play } from "./play.ts";
import { sweep } from "./sweep.ts";

const [, onlyFlow = "", onlyFault = "", onlyEngine = "", most = "Infinity"] = process.argv.slice(2);
const say = (line: string) => void process.stdout.write(`${line}\n`);
// what a world waits for now and then holds no process, as in the service
const held = setInterval(() => undefined, 60_000);
await offerPostgres();
let [allPoints, allWrong] = [0, 0];
for (const engine of engines.filter((name) => name.includes(onlyEngine)))
  for (const flow of flows.filter(({ name }) => name.includes(onlyFlow))) {
    const undisturbed = await play(flow, engine, null);
    let [points, wrong] = [0, 0];
    for (const fault of faults.filter(({ name }) => name.includes(onlyFault))) {
      const swept = await sweep(flow, fault, engine, undisturbed, Number(most));
      points += swept.points;
      wrong += swept.wrong.length;
      for (const line of swept.wrong) say(`${engine}, ${flow.name}, ${fault.name}, ${line.slice(0, 300)}`);
    }
    say(`${engine}: ${flow.name}: disturbed ${points} times, ${wrong} wrong`);
    allPoints += points;
    allWrong += wrong;
  }
await endPostgres();
clearInterval(held);
say(`disturbed ${allPoints} times, ${allWrong} wrong`);
process.exitCode = allWrong === 0 ? 0 : 1;
