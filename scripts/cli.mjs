// npm run cli -- COMMAND: the operator's commands. Nothing of ours is written to stdout.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { become } from "./become.mjs";
import { root, setUp } from "./set-up.mjs";

if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
await setUp();
await become("dist/src/cli.js");
