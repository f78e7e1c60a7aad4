// npm start: sets up what is missing, then becomes the program (same process, so signals and exit codes are its own).
import { existsSync } from "node:fs";
import { become } from "./become.mjs";
import { root, setUp } from "./set-up.mjs";

process.chdir(root);
if (existsSync(".env")) process.loadEnvFile(".env");
await setUp({ needs: process.env.REDIS_URL ? [] : ["redis"] });
await become("dist/src/main.js");
