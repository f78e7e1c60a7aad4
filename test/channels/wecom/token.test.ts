import { describe, expect, test } from "@jest/globals";
import type { SendResult } from "../../../src/channels/channel.ts";
import { toMember } from "./outgoing.ts";
import type { Fault } from "./qyapi.ts";
import { createSender, qyapi, withQyapi } from "./sender.ts";

withQyapi();

describe("the token", () => {
  test("expired in the middle of a burst of 500 is renewed once, and all arrive", async () => {
    const { channel } = createSender();
    const numbers = Array.from({ length: 500 }, (_, number) => number);
    const results: Promise<SendResult>[] = [];
    for (const number of numbers) {
      if (number === 250) {
        await results[100];
        qyapi.expireTokens();
      }
      results.push(channel.send(toMember(String(number))));
    }
    for (const result of await Promise.all(results)) expect(result.outcome).toBe("sent");
    expect(qyapi.tokensGiven()).toBe(2);
    expect(
      qyapi
        .delivered("zhangsan")
        .map(Number)
        .sort((a, b) => a - b),
    ).toEqual(numbers);
  });

  test("is asked for again five minutes before it ends", async () => {
    const world = createSender();
    await world.channel.send(toMember("1"));
    world.now += (7200 - 301) * 1000;
    await world.channel.send(toMember("2"));
    expect(qyapi.tokensGiven()).toBe(1);
    world.now += 2_000;
    await world.channel.send(toMember("3"));
    expect(qyapi.tokensGiven()).toBe(2);
  });

  test.each([40001, 40091])("a secret refused with %d stops all requests", async (errcode) => {
    const world = createSender();
    qyapi.fault("/cgi-bin/gettoken", { json: { errcode, errmsg: "invalid credential" } });
    for (let hour = 0; hour < 5; hour++) {
      expect(await world.channel.send(toMember("x"))).toMatchObject({ outcome: "retry", afterMs: 60_000 });
      world.now += 3_600_000;
    }
    expect(qyapi.received).toHaveLength(1);
    expect(world.logged.filter((each) => each.level === "error")).toHaveLength(1);
  });

  test.each<[string, Fault]>([
    ["-1", { json: { errcode: -1 } }],
    ["503", { status: 503 }],
    ["a reset", "reset"],
    ["nonsense", { json: { errcode: 0, access_token: "" } }],
  ])("refused with %s is asked for again a second later", async (_, fault) => {
    const world = createSender();
    qyapi.fault("/cgi-bin/gettoken", fault);
    expect(await world.channel.send(toMember("x"))).toMatchObject({ outcome: "retry" });
    expect(await world.channel.send(toMember("x"))).toMatchObject({ outcome: "retry" });
    expect(qyapi.received).toHaveLength(1);
    world.now += 1_000;
    expect(await world.channel.send(toMember("x"))).toMatchObject({ outcome: "sent" });
  });

  test("that WeCom repeats although it refuses it is not asked for over and over", async () => {
    const { channel } = createSender();
    const same: Fault = { json: { errcode: 0, access_token: "T0", expires_in: 7200 } };
    qyapi.fault("/cgi-bin/gettoken", ...Array<Fault>(100).fill(same));
    for (let turn = 0; turn < 10; turn++) expect(await channel.send(toMember("x"))).toMatchObject({ outcome: "retry" });
    expect(qyapi.received.filter((each) => each.path === "/cgi-bin/gettoken")).toHaveLength(2);
  });
});
