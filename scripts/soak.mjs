// npm run soak -- stops [TIMES]: stops the service in every way there is, many times over, and counts what is left.
// npm run soak -- faults [FLOW [FAULT [ENGINE [POINTS]]]]: disturbs every flow by every fault at every point of it.
// npm run soak -- digests [PART OF A NAME [READERS]]: mornings at eight with four processes, of which some are killed, and without Redis.
// npm run soak -- timing [TRIALS]: whether the time a wrong signature takes tells how much of it was right.
// npm run soak -- memory [MESSAGES]: whether the service grows while a town goes on talking.
// npm run soak -- year [WEEKS [ACTS A WEEK [postgres]]]: a county of 887 villages for a year, each digest held to the rows.
import { become } from "./become.mjs";
import { setUp } from "./set-up.mjs";

const programs = {
  stops: "test/service/soak-stops",
  faults: "test/faults/soak",
  digests: "test/service/soak-digests",
  timing: "test/service/soak-timing",
  memory: "bench/memory",
  year: "test/year/soak",
};
const program = programs[process.argv[2]];
if (program === undefined) throw new Error(`npm run soak -- ${Object.keys(programs).join("|")}`);
await setUp({ needs: ["redis", "postgres"] });
await become(`dist/${program}.js`);
