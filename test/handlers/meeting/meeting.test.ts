import { afterEach, describe, expect, test } from "@jest/globals";
import { everything } from "../../faults/ledgers.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";
import { fillHall, listOf, opening } from "./hall.ts";

let world: World;
afterEach(() => world.close());

const hall = group("office");
const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";
const minute = 60_000;

describe.each(engines)("a meeting of nineteen, on %s", (engine) => {
  test("goes from its list over questions, promises and remarks to what each hears alone", async () => {
    world = await openWorld({ engine });
    const speakers = await fillHall(world);
    expect(await world.says("he", opening)).toContain(
      "建好了 H1：2026年度村党组织书记述职评议会，11月21日（周六）14:00。11月21日是休息日。",
    );
    const pasted = `${listOf(speakers)}\n乙山村\t赵二水\n申山村\t谁也不`;
    expect(await world.says("he", `/述职 名单 H1\n${pasted}`)).toBe(
      "读懂20位。第20行和2行是一个人，去掉了。第21行“谁也不”名册里没有：①去掉这行",
    );
    expect(await world.says("he", "去掉这行")).toContain("第21行去掉了。H1 就这19位");
    expect(await world.says("he", "确定")).toContain("H1 名单定了，19位，各人的已私聊");
    expect(last("v3")).toBe("您11月21日述职（H1），3号，8分钟。");

    expect(await world.says("he", "/述职 抽签 H1")).toContain("H1 抽好了，19位各听自己的号");
    expect(await world.says("he", "/述职 抽签 H1")).toContain("H1 抽过签了，只抽一次");
    const drawn = speakers.map(({ account }) => /抽签定了顺序：您11月21日述职（H1），(\d+)号/.exec(last(account))?.[1]);
    expect(drawn.map(Number).sort((one, other) => one - other)).toEqual(speakers.map((_, i) => i + 1));
    expect(speakers.flatMap(({ account }) => world.toChat(direct(account))).join()).not.toContain("赵二水");

    expect(await world.says("he", "/述职 代表 H1 李大山")).toContain("代表1位");
    expect(await world.says("he", "/述职 本群 H1", hall)).toContain("H1 就在本群开");
    expect(await world.says("zhang", "开始")).toContain("开始，19位，每位8分钟");

    const first = speakers[drawn.indexOf("1")];
    const second = speakers[drawn.indexOf("2")];
    expect(await world.says("zhang", "下一位", hall)).toBe(`1号 ${first?.village} ${first?.name}（8分钟）`);
    expect(await world.says("zhang", "下一位")).toBe("已经是1号了。");
    const before = world.sent.length;
    expect(await world.says("li", `发问 ${first?.name} 低限运转经费怎么保证逐额到位？`)).toBe(
      "收到 问1，主持人会看到。",
    );
    expect(world.sent.slice(before).map(({ to }) => to.split(":").at(-1))).toEqual(["zhang", "li"]);
    expect(last("zhang")).toContain(`问1→${first?.name}：低限运转经费怎么保证逐额到位？ 问它回“问 1”，不问回“不问 1”`);
    await world.passes(7 * minute);
    expect([last("zhang"), last(first?.account ?? "")]).toEqual(Array(2).fill(`1号 ${first?.name} 还有1分钟。`));
    await world.passes(minute);
    expect(last("zhang")).toBe(`1号 ${first?.name} 时间到。`);
    expect(await world.says("zhang", "问 1")).toBe(`问${first?.name}（问1）：低限运转经费怎么保证逐额到位？`);
    expect(world.toChat(hall).at(-1)).toBe(`问${first?.name}（问1）：低限运转经费怎么保证逐额到位？`);
    expect(await world.says("he", "答 1 镇里统筹；承诺：建专户逐额拨付；期限：3月31日前")).toBe(
      "问1 记下了，承诺 J1：建专户逐额拨付，2027年3月31日前。",
    );
    expect(last("li")).toContain("问1答了：镇里统筹。承诺 J1：建专户逐额拨付");

    expect(await world.says("zhang", "下一位")).toContain(`2号 ${second?.village}`);
    expect(await world.says("he", `问题 ${second?.name} 党员冬春训走过场 2月底前`)).toContain(
      "J2：党员冬春训走过场，2027年2月28日前",
    );
    expect(await world.says("sun", `点评 ${first?.name} 抓党建有办法；问题：制度没上墙`)).toContain(
      "反馈前谁也看不到。问题 J3",
    );
    expect(await world.says(first?.account ?? "", "J1")).toContain("没有您能看的 J1");
    expect(await world.says("li", `发问 ${second?.name} 村里的账几时公开`)).toContain("问2");
    for (let position = 3; position <= 19; position++) {
      await world.passes(minute);
      expect(await world.says("zhang", "下一位", hall)).toContain(`${position}号 `);
    }
    await world.passes(minute);
    expect(await world.says("zhang", "下一位")).toContain("是最后一位");
    expect(await world.says("zhang", "散会")).toContain("结束：19位，现场问1个，承诺和问题3件。结果另行反馈。");
    expect(last("li")).toContain("问2没在会上问，记成意见 O1");
    expect(last(first?.account ?? "")).toContain("何敏交您 J1：建专户逐额拨付");
    expect(world.sent.map(({ text }) => text).join()).not.toMatch(/制度没上墙[^，]*交您|交您[^“]*制度没上墙/);

    expect(await world.says("he", "/述职 记录 H1")).toContain("问1：低限运转经费怎么保证逐额到位？（已答）");
    const minutes = world.sheets.at(-1);
    expect(minutes?.name).toBe("H1 会议记录.txt");
    expect(minutes?.lines.slice(0, 3)).toEqual([
      ["2026年度村党组织书记述职评议会"],
      ["H1，11月21日（周六）14:00"],
      [expect.stringMatching(/^1号 .*（述毕）$/)],
    ]);
    expect(JSON.stringify(minutes)).not.toMatch(/制度没上墙|抓党建有办法|李大山/);
    expect(await world.says("he", "/述职 反馈 H1")).toBe("H1：点评1份、承诺和问题3件、没有测评。回“反馈”发给本人。");
    const heard = world.sent.length;
    expect(await world.says("he", "反馈")).toContain("H1 反馈发给19位本人了，群里没有说");
    const told = world.sent.slice(heard).filter(({ to }) => /:v\d+$/.test(to));
    expect(told.length).toBe(19);
    expect(told.filter(({ text }) => text.includes("抓党建有办法")).map(({ to }) => to)).toEqual([
      `sandbox:town:direct:${first?.account}`,
    ]);
    expect(last(first?.account ?? "")).toContain("承诺和问题2件：J1 建专户逐额拨付");
    expect(await world.says("he", "/述职 反馈 H1")).toContain("已经反馈了");

    await world.says(first?.account ?? "", "签收 全部");
    await world.says(first?.account ?? "", "办好了 J1 专户开了");
    expect(last("li")).toContain("办好了：专户开了。满意回“满意”");
    expect(await world.says("li", "满意")).toContain("记下了“满意”");
    expect(await world.says("sun", "/简报")).toContain("述职整改 3件：办结1、在办2、超期0");
    const posts = world.toChat(hall).length;
    const pushed = world.sent.length;
    await world.passes("2026-12-01T10:00+08:00");
    expect(world.toChat(hall).length).toBe(posts);
    expect(world.sent.slice(pushed).filter(({ text }) => !/^\d+月\d+日 |意见|等您定/.test(text))).toEqual([]);
  });
});

