// npm run bench: the speed table; arguments pass through.
import { become } from "./become.mjs";
import { setUp } from "./set-up.mjs";

await setUp({ needs: ["redis"] });
await become("dist/bench/main.js");
