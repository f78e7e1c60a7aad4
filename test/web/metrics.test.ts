import { describe, expect, test } from "@jest/globals";
import { createMetrics } from "../../src/web/metrics.ts";
import { direct, engines, openWorld } from "../world.ts";

describe.each(engines)("what /metrics counts, on %s", (engine) => {
  test("is what is open, and what this process did", async () => {
    const world = await openWorld({ engine });
    const { registry, received, tried } = createMetrics(world.store);
    const line = async (name: string) =>
      (await registry.metrics()).split("\n").find((one) => one.startsWith(name) && !one.startsWith("#"));
    world.sendWith(() => ({ outcome: "retry", error: "busy" }));
    await world.says("wang", "/提醒 明天9点 开会");
    received();
    tried("sent");
    tried("retry");
    tried("sent");
    expect(await line('chuanmen_outbox_messages{state="waiting"}')).toBe('chuanmen_outbox_messages{state="waiting"} 1');
    expect(await line('chuanmen_outbox_messages{state="sending"}')).toBe('chuanmen_outbox_messages{state="sending"} 0');
    expect(await line("chuanmen_inbox_messages")).toBe('chuanmen_inbox_messages{state="failed"} 0');
    expect(await line("chuanmen_open_reminders")).toBe("chuanmen_open_reminders 1");
    expect(await line("chuanmen_received_total")).toBe("chuanmen_received_total 1");
    expect(await line('chuanmen_sent_total{outcome="sent"}')).toBe('chuanmen_sent_total{outcome="sent"} 2');

    // what went out and what was worked through is counted no more
    world.sendWith(() => ({ outcome: "sent" }));
    await world.passes(60 * 60_000);
    expect(world.toChat(direct("wang")).join()).toContain("R1");
    expect(await line('chuanmen_outbox_messages{state="waiting"}')).toBe('chuanmen_outbox_messages{state="waiting"} 0');
    expect(await registry.metrics()).not.toMatch(/开会|wang/);
    await world.close();
  });
});