/** A small meeting under way: 钱一民 speaks first, 李大山 may ask. */
async function running(count = 3, engine: (typeof engines)[number] = "sqlite"): Promise<void> {
  world = await openWorld({ engine });
  const speakers = await fillHall(world, count);
  await world.says("he", opening);
  await world.says("he", `/述职 名单 H1\n${listOf(speakers)}`);
  await world.says("he", "确定");
  await world.says("he", "/述职 代表 H1 李大山");
  await world.says("he", "/述职 本群 H1", hall);
  await world.says("zhang", "开始");
  await world.says("zhang", "下一位");
}

test.each(engines)("what a leader says in the group is refused, and stands nowhere, on %s", async (engine) => {
  await running(3, engine);
  expect(await world.says("sun", "点评 钱一民 作风漂浮得很", hall)).toBe("");
  expect(last("sun")).toContain("点评请私聊我，反馈前不公开");
  expect(await world.says("sun", "@小助手 点评 钱一民 作风漂浮得很", hall, { mentioned: true })).toBe("");
  expect(world.sealed.join("\n")).not.toContain("作风漂浮");
  expect(JSON.stringify(await everything(world.url))).not.toContain("作风漂浮");
  await world.says("sun", "点评 钱一民 作风漂浮得很");
  expect(JSON.stringify(await everything(world.url))).not.toContain("作风漂浮");
  expect(await world.says("he", "/述职 记录 H1")).not.toContain("作风漂浮");
  expect(await world.says("he", "/交办 台账")).not.toContain("作风漂浮");
});

