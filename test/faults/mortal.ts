import { type Life, live } from "./life.ts";

/** A process that lives a life, and may die of it. */
process.on("message", (life: Life) => void live(life).then(() => process.exit(0)));
