import { expect, test } from "@jest/globals";
import type { Incoming } from "../../../src/bot/message.ts";
import { messagePost } from "../../../src/channels/onebot/client.ts";
import { createOnebot } from "../../../src/channels/onebot/index.ts";
import { logged } from "./log.ts";

const said = {
  secret: "s",
  selfId: "10001",
  userId: "20002",
  text: "意见：路灯坏了",
  messageId: "7",
  sentAt: 1_795_000_000_999,
};

test.each([
  ["a group", { ...said, groupId: "700800900" }, { kind: "group", id: "700800900" }],
  ["a one-to-one chat", said, { kind: "direct", id: "20002" }],
])("what the client posts for %s is taken by the channel", async (_, message, chat) => {
  const { path, headers, body } = messagePost(message);
  const channel = createOnebot({
    ...said,
    apiUrl: "http://127.0.0.1:1",
    retentionMs: 1e12,
    log: logged(),
    now: () => 0,
  });
  const accepted: Incoming[] = [];
  const route = channel.routes.find((one) => one.path === path);
  const request = { method: "POST", query: new URLSearchParams(), headers, body: Buffer.from(body) };
  const response = await route?.handle(request, async (incoming) => {
    accepted.push(incoming);
    return { answer: null };
  });
  expect(response).toEqual({ status: 204 });
  expect(accepted).toMatchObject([{ text: "意见：路灯坏了", platformId: "7", sentAt: 1_795_000_000_000, chat }]);
});
