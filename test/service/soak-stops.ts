// npm run soak -- stops [TIMES]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
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

/** Platforms and a town, on which one start follows the other. */
async function openWorld() {
  const [qyapi, qq] = await Promise.all([startQyapi(), openImplementation()]);
  const home = openHome();
  await foundTown(home);
  const settings = channelSettings(qyapi, qq);
  return {
    qyapi,
    home,
    settings,
    /** how often the answer to the talk of this number was sent */
    sent: (number: number) => qyapi.received.filter(({ body }) => body.includes(`第${number}件事`)).length,
    async close() {
      await home.close();
      await Promise.all([qyapi.close(), qq.close()]);
    },
  };
}

type World = Awaited<ReturnType<typeof openWorld>>;

/** `npm start` in a process group, as a terminal and systemd signal it. */
function npmStart({ home, settings }: World) {
  const child = spawn("npm", ["start"], {
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    env: { ...process.env, ...settings, PORT: "0", DATA_DIR: home.dataDir },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  return {
    group: -(child.pid ?? 0),
    ended: once(child, "exit"),
    port: () => until("it is up", () => /"port":(\d+)/.exec(log)?.[1], 60_000),
  };
}

/** Something is being sent when this settles: to a platform that hangs, or answers late. */
async function keepBusy(world: World, port: string, number: number): Promise<void> {
  const service = { url: `http://127.0.0.1:${port}`, now: () => Date.now() };
  const user = "wangjianguo";
  if (number === 0) await sayToBot(service, { user, group: "wrWORK", text: "/绑定 东卧牛村 工作群" });
  await until("what waited is sent", () => number === 0 || world.sent(number - 1) === timesFor(number - 1));
  world.qyapi.fault(user, hangs(number) ? "hang" : { after: 1_000 });
  await sayToBot(service, { user, group: "wrWORK", text: `/谈心 东卧牛 赫永福 第${number}件事` });
  await until("the call", () => world.sent(number) > 0);
}

const hangs = (number: number): boolean => number % 2 === 0;
/** A call that hangs is made again after the next start, one that is answered late is not. */
const timesFor = (number: number): number => (hangs(number) ? 2 : 1);

async function stopOnce(world: World, { after, signals }: Way, number: number, tally: Tally): Promise<void> {
  const { group, ended, port } = npmStart(world);
  if (after) await sleep(after());
  else await keepBusy(world, await port(), number);
  const begun = performance.now();
  for (const signal of signals) process.kill(group, signal);
  await ended;
  while (world.home.processes().length > 0 && performance.now() - begun < longest) await sleep(20);
  const took = performance.now() - begun;
  const left = world.home.processes();
  tally.longest = Math.max(tally.longest, took);
  if (took >= longest) tally.late++;
  tally.redis += left.filter((line) => line.startsWith("redis-server")).length;
  tally.processes += left.filter((line) => !line.startsWith("redis-server")).length;
}

const [what, times = "50"] = process.argv.slice(2);
if (what !== "stops") throw new Error("npm run soak -- stops [TIMES]");
// `npm start` would read it, and start the real channels
if (existsSync(fileURLToPath(new URL("../../../.env", import.meta.url)))) throw new Error("move .env away first");
let faults = 0;
for (const way of ways) {
  const tally: Tally = { late: 0, redis: 0, processes: 0, twice: 0, longest: 0 };
  const world = await openWorld();
  try {
    for (let number = 0; number < Number(times); number++) await stopOnce(world, way, number, tally);
    for (let number = 0; number < Number(times); number++) if (world.sent(number) > timesFor(number)) tally.twice++;
  } finally {
    await world.close();
  }
  faults += tally.late + tally.redis + tally.processes + tally.twice;
  process.stdout.write(
    `${way.name}: ${times} times, redis-servers left ${tally.redis}, other processes left ${tally.processes}, sent twice ${tally.twice}, over ten seconds ${tally.late}, longest ${(tally.longest / 1000).toFixed(1)} s\n`,
  );
}
process.exitCode = faults === 0 ? 0 : 1;
