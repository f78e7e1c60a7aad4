// npm run soak -- stops [TIMES]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openImplementation } from "../channels/onebot/implementation.ts";
import { startQyapi } from "../channels/wecom/qyapi.ts";
import { channelSettings, sayToBot } from "./platforms.ts";
import { openHome, until } from "./service.ts";
import { foundTown } from "./town.ts";

/** longest a stop may take, in milliseconds */
const longest = 10_000;

type Way = {
  readonly name: string;
  /** milliseconds from the spawn; without it: once it is up, while a send hangs or is slow in turn */
  readonly after?: () => number;
  /** to the process group, one after another */
  readonly signals: readonly NodeJS.Signals[];
};

const ways: readonly Way[] = [
  { name: "SIGTERM to the group", signals: ["SIGTERM"] },
  { name: "SIGTERM twice", signals: ["SIGTERM", "SIGTERM"] },
  { name: "SIGINT to the group", signals: ["SIGINT"] },
  { name: "SIGHUP", signals: ["SIGHUP"] },
  { name: "SIGTERM within the first second", after: () => Math.random() * 1_000, signals: ["SIGTERM", "SIGTERM"] },
];

type Tally = { late: number; redis: number; processes: number; twice: number; longest: number };

/** One start and one stop by `npm start`'s own program in a process group, as npm and systemd signal it. */
async function stopOnce({ after, signals }: Way, number: number, tally: Tally): Promise<void> {
  const [qyapi, qq] = await Promise.all([startQyapi(), openImplementation()]);
  const home = openHome();
  try {
    await foundTown(home);
    const fault = number % 2 === 0 ? "hang" : { after: 1_000 };
    const settings = channelSettings(qyapi, qq);
    const child = spawn("npm", ["start"], {
      cwd: fileURLToPath(new URL("../../..", import.meta.url)),
      env: { ...process.env, ...settings, PORT: "0", DATA_DIR: home.dataDir },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let log = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        log += text;
      });
    const ended = once(child, "exit");
    if (after) await sleep(after());
    else {
      const port = await until("it is up", () => /"port":(\d+)/.exec(log)?.[1], 60_000);
      const service = { url: `http://127.0.0.1:${port}`, now: () => Date.now() };
      await sayToBot(service, { user: "wangjianguo", group: "wrWORK", text: "/绑定 东卧牛村 工作群" });
      qyapi.fault("wangjianguo", fault);
      await sayToBot(service, { user: "wangjianguo", group: "wrWORK", text: "/帮助" });
      await until("the call", () => qyapi.received.some(({ path }) => path === "/cgi-bin/message/send"));
    }
    const begun = performance.now();
    for (const signal of signals) process.kill(-(child.pid ?? 0), signal);
    await ended;
    while (home.processes().length > 0 && performance.now() - begun < longest) await sleep(20);
    const took = performance.now() - begun;
    tally.longest = Math.max(tally.longest, took);
    const left = home.processes();
    if (took >= longest) tally.late++;
    tally.redis += left.filter((line) => line.startsWith("redis-server")).length;
    tally.processes += left.filter((line) => !line.startsWith("redis-server")).length;
    if (fault !== "hang") {
      const again = await home.start(settings);
      await again.ready();
      await again.stop();
      if (qyapi.received.filter(({ path }) => path === "/cgi-bin/message/send").length > 1) tally.twice++;
    }
  } finally {
    await home.close();
    await Promise.all([qyapi.close(), qq.close()]);
  }
}

const [what, times = "50"] = process.argv.slice(2);
if (what !== "stops") throw new Error("npm run soak -- stops [TIMES]");
let faults = 0;
for (const way of ways) {
  const tally: Tally = { late: 0, redis: 0, processes: 0, twice: 0, longest: 0 };
  for (let number = 0; number < Number(times); number++) await stopOnce(way, number, tally);
  faults += tally.late + tally.redis + tally.processes + tally.twice;
  process.stdout.write(
    `${way.name}: ${times} times, redis-servers left ${tally.redis}, other processes left ${tally.processes}, sent twice ${tally.twice}, over ten seconds ${tally.late}, longest ${(tally.longest / 1000).toFixed(1)} s\n`,
  );
}
process.exitCode = faults === 0 ? 0 : 1;
