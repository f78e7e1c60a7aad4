// npm run soak -- stops [TIMES]: stops the service in every way there is, many times over, and counts what is left.
import { become } from "./become.mjs";
import { setUp } from "./set-up.mjs";

await setUp({ needs: ["redis"] });
await become("dist/test/service/soak-stops.js");
