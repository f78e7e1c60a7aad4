// A program that holds a data folder's private Redis until its standard input ends: node hold-redis.js DATA_DIR
import { startPrivateRedis } from "../../src/queue/private-redis.ts";

const dataDir = process.argv[2] ?? "";
const words: unknown[] = [];
const redis = await startPrivateRedis({ dataDir, log: { warn: (...args: unknown[]) => words.push(args.at(-1)) } });
process.stdout.write(`${JSON.stringify({ socketPath: redis?.socketPath, words })}\n`);
process.stdin.resume().on("end", () => void redis?.stop());