test.each(engines)(
  "what nobody came to becomes an opinion at the speaker's place, and is answered as one, on %s",
  async (engine) => {
    await running(3, engine);
    for (const words of ["路灯几时修", "账几时公开", "水管几时换"]) await world.says("li", `发问 钱一民 ${words}`);
    expect(await world.says("li", "发问 钱一民 还有一个")).toContain("已经有3个问题在等");
    expect(await world.says("zhang", "不问 2 重复")).toContain("问2 不问了");
    expect(await world.says("li", "发问 赵二水 沟几时清")).toContain("收到 问4");
    await world.says("zhang", "散会");
    const heard = world.toChat(direct("li")).slice(-4).join("\n");
    for (const [question, opinion] of [
      [1, "O1"],
      [3, "O2"],
      [4, "O3"],
    ])
      expect(heard).toContain(`问${question}没在会上问，记成意见 ${opinion}`);
    expect(heard).toContain("问2没在会上问。");
    expect(await world.says("li", "发问 钱一民 还有吗")).toBe("H1 已经散会了，不再收问题。要反映的直接说：意见：…");
    expect(await world.says("v1", "/答复 O1 下周三修")).toContain("O1 的答复发回本人了");
    expect(last("li")).toContain("下周三修");
  },
);

test("one step is taken back at a time, and a recalled or edited word changes nothing", async () => {
  await running();
  await world.says("li", "发问 钱一民 账几时公开");
  await world.says("zhang", "问 1");
  await world.says("he", "答 1 下月公开；承诺：每季度公示", direct("he"), { platformId: "p9" });
  await world.receives({
    ...{ type: "recall", key: "recall", chat: direct("he"), platformId: "p9", at: world.now() },
  } as never);
  expect(await world.says("he", "/述职 记录 H1")).toContain("J1 每季度公示");
  expect(await world.says("he", "撤销")).toContain("的答 1。");
  const minutes = await world.says("he", "/述职 记录 H1");
  expect(minutes).toContain("（已问）");
  expect(minutes).not.toContain("每季度公示");
  await world.passes(minute);
  await world.says("zhang", "下一位");
  await world.says("zhang", "撤销");
  await world.passes(minute);
  expect(await world.says("zhang", "下一位 3号")).toContain("3号 丙山村 周三山");
});

