// npm run soak -- stops [TIMES]: stops the service in every way there is, many times over, and counts what is left.
// npm run soak -- faults [FLOW [FAULT [ENGINE [POINTS]]]]: disturbs every flow by every fault at every point of it.
// npm run soak -- digests [PART OF A NAME [READERS]]: mornings at eight with four processes, of which some are killed, and without Redis.
// npm run soak -- timing [TRIALS]: whether the time a wrong signature takes tells how much of it was right.
import { become } from "./become.mjs";
import { setUp } from "./set-up.mjs";

const programs = {
  stops: "service/soak-stops",
  faults: "faults/soak",
  digests: "service/soak-digests",
  timing: "service/soak-timing",
};
const program = programs[process.argv[2]];
if (program === undefined) throw new Error(`npm run soak -- ${Object.keys(programs).join("|")}`);
await setUp({ needs: ["redis", "postgres"] });
await become(`dist/test/${program}.js`);
