import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const [village, office] = [group("village"), group("office")];

describe.each(engines)("the opinion desk on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());
  const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";

  test("lists what waits, what is late, what people away said and what was answered, with its age", async () => {
    await world.says("li", "三社水管漏了");
    await world.says("xiuying", "一社没路灯");
    await world.says("wang", "/答复 O2 下周装");
    await world.passes("2026-11-26T10:00:00+08:00");
    await world.says("xiuying", "广场堆着垃圾");
    expect(await world.says("wang", "/意见 列表")).toMatch(
      /^等答复的意见2条：\nO1 .*水管漏了 李大山，在苏州 5天了（等答复）\nO3 .*垃圾 王秀英（等答复）/,
    );
    expect(await world.says("wang", "/意见 列表 外出")).toMatch(/^外出的人等答复的意见1条：\nO1 /);
    // said on a Saturday: Monday to Wednesday have gone by
    expect(await world.says("wang", "/意见 列表 本村 超时")).toMatch(/^东卧牛村超时没答复的意见1条：\nO1 /);
    expect(await world.says("wang", "/意见 列表 已答复")).toMatch(
      /^答复过的意见，最近的在前：\nO2 .*（答复了）\n看一条/,
    );
    expect(await world.says("wang", "/意见 列表 昨天")).toContain("没有等答复的意见");
    expect(await world.says("wang", "/意见 列表 第2页")).toBe("没有更多了。");
    expect(await world.says("wang", "/意见 列表 红色")).toMatch(/^没听懂“红色”，没列。/);
    expect(await world.says("sun", "/意见 列表 本村")).toContain("要看哪个村？");
    expect(await world.says("wang", "/意见 列表 西卧牛")).toContain("西卧牛村或上级");
    expect(await world.says("li", "/意见 列表 超时")).toContain("要干部才能用");
    await world.passes("2026-11-30T10:00:00+08:00");
    expect(await world.says("sun", "/简报")).toContain("未答复2（7天以上1），最久9天");
  });

  test("says on the card who said it to those who may know, and to nobody else", async () => {
    await world.says("li", "三社水管漏了");
    await world.says("xiuying", "匿名 三社水管还漏着");
    expect(await world.says("wang", "O1")).toContain("李大山，在苏州说的");
    expect(await world.says("wang", "O2")).toMatch(/不具名说的/);
    expect(await world.says("wang", "O2")).not.toMatch(/王秀英|unnamed/);
    expect(await world.says("li", "O1")).not.toContain("说的");
    expect(await world.says("xiuying", "O1")).toContain("没有您能看的 O1");
  });

  test("keeps what it was called by whoever said it", async () => {
    for (const [at, label] of ["建议", "诉求", "求助", "异议", "反映"].entries()) {
      await world.says("li", `${label}：公示的名单贴高一点${at}`, village);
      await world.passes(60_000);
      expect(await world.says("wang", `O${at + 1}`)).toContain(`O${at + 1} ${label} 11月21日`);
    }
  });

  test("offers what could be the same matter, joins it only when told, and both hear one answer", async () => {
    await world.says("li", "三社的路灯不亮了，走夜路摔人");
    await world.says("xiuying", "三社路灯坏了好几天");
    await world.says("wang", "你好");
    expect(await world.says("wang", "O2")).toContain("像是同一件事：O1 三社的路灯不亮了");
    expect(await world.says("wang", "O1")).not.toContain("像是同一件事");
    await world.passes("2026-11-23T11:31:00+08:00");
    expect(world.toChat(direct("wang")).join("\n")).toContain("O2 三社路灯坏了好几天（王秀英）（像 O1）");
    expect(await world.says("wang", "/意见 列表")).toContain("意见2条");

    expect(await world.says("wang", "并入 O2 O1")).toContain("O2 并入 O1");
    expect(last("xiuying")).toBe(
      "您说的“三社路灯坏了好几天”（O2）和别人说的 O1 是一件事，一起办，有了答复一起告诉您。",
    );
    expect(await world.says("wang", "/意见 列表")).toMatch(/意见1条：\nO1 /);
    expect(await world.says("xiuying", "查我的")).toContain("并到一起办");
    await world.says("wang", "/答复 O1 周三换灯泡");
    expect(last("li")).toContain("（O1）有答复：周三换灯泡");
    expect(last("xiuying")).toBe("您说的“三社路灯坏了好几天”（O2）有答复：周三换灯泡");
    expect(await world.says("xiuying", "不满意 O2 还是黑的")).toContain("O2 记下了不满意");
    expect(await world.says("wang", "/意见 列表")).toMatch(/意见1条：\nO2 /);
  });

  test("joins nothing with itself, with what is gone, or by somebody without a right to both", async () => {
    await world.says("li", "三社水管漏了");
    await world.says("xiuying", "三社水管漏水");
    await world.says("li", "投诉：王建国贪了低保款");
    await world.says("stranger", "水管漏了");
    await world.says("stranger", "柳河");
    expect(await world.says("wang", "/并入 O1 O1")).toContain("就是这一条");
    expect(await world.says("wang", "/并入 O1 O9")).toContain("没有 O9");
    expect(await world.says("wang", "/并入 O1 O4")).toContain("没有 O4");
    expect(await world.says("sun", "/并入 O3 O1")).toContain("不能并到一起");
    expect(await world.says("li", "/并入 O1 O2")).toContain("要干部才能用");
    await world.says("wang", "/并入 O2 O1");
    expect(await world.says("wang", "撤销")).toContain("撤销了 O2");
    expect(await world.says("wang", "/意见 列表")).toMatch(/意见2条/);
    // whoever said the other takes it back: what was joined to it waits for itself again
    await world.says("wang", "/并入 O2 O1");
    await world.says("li", "撤销 O1");
    expect(await world.says("wang", "/意见 列表")).toMatch(/意见1条：\nO2 /);
  });

  test("takes what came on paper or by phone, in whose words it is, and answers whoever brought it", async () => {
    expect(await world.says("wang", "/意见 代 张老汉 三社路灯不亮")).toBe(
      "记下了 O1：张老汉说的（东卧牛村三社 三社路灯不亮），3个工作日内答复，有答复先告诉您。错了回“撤销”。".replace(
        "东卧牛村三社",
        "三社",
      ),
    );
    expect(await world.says("wang", "/意见 列表")).toContain("三社路灯不亮 张老汉，王建国代记（等答复）");
    expect(await world.says("sun", "/意见 列表", office)).not.toContain("张老汉");
    await world.says("sun", "/答复 O1 周三修");
    expect(last("wang")).toBe("张老汉说的“三社路灯不亮”（O1）有答复：周三修。请转告他");
    expect(await world.says("wang", "/意见 代 张老汉 西卧牛桥塌了")).toContain("西卧牛村或上级");
    expect(await world.says("li", "/意见 代 张老汉 路灯不亮")).toContain("要干部才能用");
    expect(await world.says("wang", "/意见 代")).toBe("替谁记？");
  });

  test("asks which of several is answered under a quoted hand-out", async () => {
    await world.says("wang", "你好");
    await world.says("li", "三社水管漏了");
    await world.says("xiuying", "一社广场堆着垃圾");
    await world.passes("2026-11-23T11:31:00+08:00");
    const told = world.toChat(direct("wang")).find((text) => text.includes("新增意见")) ?? "";
    expect(await world.says("wang", "明天派人去", direct("wang"), { quote: { text: told } })).toBe(
      "“明天派人去”答复哪一条？①O1 三社水管漏了 ②O2 一社广场堆着垃圾",
    );
    expect(await world.says("wang", "2")).toContain("O2 的答复发回本人了");
    expect(last("xiuying")).toContain("明天派人去");
    expect(await world.says("wang", "今天就修", direct("wang"), { quote: { text: told } })).toContain("①O1");
  });

  test("answers with words that begin with a figure, and what begins with one", async () => {
    await world.says("li", "3号井盖没了");
    expect(await world.says("wang", "/答复 O1 3 号井明天盖上")).toBe("O1 的答复发回本人了。");
    expect(last("li")).toBe("您说的“3号井盖没了”（O1）有答复：3 号井明天盖上");
    expect(await world.says("wang", "/答复 1 20 吨水泥到了就修")).toContain("O1 的答复");
    expect(last("li")).toContain("20 吨水泥到了就修");
  });

  test("sends an answer that was taken back again by 恢复", async () => {
    await world.says("li", "三社水管漏了");
    await world.says("wang", "/答复 O1 周三来修");
    await world.says("wang", "撤销");
    expect(await world.says("wang", "/意见 列表")).toContain("O1 ");
    expect(await world.says("wang", "恢复")).toBe("O1 的答复发回本人了。");
    expect(await world.says("wang", "/意见 列表")).toBe("没有等答复的意见。");
    expect(last("li")).toContain("周三来修");
  });

  test("tells the cadre what is hidden of a number, and says whole what anybody may know", async () => {
    await world.store.write((tables) =>
      tables.directory.put({
        matters: ["低保"],
        name: "",
        title: "新会镇民政所",
        phone: "13805371234",
        isPublic: true,
      }),
    );
    const hidden = "号码遮住了一段，要给全号请打电话。";
    await world.says("li", "三社水管漏了");
    expect(await world.says("wang", "/答复 O1 找修水管的老赵13800001234")).toBe(`O1 的答复发回本人了。${hidden}`);
    expect(last("li")).toContain("138****1234");
    expect(await world.says("wang", "/答复 O1 找民政所13805371234，或打0537-2345678")).toBe("O1 的答复发回本人了。");
    expect(last("li")).toContain("找民政所13805371234，或打0537-2345678");
    await world.says("li", "意见：路灯不亮", village);
    expect(await world.says("wang", "/答复 O2 问民政所13805371234")).toBe("O2 的答复发回群里了。");
    expect(world.toChat(village).at(-1)).toBe("答复“路灯不亮”（O2）：问民政所13805371234");
    expect(await world.says("wang", "/答复 O2 打0537-2345678", office)).toContain(hidden);
    expect(world.toChat(village).at(-1)).toContain("0537-***5678");
    // a number that a cut would leave half of
    await world.says("xiuying", `请转告${"很".repeat(4)}着急的老赵，他的号码是13800001234，水管漏了`);
    expect(await world.says("wang", "/意见 列表")).not.toMatch(/1380000|13800001234/);
  });

  test("calls people at once for a cry under the command, and tells them when it is taken back", async () => {
    await world.says("wang", "你好");
    await world.says("sun", "你好");
    const cry = world.message("li", "/意见 三社老王家着火了", direct("li"), { platformId: "p9" });
    await world.receives(cry);
    expect(last("li")).toContain("119");
    expect(last("wang")).toContain("【急】");
    await world.receives({ type: "recall", key: "r9", platformId: "p9", chat: direct("li"), sentAt: world.now() });
    expect(last("wang")).toMatch(/^U1 撤回了/);
    expect(last("sun")).toMatch(/^U1 撤回了/);
    await world.passes(15 * 60_000);
    expect(last("wang")).toMatch(/^U1 撤回了/);
  });

  test("人工 names whom to call, with numbers that are published", async () => {
    await world.store.write((tables) =>
      tables.directory.put({ matters: [], name: "王建国", title: "村委会主任", phone: "0537-2345678", isPublic: true }),
    );
    const said = await world.says("li", "人工");
    expect(said).toContain("要找真人：王建国（村委会主任） 电话0537-2345678");
    expect(said).toContain("110");
  });
});
