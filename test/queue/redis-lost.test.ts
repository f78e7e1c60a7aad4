import { fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { until } from "../service/service.ts";
import { openRedisDoor } from "../services/redis-door.ts";
import type { Order, Word } from "./worker-process.ts";

/** More than a worker runs at once: it asks for the next one as soon as one has ended. */
const hands = 100;

test("a process whose Redis goes in the middle of a burst answers all the while, and works again when it is back", async () => {
  const door = await openRedisDoor();
  const program = fileURLToPath(new URL("worker-process.js", import.meta.url));
  const child = fork(program, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  try {
    let [runs, answers] = [0, 0];
    child.on("message", (said: string) => {
      if (said === "answers") answers++;
      else runs++;
    });
    const tell = (word: Order | Word) => child.send(word);
    tell({ redis: { url: door.url }, hands, hangs: true });
    await until("it has its hands full", () => runs >= 64);
    await door.end();
    tell("end");
    for (let asked = 1; asked <= 5; asked++) {
      // beyond what it waits after a connection that was lost
      await sleep(500);
      tell("answer");
      await until("an answer", () => answers === asked, 60_000);
    }
    await door.begin();
    const before = runs;
    await until("the next job", () => tell("tick") && runs > before);
    expect(child.exitCode).toBeNull();
  } finally {
    child.kill("SIGKILL");
    await door.close();
  }
});
