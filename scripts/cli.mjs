// npm run cli -- COMMAND: the operator's commands. Nothing of ours is written to stdout.
import { join } from "node:path";
import { become } from "./become.mjs";
import { loadEnvFile } from "./env-file.mjs";
import { root, setUp } from "./set-up.mjs";

loadEnvFile(join(root, ".env"));
await setUp();
await become("dist/src/cli.js");
