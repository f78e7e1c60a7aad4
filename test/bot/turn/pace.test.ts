import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Redis } from "ioredis";
import type { Message } from "../../../src/bot/message.ts";
import { askedPerMinute, createPace, type Taken } from "../../../src/bot/turn/pace.ts";
import { countInRedis } from "../../../src/queue/asked.ts";
import { openRedis, type TestRedis } from "../../services/redis.ts";
import { whileNoMinutePasses } from "../../standing-minute.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const mostInAMinute = 300;

describe.each(engines)("an account that asks very often, on %s,", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  /** How often it was told that it is too fast, after asking so many times more. */
  async function toldAfter(times: number): Promise<number> {
    for (let index = 0; index < times; index += 20)
      await Promise.all(
        Array.from({ length: Math.min(20, times - index) }, (_, n) =>
          world.receives(world.message("wang", `帮助 ${index + n}`)),
        ),
      );
    return world.toChat(direct("wang")).filter((text) => text.includes("您发得太快了")).length;
  }

  test("is told so once, and not before it has", () =>
    whileNoMinutePasses(async () => {
      expect(await toldAfter(mostInAMinute)).toBe(0);
      expect(await toldAfter(5)).toBe(1);
    }));

  test("is not counted twice for what is done again because of a neighbour", () =>
    whileNoMinutePasses(async () => {
      const fails = async () => {
        // behind the messages, which look at the names first, and in their group
        for (let turn = 0; turn < 50; turn++) await null;
        await expect(world.store.write(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
      };
      for (let round = 0; round < mostInAMinute / 20; round++) {
        const [, told] = await Promise.all([fails(), toldAfter(20)]);
        expect(told).toBe(0);
      }
      expect(await toldAfter(5)).toBe(1);
    }));
});

describe("in several processes that count together", () => {
  let server: TestRedis;
  const clients: Redis[] = [];
  beforeAll(async () => {
    server = await openRedis();
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await server.stop();
  });

  function openProcess() {
    const client = new Redis(server.socketPath);
    clients.push(client);
    let asked: Promise<unknown> = Promise.resolve();
    const count = countInRedis(client, (key) => `of ${key}`);
    const take = createPace((key) => {
      const counted = count(key);
      asked = counted;
      return counted;
    });
    return { take, counted: () => asked };
  }

  const asks = async (process: ReturnType<typeof openProcess>, times: number, account: string) => {
    let last: Taken = "over";
    for (let n = 0; n < times; n++) last = await process.take(messageOf(account));
    await process.counted();
    return last;
  };

  test("what an account asks of all is counted, and others are not concerned", async () => {
    const [one, other] = [openProcess(), openProcess()];
    expect(await asks(one, mostInAMinute - 10, "loud")).toBe("fine");
    expect(await asks(other, 11, "loud")).toBe("fine");
    expect(await asks(other, 1, "loud")).toMatchObject({ key: "asks too much:loud" });
    expect(await asks(other, 1, "loud")).toBe("over");
    expect(await asks(other, 1, "quiet")).toBe("fine");
  });

  test("a Redis that does not answer leaves each to count by itself", async () => {
    const alone = createPace(() => Promise.reject(new Error("Redis is away")));
    for (let n = 0; n < mostInAMinute; n++) expect(await alone(messageOf("loud"))).toBe("fine");
    expect(await alone(messageOf("loud"))).toMatchObject({ key: "asks too much:loud" });
  });
});

test("a group has a limit of its own, and is told in the group", async () => {
  const take = createPace();
  const asked = (n: number) => take({ ...messageOf(`member ${n}`), chat: group("village") });
  for (let n = 0; n < askedPerMinute.group; n++) expect(await asked(n)).toBe("fine");
  expect(await asked(0)).toMatchObject({ notice: { to: "here", text: expect.stringContaining("这个群里") } });
  expect(await asked(1)).toBe("over");
  expect(await take(messageOf("member 0"))).toBe("fine");
});

test.each(engines)("of two processes one tells, on %s", async (engine) => {
  const world = await openWorld({ engine });
  const key = "asks too much:sandbox:wang";
  await world.store.write((tables) => tables.once.count(key, world.now(), world.now() + 60_000));
  await whileNoMinutePasses(async () => {
    for (let n = 0; n < mostInAMinute + 3; n++) await world.accept(world.message("wang", `帮助 ${n}`));
  });
  await world.quiet();
  expect(world.toChat(direct("wang")).filter((text) => text.includes("您发得太快了"))).toEqual([]);
  await world.close();
});

const messageOf = (account: string): Message => ({
  ...{ type: "message", key: account, chat: direct(account), text: "帮助", mentioned: false, botNames: [] },
  ...{ sender: { account, shortAccount: account, name: "" }, quote: null, sentAt: 0, answers: "push", hears: "all" },
  privately: null,
});
