import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { openRedis } from "../services/redis.ts";
import { openEmpty, testKey } from "../store/open.ts";
import { qq } from "./platforms.ts";
import { textOf, untilQuiet, write } from "./sender.ts";
import type { Order } from "./sender-process.ts";

const chats = 6;
const each = 25;

test("two processes with the same chats keep each limit together, the order, and send nothing twice", async () => {
  const server = await openRedis();
  const { store, url, remove } = await openEmpty("postgres");
  const stand = await qq({ kind: "direct" });
  const targets = await write(store, stand, { chats, each });
  const program = fileURLToPath(new URL("sender-process.js", import.meta.url));
  const senders = [1, 2].map(() => fork(program, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] }));
  const order: Order = {
    database: url,
    key: testKey.toString("base64"),
    redis: server.socketPath,
    platform: stand.url,
    targets,
  };
  for (const sender of senders) sender.send(order);
  await untilQuiet(store);
  const counts = await Promise.all(senders.map(finish));
  await stand.close();
  await remove();
  await server.stop();
  const all = Array.from({ length: chats }, (_, chat) => Array.from({ length: each }, (_, n) => textOf(chat, n)));
  expect(all.map((_, chat) => stand.textsOf(stand.name(chat)))).toEqual(all);
  expect(stand.broken).toEqual([]);
  expect(Math.min(...counts)).toBeGreaterThan(0);
});

/** How much it has sent. */
async function finish(sender: ChildProcess): Promise<number> {
  const answered = once(sender, "message");
  sender.send("stop");
  const [count] = await answered;
  return count;
}
