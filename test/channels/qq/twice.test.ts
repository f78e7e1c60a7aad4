import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { qqCallback } from "../../../src/channels/qq/callback.ts";
import { signRequest } from "../../../src/channels/qq/client.ts";
import { importSecret } from "../../../src/channels/qq/signature.ts";
import { type Engine, openWorld, type World } from "../../world.ts";
import { O1 } from "./fixtures.ts";

const GROUP = { channel: "qq", bot: "102", kind: "group", id: "G" } as const;

describe.each(["sqlite", "postgres"] as Engine[])("delivered again, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  /** How often the bot has answered in the group after this delivery, and the status it got. */
  async function deliver(
    t: string,
    outerId: string,
    id: string,
    { secondsAgo = 0, member = "U" } = {},
  ): Promise<[number, number | undefined]> {
    const route = qqCallback({
      appId: "102",
      keys: [importSecret(O1.secret)],
      freshnessMs: 600_000,
      now: world.now,
      pressed: () => {},
    });
    const d = { id, group_openid: "G", author: { member_openid: member }, content: "/帮助", timestamp: world.now() };
    const body = JSON.stringify({ op: 0, t, id: outerId, d });
    const request = signRequest(O1.secret, "102", body, Math.floor(world.now() / 1000) - secondsAgo);
    const response = await route.handle(request, (incoming) => world.receives(incoming));
    return [world.toChat(GROUP).length, response.status];
  }

  test("a message has one effect", async () => {
    const [answers] = await deliver("GROUP_AT_MESSAGE_CREATE", "e1", "m1");
    expect(answers).toBeGreaterThan(0);
    expect(await deliver("GROUP_AT_MESSAGE_CREATE", "e1", "m1")).toEqual([answers, 200]);
    expect(await deliver("GROUP_MESSAGE_CREATE", "e2", "m1")).toEqual([answers, 200]);
    expect(await deliver("GROUP_AT_MESSAGE_CREATE", "e1", "m2")).toEqual([answers, 200]);
    expect((await deliver("GROUP_AT_MESSAGE_CREATE", "e3", "m3", { member: "V" }))[0]).toBeGreaterThan(answers);
  });

  test("long after it was signed it is acknowledged when it is known, and refused when it is not", async () => {
    const [answers] = await deliver("GROUP_AT_MESSAGE_CREATE", "e1", "m1");
    expect(await deliver("GROUP_AT_MESSAGE_CREATE", "e1", "m1", { secondsAgo: 4000 })).toEqual([answers, 200]);
    expect(await deliver("GROUP_AT_MESSAGE_CREATE", "e9", "m9", { secondsAgo: 4000 })).toEqual([answers, 401]);
  });
});
