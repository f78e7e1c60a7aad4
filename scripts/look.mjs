// npm run look -- FOLDER [PART OF A NAME]: every page of a demo town in which much was said, as pictures; those of README too.
import { become } from "./become.mjs";
import { setUp } from "./set-up.mjs";

await setUp();
await become("dist/test/web/look/main.js");
