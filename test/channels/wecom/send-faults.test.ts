import { describe, expect, test } from "@jest/globals";
import type { Outgoing } from "../../../src/channels/channel.ts";
import { memberPath, toGroup, toMember, webhookPath } from "./outgoing.ts";
import type { Fault } from "./qyapi.ts";
import { createSender, qyapi, withQyapi } from "./sender.ts";
import type { World } from "./world.ts";

withQyapi();

describe("the error ladder", () => {
  const code = (errcode: number): Fault => ({ json: { errcode, errmsg: "hint: [1], from ip: 1.2.3.4" } });
  const table: [string, Fault, object, object][] = [
    ["45009", code(45009), { outcome: "retry", afterMs: 60_000 }, { outcome: "retry", afterMs: 60_000 }],
    ["45033", code(45033), { outcome: "retry" }, { outcome: "retry" }],
    ["-1", code(-1), { outcome: "retry" }, { outcome: "retry" }],
    ["429", { status: 429 }, { outcome: "retry" }, { outcome: "retry" }],
    [
      "429 with Retry-After",
      { status: 429, headers: { "retry-after": "7" } },
      { outcome: "retry", afterMs: 7_000 },
      { outcome: "retry", afterMs: 7_000 },
    ],
    ["500", { status: 500 }, { outcome: "retry" }, { outcome: "retry" }],
    ["502", { status: 502, text: "<html>" }, { outcome: "retry" }, { outcome: "retry" }],
    ["hang", "hang", { outcome: "retry" }, { outcome: "unknown" }],
    ["reset", "reset", { outcome: "retry" }, { outcome: "unknown" }],
    ["200 of a proxy", { status: 200, text: "<html>" }, { outcome: "retry" }, { outcome: "unknown" }],
    [
      "redirect",
      { status: 302, headers: { location: "http://169.254.169.254/" } },
      { outcome: "refused" },
      { outcome: "refused" },
    ],
    ["93000", code(93000), { outcome: "dead" }, { outcome: "dead" }],
    ["93004", code(93004), { outcome: "dead" }, { outcome: "dead" }],
    ["93006", code(93006), { outcome: "dead" }, { outcome: "dead" }],
    ["93008", code(93008), { outcome: "dead" }, { outcome: "dead" }],
    ["81013", code(81013), { outcome: "dead" }, { outcome: "dead" }],
    ["93001", code(93001), { outcome: "not-first" }, { outcome: "not-first" }],
    ["60020", code(60020), { outcome: "retry", afterMs: 30_000 }, { outcome: "retry", afterMs: 30_000 }],
    ["40058", code(40058), { outcome: "refused" }, { outcome: "refused" }],
    ["45002", code(45002), { outcome: "refused" }, { outcome: "refused" }],
    ["invaliduser", { json: { errcode: 0, invaliduser: "zhangsan" } }, { outcome: "dead" }, { outcome: "sent" }],
    [
      "unlicenseduser",
      { json: { errcode: 0, unlicenseduser: "zhangsan" } },
      { outcome: "refused" },
      { outcome: "sent" },
    ],
  ];
  test.each(table)("%s", async (_, fault, app, webhook) => {
    const world = createSender(fault === "hang" ? { timeouts: { connectMs: 3_000, totalMs: 3_000 } } : {});
    qyapi.fault(memberPath, fault);
    qyapi.fault(webhookPath, fault);
    expect(await world.channel.send(toMember("x"))).toMatchObject(app);
    expect(await world.channel.send(toGroup("x"))).toMatchObject(webhook);
    expect(qyapi.received.filter((each) => each.path === memberPath)).toHaveLength(1);
    expect(qyapi.received.filter((each) => each.path === webhookPath)).toHaveLength(1);
    expect(JSON.stringify(world.logged)).not.toMatch(/KEY|SECRET|T1|127\.0\.0\.1/);
  });

  test("an address nobody listens on is surely not sent", async () => {
    const { channel } = createSender({ apiUrl: "http://127.0.0.1:9" });
    expect(await channel.send(toGroup("x"))).toMatchObject({ outcome: "retry" });
  });

  test("a repetition after a lost answer reaches a member once", async () => {
    const { channel } = createSender();
    qyapi.fault(memberPath, "reset");
    await channel.send(toMember("x"));
    expect(await channel.send(toMember("x", { attempt: 2 }))).toMatchObject({ outcome: "sent" });
    expect(qyapi.delivered("zhangsan")).toEqual(["x"]);
  });
});

describe("a hundred messages through a bad day", () => {
  const faults: (Fault | null)[] = [
    { status: 429 },
    null,
    { json: { errcode: -1 } },
    { status: 503 },
    null,
    null,
    { json: { errcode: 45033 } },
    "reset",
  ];
  const numbers = Array.from({ length: 100 }, (_, number) => String(number));

  /** Sends one after another as the outbox does, and counts the doubtful ones. */
  async function sendAll(channel: World["channel"], messages: readonly Outgoing[]): Promise<number> {
    let doubtful = 0;
    for (const message of messages)
      for (let attempt = 1; ; attempt++) {
        const { outcome } = await channel.send({ ...message, attempt });
        if (outcome === "sent") break;
        if (outcome === "unknown") doubtful++;
        else expect(outcome).toBe("retry");
      }
    return doubtful;
  }

  test("reach a member in order, each once, also those whose answer was lost", async () => {
    const { channel } = createSender();
    for (let turn = 0; turn < 15; turn++) qyapi.fault(memberPath, ...faults);
    expect(
      await sendAll(
        channel,
        numbers.map((number) => toMember(number)),
      ),
    ).toBe(0);
    expect(qyapi.delivered("zhangsan")).toEqual(numbers);
  });

  test("reach a group in order, and only the doubtful ones twice", async () => {
    const { channel } = createSender();
    for (let turn = 0; turn < 15; turn++) qyapi.fault(webhookPath, ...faults);
    const doubtful = await sendAll(
      channel,
      numbers.map((number) => toGroup(number)),
    );
    const arrived = qyapi.delivered("KEY");
    expect([...new Set(arrived)]).toEqual(numbers);
    expect(arrived).toHaveLength(numbers.length + doubtful);
    expect(doubtful).toBe(15);
  });
});
