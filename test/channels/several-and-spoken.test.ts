import { describe, expect, test } from "@jest/globals";
import { chatKey, type Message } from "../../src/bot/message.ts";
import { decode as fromOneBot } from "../../src/channels/onebot/decode.ts";
import { decode as fromQq } from "../../src/channels/qq/decode.ts";
import { frame as qqFrame } from "../../src/channels/qq/frame.ts";
import { readFrame } from "../../src/channels/wecom/bot-frame.ts";
import { toIncoming } from "../../src/channels/wecom/bot-incoming.ts";
import { openWorld, saturday } from "../world.ts";

const time = Math.floor(saturday / 1000);

/** A message one-to-one, as each platform sends it. */
const platforms: readonly (readonly [string, (words: string, id: number) => unknown])[] = [
  [
    "OneBot",
    (words, id) =>
      fromOneBot(
        {
          ...{
            time,
            self_id: 10001,
            post_type: "message",
            message_type: "private",
            sub_type: "friend",
            user_id: 20002,
          },
          ...{
            message_id: id,
            message: [{ type: "text", data: { text: words } }],
            sender: { nickname: "某", card: "" },
          },
        },
        { selfId: "10001", otherBots: [], retentionMs: 86_400_000, now: saturday },
      ),
  ],
  [
    "QQ",
    (words, id) => {
      const d = { id: `m${id}`, timestamp: "2026-11-21T10:00:00+08:00", content: words, author: { user_openid: "U1" } };
      const frame = qqFrame.parse({ op: 0, t: "C2C_MESSAGE_CREATE", id: `e${id}`, d });
      return fromQq(frame, { appId: "102", receivedAt: saturday, signedAt: saturday, stale: false })?.incoming;
    },
  ],
  [
    "WeCom",
    (words, id) => {
      const from = { msgid: `w${id}`, aibotid: "bot", chattype: "single", from: { userid: "wang" } };
      const frame = readFrame({ ...from, msgtype: "text", text: { content: words } });
      const arrival = { userid: "wang", arrivedAt: saturday, isStale: false, onSocket: true };
      return frame && toIncoming(frame, arrival, { corpId: "corp", reachesMembers: true }, ["小助手"]);
    },
  ],
];

describe.each(platforms)("said one-to-one, as %s sends it", (_, decoded) => {
  test("each command of a message is carried out, and a wish to be reminded is set", async () => {
    const world = await openWorld();
    let count = 0;
    const says = async (words: string) => {
      const message = decoded(words, ++count) as Message;
      if (count === 1) {
        const listed = await world.store.read.people.byAccount("sandbox:wang");
        await world.store.write((tables) =>
          tables.people.nameAccount(message.sender.shortAccount, listed?.person_id ?? ""),
        );
      }
      world.waits(new Date(world.now() + 70_000).toISOString());
      const before = world.sent.length;
      const accepted = await world.receives(message);
      const heard = world.sent.slice(before).filter(({ to }) => to === chatKey(message.chat));
      return [JSON.stringify(accepted), ...heard.map(({ text }) => text)].join("\n");
    };
    expect(await says("明天8点提醒我开会")).toMatch(/记下了 R1：11月22日（周日）8:00 提醒您“开会”/);
    const both = await says("/谈心 东卧牛 赫书记 低保\n/走访 东卧牛三社 李大山家 屋顶漏");
    expect(both).toMatch(/记下了 T1：.*赫书记（低保）/);
    expect(both).toMatch(/记下了 V1：.*李大山家（屋顶漏）/);
    await world.says("li", "三社路灯不亮");
    await world.says("xiuying", "井水发浑");
    await says("/答复 O1 周三来修\n/答复 O2 请水站的人来看");
    // each answer where it was asked, and neither within the other
    expect(world.sent.filter(({ text }) => /O1.*周三来修$/.test(text))).toHaveLength(1);
    expect(world.sent.filter(({ text }) => /O2.*请水站的人来看$/.test(text))).toHaveLength(1);
    expect(world.sent.filter(({ text }) => text.includes("周三来修") && text.includes("水站"))).toEqual([]);
    await world.close();
  });
});
