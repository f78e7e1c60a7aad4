import { expect, test } from "@jest/globals";
import type { ChatAddress } from "../../../src/bot/message.ts";
import { qqLimits } from "../../../src/channels/qq/limits.ts";

const group: ChatAddress = { channel: "qq", bot: "102", kind: "group", id: "G" };
const user: ChatAddress = { ...group, kind: "direct", id: "U" };

test.each([
  ["an answer in a group", group, true, true, ["qq:102:group:G 20/60", "qq:102:group:G 1000/86400"]],
  [
    "speaking first in a group",
    group,
    false,
    true,
    ["qq:102:group:G 20/60", "qq:102:group:G 1000/86400", "qq:102:groups 60/60"],
  ],
  ["uncertified", group, false, false, ["qq:102:group:G 20/60", "qq:102:group:G 1000/86400", "qq:102:groups 30/60"]],
  ["to a user", user, false, true, ["qq:102:direct:U 20/60", "qq:102:direct:U 1000/86400", "qq:102:users 10/1"]],
  [
    "to a user, uncertified",
    user,
    false,
    false,
    ["qq:102:direct:U 20/60", "qq:102:direct:U 1000/86400", "qq:102:users 5/1", "qq:102:users 30/60"],
  ],
])("%s", (_name, to, reply, certified, expected) => {
  const limits = qqLimits(to, { reply, certified });
  expect(limits.map(({ key, points, seconds }) => `${key} ${points}/${seconds}`)).toEqual(expected);
});
