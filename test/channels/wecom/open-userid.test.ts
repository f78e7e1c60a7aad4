import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { botCallback } from "../../../src/channels/wecom/client.ts";
import { type Qyapi, startQyapi } from "./qyapi.ts";
import { aesKey, corpId, pair, token } from "./vectors.ts";
import { createWorld, start, type World } from "./world.ts";

const convert = "/cgi-bin/batch/openuserid_to_userid";
const stamp = { timestamp: String(start / 1000), nonce: "n-1" };

let qyapi: Qyapi;
let world: World;
beforeEach(async () => {
  qyapi = await startQyapi({ woAA: "zhangsan" });
  world = createWorld({ apiUrl: qyapi.url, app: { token, aesKey, agentId: 1, secret: "S" } });
});
afterEach(() => qyapi.close());

function says(userid: string, msgid: string) {
  const frame = {
    msgid,
    aibotid: "b",
    chatid: "g",
    chattype: "group",
    from: { userid },
    msgtype: "text",
    text: { content: "x" },
  };
  return world.post("/webhook/wecom/bot", botCallback(pair, frame, stamp));
}

function asked(): number {
  return qyapi.received.filter((each) => each.path === convert).length;
}

test("the same member is one person under both ids, and is asked for once", async () => {
  await Promise.all([says("woAA", "1"), says("zhangsan", "2"), says("woAA", "3")]);
  await says("woAA", "4");
  expect(world.accepted.map((each) => (each.type === "message" ? each.sender.account : ""))).toEqual(
    Array(4).fill(`wecom:${corpId}:zhangsan`),
  );
  expect(asked()).toBe(1);
});

test("an id WeCom does not convert stays, and is asked for again ten minutes later", async () => {
  await says("woBB", "1");
  await says("woBB", "2");
  expect(asked()).toBe(1);
  expect(world.accepted).toMatchObject([{ sender: { shortAccount: "wecom:woBB" } }, {}]);
  world.now += 600_000;
  await says("woBB", "3");
  expect(asked()).toBe(2);
});

test("when WeCom cannot be asked the delivery fails, so that it comes again", async () => {
  qyapi.fault(convert, { status: 503 });
  await expect(says("woAA", "1")).rejects.toThrow("openuserid_to_userid");
  expect(world.accepted).toEqual([]);
  await says("woAA", "1");
  expect(world.accepted).toHaveLength(1);
});

test("without the app it stays as it is", async () => {
  world = createWorld();
  await says("woAA", "1");
  expect(world.accepted).toMatchObject([{ sender: { shortAccount: "wecom:woAA" } }]);
});
