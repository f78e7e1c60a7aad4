// npm start: sets up what is missing, then becomes the program (same process, so signals and exit codes are its own).
import { become } from "./become.mjs";
import { loadEnvFile } from "./env-file.mjs";
import { root, setUp } from "./set-up.mjs";

process.chdir(root);
loadEnvFile(".env");
await setUp({ needs: process.env.REDIS_URL || process.platform === "win32" ? [] : ["redis"] });
await become("dist/src/main.js");
