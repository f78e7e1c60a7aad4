import { describe, expect, jest, test } from "@jest/globals";
import {
  accepted,
  arrival,
  channel,
  close,
  http,
  log,
  message,
  onReverseWs,
  open,
  outgoing,
  ready,
  sockets,
  storageFails,
  to,
} from "./reverse.ts";

onReverseWs();

describe("the upgrade", () => {
  test.each<[string, Record<string, string>, string]>([
    ["without a token", {}, ""],
    ["with a wrong one", { authorization: "Bearer T0KEM" }, ""],
    ["with a wrong one in the query", {}, "?access_token=T0KEM"],
    ["with the token twice", {}, "?access_token=T0KEN&access_token=T0KEN"],
  ])("%s is refused with 401", async (_, headers, query) => {
    expect(await sockets.refused(headers, query)).toBe(401);
  });

  test("of another account is refused with 403", async () => {
    expect(await sockets.refused({ authorization: "Bearer T0KEN", "x-self-id": "10002" })).toBe(403);
  });

  test("is refused while no token is set, whatever comes", async () => {
    await close();
    await open({ accessToken: undefined });
    expect(await sockets.refused({ authorization: "Bearer undefined" })).toBe(401);
    expect(await sockets.refused({ authorization: "Bearer " })).toBe(401);
  });
});

describe("events", () => {
  test("are taken as by HTTP", async () => {
    await ready();
    expect(accepted).toMatchObject([{ key: "onebot:10001:group:700800900:1:1795000000000", text: "意见：路灯坏了" }]);
  });

  test("survive frames nobody understands before them", async () => {
    const implementation = await sockets.connect();
    const seen = arrival();
    const depth = `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    for (const frame of [
      "",
      "你好",
      "[]",
      "null",
      "{}",
      depth,
      { post_type: 7 },
      { post_type: "x", time: 1, self_id: 1 },
    ])
      implementation.say(frame);
    implementation.say({ status: "ok", retcode: 0, echo: { not: "ours" } });
    implementation.client.send(Buffer.from(JSON.stringify(message)), { binary: true });
    implementation.say({ ...message, message_id: 2 });
    await seen;
    expect(accepted).toMatchObject([{ platformId: "2" }]);
  });

  test("are tried again when they could not be stored", async () => {
    storageFails(1);
    await ready();
    expect(accepted).toHaveLength(0);
    await arrival();
    expect(accepted).toHaveLength(1);
  });

  test("larger than any message end only their own socket", async () => {
    const implementation = await sockets.connect();
    implementation.client.on("error", () => {});
    implementation.say({ ...message, raw: "x".repeat(1 << 20) });
    expect((await implementation.closed)[0]).toBe(1009);
    await ready();
    expect(accepted).toHaveLength(1);
  });
});

describe("calls", () => {
  test("go over the socket once it has spoken, and are answered by their echo", async () => {
    const implementation = await ready();
    const first = channel.send(outgoing);
    const second = channel.send({ ...outgoing, id: "2", text: "再说" });
    const [one, two] = [await implementation.called(), await implementation.called()];
    expect(one).toMatchObject({
      action: "send_group_msg",
      params: { group_id: 700800900, message: [{ type: "text", data: { text: "好的" } }] },
    });
    implementation.say({ status: "ok", retcode: 0, data: { message_id: 22 }, echo: two.echo });
    implementation.say({ status: "failed", retcode: 1200, data: null, echo: one.echo });
    expect(await second).toEqual({ outcome: "sent", messageId: "22" });
    expect(await first).toEqual({ outcome: "retry", error: "retcode 1200" });
    expect(http.calls).toEqual([]);
  });

  test("go by HTTP while the socket is only open", async () => {
    await sockets.connect();
    expect(await channel.send(outgoing)).toMatchObject({ outcome: "sent", messageId: "-1320011" });
    expect(http.calls).toHaveLength(1);
  });

  test("go by HTTP beside a socket for events", async () => {
    await ready({ "x-client-role": "Event" });
    expect(await channel.send(outgoing)).toMatchObject({ outcome: "sent", messageId: "-1320011" });
  });

  test("go by HTTP for another account", async () => {
    await close();
    await open({ selfId: undefined });
    await ready();
    expect(await channel.send({ ...outgoing, to: { ...to, bot: "10002" } })).toMatchObject({ messageId: "-1320011" });
  });

  test("go at once over a socket for calls, which has nothing to say first", async () => {
    const implementation = await sockets.connect({ "x-client-role": "API" });
    const sent = channel.send(outgoing);
    const { echo } = await implementation.called();
    implementation.say({ status: "ok", retcode: 0, data: { message_id: 3 }, echo });
    expect(await sent).toMatchObject({ outcome: "sent", messageId: "3" });
  });

  test("without an answer in time are of unknown outcome, and a late answer is dropped", async () => {
    jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] });
    const implementation = await ready();
    const sent = channel.send(outgoing);
    const { echo } = await implementation.called();
    jest.advanceTimersByTime(10_000);
    expect(await sent).toEqual({ outcome: "unknown", error: "no answer in time" });
    jest.useRealTimers();
    implementation.say({ status: "ok", retcode: 0, data: { message_id: 3 }, echo });
    const again = channel.send(outgoing);
    const { echo: newEcho } = await implementation.called();
    expect(newEcho).not.toBe(echo);
    implementation.say({ status: "ok", retcode: 0, data: { message_id: 4 }, echo: newEcho });
    expect(await again).toMatchObject({ messageId: "4" });
  });

  test("are of unknown outcome when the socket closes, and go over the next one", async () => {
    const implementation = await ready();
    const sent = channel.send(outgoing);
    await implementation.called();
    implementation.client.terminate();
    expect(await sent).toEqual({ outcome: "unknown", error: "socket closed" });

    const next = await ready();
    const again = channel.send({ ...outgoing, attempt: 2 });
    const { echo } = await next.called();
    next.say({ status: "ok", retcode: 0, data: null, echo });
    expect(await again).toEqual({ outcome: "sent" });
  });

  test("go over the newest of two sockets", async () => {
    await ready();
    const newest = await ready();
    const sent = channel.send(outgoing);
    const { echo } = await newest.called();
    newest.say({ status: "ok", retcode: 0, data: null, echo });
    expect(await sent).toEqual({ outcome: "sent" });
  });

  test("wait for the operator when the implementation refuses the token, NapCat's way", async () => {
    const implementation = await ready();
    const sent = channel.send(outgoing);
    await implementation.called();
    implementation.say({ status: "failed", retcode: 1403, data: null, message: "token验证失败", echo: null });
    expect(await sent).toMatchObject({ outcome: "retry", afterMs: 30_000 });
    expect((await implementation.closed)[0]).toBe(1008);
    expect(log.lines.join("")).toContain("refuses the token");
  });
});
