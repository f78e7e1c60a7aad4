import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, openWorld, type World } from "../../../world.ts";
import { plays } from "./plays.ts";

describe.each(engines)("a long day, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("of a villager, half sentences and second thoughts", async () => {
    await plays(world, [
      ["wang", "你好", "您好。有事直接跟我说，发“帮助”看我能做什么。"],
      ["zhou", "你好", "您好。有事直接跟我说，发“帮助”看我能做什么。"],
      ["sun", "早", "您好。有事直接跟我说，发“帮助”看我能做什么。"],
      ["xiuying", "在不", "您好。有事直接跟我说，发“帮助”看我能做什么。"],
      ["li@village", "今儿赶集有人去不", ""],
      [
        "xiuying",
        "你是真人不",
        "我是机器人，不是真人，由镇上和村里管。帮大家把话传给干部、记事、到时提醒。要找真人回“人工”。",
      ],
      ["xiuying", "咋用呢", /^您可以：\n/],
      [
        "xiuying",
        "我说了别人晓得不",
        "您私聊我说的，东卧牛村和镇上管事的干部看得到，不发到群里。告谁的状只给镇上书记看，本人看不到。原话留30天。",
      ],
      ["xiuying", "俺家门口", ""],
      ["xiuying", "那个", ""],
      ["xiuying", "路灯一闪一闪的半个月了", ""],
    ]);
    await world.passes("2026-11-21T10:06:00+08:00");
    expect(world.toChat(direct("xiuying"))).toContainEqual("收到 O1（3句），3个工作日内答复。说错了回“撤销”。");
    await plays(world, [
      ["xiuying@village", "今晚谁跳舞", ""],
      [
        "xiuying",
        "说错了，不是半个月，是一个月",
        "O1 更正了：“俺家门口 那个 路灯一闪一闪的半个月了”改成“俺家门口 那个 路灯一闪一闪的一个月了”。错了回“撤销”。",
      ],
      ["xiuying", "嗯", ""],
      ["xiuying", "路灯那事有人管没", "O1 11月21日 意见 俺家门口 那个 路灯一闪一闪的一个月了 · 收到（第1天）"],
      ["wang@village", "收到", ""],
      ["xiuying", "村长电话多少", "没有查到“村长”的电话。办事电话还没有导入，请问村干部。"],
      ["xiuying", "低保咋申请", "收到 O2，东卧牛村的干部会看到，3个工作日内答复。说错了回“撤销”。"],
      ["xiuying", "合疗今年交多少", ""],
      ["wang", "O1 后天电工来换", "答复 O1“俺家门口 那个 路灯一闪一闪的一个月了”：后天电工来换\n①发 ②改"],
      ["wang", "发", "O1 的答复发回本人了。"],
      ["xiuying", "中", ""],
      ["xiuying", "谢谢王主任", "收到 O2（2句），3个工作日内答复。说错了回“撤销”。\n不客气，有事直接跟我说。"],
      ["xiuying", "俺娘今早晕了一下现在好了", "收到 O3，东卧牛村的干部会看到，3个工作日内答复。说错了回“撤销”。"],
      [
        "xiuying",
        "打错了",
        "哪里错了？O3（俺娘今早晕了一下现在好了）。直接说对的，如“日期是昨天”“不是路灯，是水管”；不要这条了回“撤销”。",
      ],
    ]);
    await world.passes("2026-11-21T15:00:00+08:00");
    await plays(world, [
      ["xiuying", "村里狗太多了，娃上学害怕", "收到 O4，东卧牛村的干部会看到，3个工作日内答复。说错了回“撤销”。"],
      ["xiuying", "撤销", "撤销了 O4（村里狗太多了，娃上学害怕）。要回来回“恢复”。"],
      ["xiuying", "恢复", "恢复了 O4（村里狗太多了，娃上学害怕）。"],
      ["li", "在苏州咋看病报销", "收到 O5，东卧牛村的干部会看到，3个工作日内答复。说错了回“撤销”。"],
      [
        "li",
        "匿名 三社的账几年没公布了",
        "收到 O6，东卧牛村的干部会看到，不告诉是谁说的，3个工作日内答复。说错了回“撤销”。",
      ],
      ["li", "撤销", "撤销了 O6（三社的账几年没公布了）。要回来回“恢复”。"],
      [
        "xiuying",
        "匿名 有人在河里电鱼",
        "收到 O7，东卧牛村的干部会看到，不告诉是谁说的，3个工作日内答复。说错了回“撤销”。",
      ],
    ]);
    await world.passes("2026-11-24T09:00:00+08:00");
    expect(world.toChat(direct("sun"))).toContainEqual(expect.stringMatching(/^11月23日 新会镇/));
    expect(world.toChat(direct("wang"))).toContainEqual(expect.stringMatching(/^东卧牛村新增意见5条：/));
    expect(world.toChat(direct("sun"))).toContainEqual(expect.stringMatching(/^11月24日 新会镇/));
    await plays(world, [
      ["xiuying", "路灯还没换", "O1 记下了不满意，重新等答复，告诉答复的人了。"],
      ["xiuying", "查我的", /^您是王秀英，新会镇东卧牛村一社。推送：收。\n/],
      ["xiuying", "O1", /^O1 意见 11月21日 东卧牛村一社\n/],
      [
        "wang",
        "O1 实在对不住，今天下午换",
        "答复 O1“俺家门口 那个 路灯一闪一闪的一个月了”：实在对不住，今天下午换\n①发 ②改",
      ],
      ["wang", "1", "O1 的答复发回本人了。"],
    ]);
    await world.passes("2026-11-24T18:30:00+08:00");
    await plays(world, [
      ["xiuying", "换好了，亮了", "好，O1 就当办好了，不另记。又不好了回“不满意 O1”。"],
      ["xiuying", "第2页", "现在没有在看的列表。例：/意见 列表"],
      ["xiuying", "你们都是骗子", "这句没记。有什么事没办好，直接说是什么事，我转给管的干部。"],
      ["xiuying", "俺去东莞打工了", "记下了：您在东莞。回来了发“/回村”。"],
      ["xiuying", "别给我发消息了", "好，从现在起不给您推送了。您发来的话照样记、照样答。想恢复回“订阅”。"],
      ["xiuying", "订阅", "好，推送恢复了。"],
      ["xiuying", "俺回来了", "记下了：您从东莞回来了。"],
      [
        "xiuying",
        "我家着火了",
        "着火请先打119（医疗120、报警110），人先出来。我现在就告诉村里和镇里值班的人。回“误报”取消。",
      ],
      ["wang", "收到", "告诉报急事的人了（U1）。有话回这条，我转给他；办完回“办好了 U1”。"],
      ["xiuying", "灭了", "转告了。"],
      ["xiuying", "拜拜", "再见，有事随时说。"],
    ]);
  });
});
