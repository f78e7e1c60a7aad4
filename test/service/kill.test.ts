import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openImplementation } from "../channels/onebot/implementation.ts";
import { type Qyapi, startQyapi } from "../channels/wecom/qyapi.ts";
import { channelSettings, type Implementation, saidInQq, sayInQq, sayToBot } from "./platforms.ts";
import { type Home, openHome, type Service, until } from "./service.ts";
import { foundTown, people } from "./town.ts";

const total = 2_000;
const killedAt = [300, 600, 900, 1_200, 1_500];
const lanes = 24;
const surnames = [..."赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"];
const cadres = surnames.map((_, index) => `cadre${index}`);
const roster =
  people + surnames.map((surname, index) => `${surname}建设,干部,新会镇/东卧牛村,,wecom:cadre${index},\n`).join("");

let qyapi: Qyapi;
let qq: Implementation;
let home: Home;
let service: Service;
let up: Promise<unknown>;

beforeAll(async () => {
  [qyapi, qq] = await Promise.all([startQyapi(), openImplementation()]);
  home = openHome();
  await foundTown(home, { roster });
  await start();
  for (const [group, kind] of [
    ["wrVILLAGE", "村民群"],
    ["wrWORK", "工作群"],
  ])
    await sayToBot(service, { user: "cadre0", group: group ?? "", text: `/绑定 东卧牛村 ${kind}` });
  await sayInQq(service, { user: "10000", group: "70001", text: "/绑定 东卧牛村 村民群" });
});

afterAll(async () => {
  await home.close();
  await Promise.all([qyapi.close(), qq.close()]);
});

async function start(clock: { at?: string } = {}): Promise<void> {
  service = await home.start({ ...channelSettings(qyapi, qq), ADMINS: "onebot:10000" }, clock);
}

/** A tenth are talks of cadres, answered in full by a push; a tenth are said in QQ; the rest are opinions in a WeCom group. */
function say(number: number): Promise<{ status: number; answer?: string | null }> {
  const id = String(1_000_000 + number);
  if (number % 10 === 0) {
    const user = cadres[(number / 10) % cadres.length] ?? "";
    return sayToBot(service, { user, group: "wrWORK", text: `/谈心 东卧牛 赫永福 第${number}件事`, id });
  }
  const text = `意见：第${number}件事`;
  if (number % 10 === 5) return sayInQq(service, { user: "10086", group: "70001", text, id }, sentAt);
  return sayToBot(service, { user: `villager${number % 50}`, group: "wrVILLAGE", text, id });
}

const sentAt = Date.now();

/** Sent up to three times until it is acknowledged, as WeCom does; what it was answered. */
async function deliver(number: number): Promise<string | null | undefined> {
  for (let attempt = 0; attempt < 3; attempt++) {
    await up;
    const answered = await say(number).catch(() => undefined);
    if (answered !== undefined && answered.status < 300) return answered.answer ?? null;
  }
  return undefined;
}

test("kill -9 five times in the middle of 2,000 messages: nothing lost, nothing twice", async () => {
  const answers = new Map<number, string | null>();
  let next = 1;
  let kills = 0;
  up = Promise.resolve();

  async function killAndStart(): Promise<void> {
    await service.kill();
    await start();
  }

  async function lane(): Promise<void> {
    while (next <= total) {
      const number = next++;
      const answer = await deliver(number);
      if (answer !== undefined) answers.set(number, answer);
      // a platform that did not hear the acknowledgement delivers again
      if (number % 7 === 0 && answer !== undefined) expect(await deliver(number)).toBe(answer);
      if (kills < killedAt.length && answers.size >= (killedAt[kills] ?? 0)) {
        kills++;
        up = killAndStart();
      }
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  await up;
  expect(kills).toBe(killedAt.length);
  expect(answers.size).toBeGreaterThan(total * 0.95);

  const rows = home.query("select kind, number, text from records") as { kind: string; number: number; text: string }[];
  const kept = new Map<number, string[]>();
  for (const { kind, number, text } of rows) {
    const said = Number(/第(\d+)件事/.exec(text)?.[1]);
    kept.set(said, [...(kept.get(said) ?? []), `${kind === "talk" ? "T" : "O"}${number}`]);
  }
  expect([...kept.values()].filter((numbers) => numbers.length > 1)).toEqual([]);
  expect([...answers.keys()].filter((number) => !kept.has(number))).toEqual([]);
  const misanswered = [...answers].filter(
    ([said, answer]) => answer !== null && !answer.includes(kept.get(said)?.[0] ?? "?"),
  );
  expect(misanswered).toEqual([]);
  expect(home.query("pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);

  const talks = [...kept].flatMap(([, [number = ""]]) => (number.startsWith("T") ? [number] : []));
  expect(
    home.query(
      "select sum(count) as count from coverage where campaign = 'talk' and who = '' and place_id = (select id from places where name = '东卧牛村')",
    ),
  ).toEqual([{ count: talks.length }]);

  // two minutes on, what a killed process was sending is taken up
  await service.stop();
  await start({ at: new Date(Date.now() + 120_000).toISOString() });
  const pushed = () => cadres.flatMap((cadre) => qyapi.delivered(cadre)).flatMap((text) => /T\d+/.exec(text) ?? []);
  await until("every talk is answered", () => pushed().length >= talks.length);
  expect(pushed().sort()).toEqual(talks.sort());
  const opinions = [...kept].flatMap(([said, [number = ""]]) => (said % 10 === 5 ? [Number(number.slice(1))] : []));
  await until("every opinion in QQ is acknowledged", () => {
    const acknowledged = new Set(saidInQq(qq, "70001").flatMap(numbersIn));
    return opinions.every((number) => acknowledged.has(number));
  });
}); // a quarter of a minute on a quiet machine

/** `收到 O31–O36、O40` */
function numbersIn(text: string): number[] {
  return [...text.matchAll(/O(\d+)(?:–O(\d+))?/g)].flatMap(([, from, to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index),
  );
}
