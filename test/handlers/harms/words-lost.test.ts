import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, type World } from "../../world.ts";
import { later, openStoneGate } from "./stone-gate.ts";

describe.each(engines)("no words are lost, on %s", (engine) => {
  let world: World;
  let say: ReturnType<typeof later>;
  beforeEach(async () => {
    world = await openStoneGate(engine);
    say = later(world);
  });
  afterEach(() => world.close());

  test("what was said to a question is in the record, whatever is skipped behind it", async () => {
    expect(await say("ma", "谈心：石门村")).toContain("跟谁谈的？");
    const told = await say("ma", "村东头那个收山货的老汉，嫌核桃价压得低");
    expect(told).toMatch(/^记下了 T1：.*收山货的老汉.*嫌核桃价压得低/);
    await say("ma", "跳过");
    expect(await say("ma", "T1")).toMatch(/收山货的老汉[\s\S]*村东头[\s\S]*嫌核桃价压得低/);
    await say("ma", "/走访");
    await say("ma", "后山那户养蜂的，蜂箱叫水冲了");
    expect(await say("ma", "V1")).toContain("后山那户养蜂的，蜂箱叫水冲了");
    // a date is asked for, and more is said with it
    expect(await say("ma", "/走访 石门 窦长贵 答应过一阵子给他修灶")).toContain("是哪天前？");
    expect(await say("ma", "下礼拜三之前，顺手把烟囱也清了")).toMatch(/^记下了 V2：.*11月25日（周三）/);
    expect(await say("ma", "V2")).toMatch(/顺手把烟囱也清了[\s\S]*给他修灶/);
  });

  test("a second matter does not swallow the first: each is written, or waits and is said to", async () => {
    expect(await say("han", "谈心：秦守田 宅基地")).toMatch(/①秦守田（石门村） ②秦守田（李家湾村一社）/);
    expect(await say("han", "/走访 西卧牛二社 乔玉兰 灶房漏雨")).toMatch(
      /^刚才那条谈心没记完，接着记回“接着”。\n记下了 V1：.*乔玉兰（灶房漏雨）/,
    );
    expect(await say("han", "接着")).toMatch(/秦守田（宅基地）.*①.*②/);
    expect(await say("han", "取消")).toBe("好，不记了。");
    await say("ma", "谈心，石门，王秀英，医保");
    expect(await say("ma", "谈心，石门，窦长贵，回乡养羊")).toMatch(
      /没记完，接着记回“接着”。\n谈心：.*窦长贵（回乡养羊）/,
    );
    expect(await say("ma", "1")).toMatch(/^记下了 T1：.*窦长贵（回乡养羊）/);
    expect(await say("ma", "接着")).toMatch(/王秀英（医保）/);
  });

  test("half a talk is not dropped by a look-up, by time, or by another question; 接着 changes the two about", async () => {
    await say("cao", "谈心 石门");
    expect(await say("cao", "我刚记的")).toMatch(/^刚才那条谈心（石门村）没记完，接着记回“接着”。/);
    expect(await say("cao", "接着")).toContain("跟谁谈的？");
    await world.passes(31 * 60_000);
    expect(world.sent.at(-1)?.text).toBe("刚才那条谈心（石门村）没记完，接着记回“接着”。");
    expect(await say("cao", "三组那口机井又不出水了")).toMatch(/记成意见吗？/);
    expect(await say("cao", "接着")).toMatch(/^刚才那条“三组那口机井又不出水了”没记完.*\n.*跟谁谈的？/);
    expect(await say("cao", "接着")).toMatch(/^刚才那条谈心（石门村）没记完.*\n记成意见吗？/);
    expect(await say("cao", "1")).toMatch(/^收到 O1/);
    expect(await say("cao", "接着")).toContain("跟谁谈的？");
    expect(await say("cao", "秦守田 想包鱼塘")).toMatch(/^记下了 T1：.*秦守田（想包鱼塘）/);
  });

  test("what stands behind a labelled field goes on with the content", async () => {
    await say("ma", "/谈心 石门 时间：前天 秦守田 问粮补");
    expect(await say("ma", "T1")).toMatch(/T1 谈心 11月19日 石门村 秦守田\n问粮补/);
    await say("ma", "/走访 石门 类别：困难户 耿老汉 两间土房返潮");
    expect(await say("ma", "V1")).toMatch(/耿老汉，两间土房返潮\n类别：困难户/);
    await say("ma", "/走访 石门 同：曹桂芬 窦长贵家 牛棚要挪");
    expect(await say("ma", "V2")).toMatch(/窦长贵[\s\S]*牛棚要挪[\s\S]*曹桂芬/);
    await say("ma", "/走访 石门 秦守田 灶房漏 时间：昨天 后墙也裂了");
    expect(await say("ma", "V3")).toMatch(/V3 走访 11月20日 .*秦守田\n.*灶房漏.*后墙也裂了/);
    await say("ma", "/谈心 问题：吃水难；石门 秦守田 水泵老坏");
    expect(await say("ma", "T2")).toMatch(/秦守田\n水泵老坏\n问题：吃水难/);
  });

  test("each command of a message is carried out, on lines, behind ； or a comma; and taken back together", async () => {
    expect(await say("ma", "/谈心 石门 秦守田 低保\n/走访 石门 窦长贵 屋后塌方\n/提醒 后天8点 交花名册")).toMatch(
      /^记下了 T1：.*\n记下了 V1：.*\n记下了 R1：.*\n错了回“撤销”，3条一起撤。$/,
    );
    expect(await say("ma", "撤销")).toMatch(/^撤销了 (?=.*R1（交花名册）)(?=.*T1（)(?=.*V1（)/);
    expect(await say("zhou", "谈心 石门 秦守田 粮补，走访 西卧牛二社 乔玉兰 修灶")).toMatch(
      /^记下了 T2：.*秦守田（粮补）。\n记下了 V2：.*乔玉兰（修灶）。/,
    );
    expect(await say("ma", "走访石门秦守田家修水窖 提醒我明天上午十点报数")).toMatch(
      /^走访：.*秦守田家（修水窖）。.*接下来：“提醒我明天上午十点报数”/,
    );
    expect(await say("ma", "对")).toMatch(/记下了 V3：[\s\S]*记下了 R2：.*10:00 提醒您“报数”/);
  });

  test("what is said in several breaths is one opinion, answered once", async () => {
    const breath = async (words: string) => {
      world.waits(new Date(world.now() + 15_000).toISOString());
      return world.says("dou", words);
    };
    expect(await breath("俺想问个事")).toMatch(/^$|^收到 O1/);
    for (const words of ["石门那条机耕路", "下雨过不去车", "收苞谷咋弄"]) expect(await breath(words)).toBe("");
    await world.passes(90_000);
    expect(world.sent.at(-1)?.text).toMatch(/^收到 O1（4句）/);
    expect(await say("ma", "O1")).toMatch(/机耕路[\s\S]*过不去车[\s\S]*收苞谷咋弄/);
    expect(await say("ma", "意见 列表")).toMatch(/^等答复的意见1条/);
  });
});