test("names are asked about, the same question is joined, numbers are not read out, and a word at the wrong moment says what can be said", async () => {
  await running();
  expect(await world.says("li", "发问 钱一明 账几时公开")).toBe("3位里没有“钱一明”。①钱一民（甲山村）");
  expect(await world.says("li", "①")).toContain("收到 问1");
  expect(await world.says("li", "发问 钱一民 账几时公开？")).toBe("收到 问2，和问1一样，一起问。");
  expect(await world.says("li", "发问 打13800010009问问")).toContain("收到 问3");
  expect(last("zhang")).toContain("（含个人信息，不宜念）");
  expect(await world.says("zhang", "问 3")).toBe("问钱一民（问3）：内容请主持人口头问。");
  expect(await world.says("zhang", "问 9")).toBe("没有问9，一共3个问题。");
  expect(await world.says("he", "发问 代：张老汉 赵二水 沟几时清")).toContain("收到 问4");
  expect(await world.says("zhang", "问 4")).toContain("赵二水还没述，等他述了再问");
  expect(await world.says("zhang", "缺席 赵二水")).toBe("2号 乙山村 赵二水 缺席");
  expect(await world.says("zhang", "先跳过")).toBe("1号 甲山村 钱一民 放到最后");
  expect(await world.says("zhang", "下一位")).toContain("3号 丙山村 周三山");
  expect(await world.says("zhang", "开始")).toContain("H1 正在开。能用：下一位");
  expect(await world.says("zhang", "开始测评")).toContain("这个会没有测评");
  expect(await world.says("he", "答 1 记得清 期限：大约冬天；承诺：公开；期限：去年3月")).toContain("没听懂期限");
  expect(await world.says("he", "主持 改 何敏")).toBe("H1 改由何敏主持。");
  expect(await world.says("zhang", "散会")).not.toContain("结束");
  expect(await world.says("he", "散会")).toContain("结束：3位");
  expect(await world.says("he", "答 1 会后补的；承诺：公开")).toContain("记不了答复");
  expect(await world.says("he", "问题 钱一民 台账没建 2月底前")).toContain("记下了（补记） 钱一民 J1");
  expect(last("v1")).toContain("何敏交您 J1：台账没建");
});

test("before it is held it may be moved, which all hear once, or called off", async () => {
  world = await openWorld();
  const speakers = await fillHall(world, 2);
  await world.says("he", opening.replace("11月21日14点", "12月16日9点"));
  await world.says("he", `/述职 名单 H1\n${listOf(speakers)}`);
  await world.says("he", "确定");
  await world.says("he", "/述职 代表 H1 李大山");
  expect(await world.says("he", "更正 H1 时间：12月17日9点")).toContain("H1 改到12月17日（周四）9:00。大家都告诉了。");
  expect(last("v1")).toBe("2026年度村党组织书记述职评议会（H1）改到12月17日（周四）9:00。");
  expect(await world.says("li", "发问 钱一民 账几时公开")).toContain("收到 问1");
  expect(await world.says("zhang", "开始")).toBe("H1 定在12月17日，现在就开始？回“。”");
  expect(await world.says("he", "/述职 取消 H1")).toContain("为什么不开");
  expect(await world.says("he", "/述职 取消 H1 和人代会冲突")).toContain("H1 取消了");
  expect(last("v2")).toContain("不开了：和人代会冲突");
  expect(world.toChat(direct("li")).join("\n")).toContain("问1没在会上问，记成意见 O1");
  expect(await world.says("he", "/述职 列表")).toContain("2位（取消了）");
  expect(await world.says("wang", "开始")).not.toContain("H1");
});

test("an admin says who may arrange one, and for how long", async () => {
  await running();
  expect(await world.says("zhou", opening)).toContain("开述职评议会要书记");
  expect(await world.says("admin", "/述职 设置 承办 包村干部")).toContain("承办 包村干部");
  expect(await world.says("admin", "/述职 设置 整改 30")).toContain("整改 30");
  expect(await world.says("admin", "/述职 设置 大屏 开")).toContain("没听懂");
  expect(await world.says("zhou", opening.replace(" 每人：8分钟", ""))).toContain("建好了 H2");
  expect(await world.says("zhou", "撤销")).toContain("撤销了 H2");
});
