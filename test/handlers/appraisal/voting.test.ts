import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, type World } from "../../world.ts";
import { openHall, openThree, slipsOf } from "./hall.ts";

const village = group("village");

describe.each(engines)("a ballot, on %s", (engine) => {
  let world: World;
  let slips: string[];
  beforeEach(async () => {
    world = await openHall(engine);
    slips = await openThree(world);
  });
  afterEach(() => world.close());

  const votes = async (who: string, slip: string | undefined, grades: string) => {
    await world.says(who, `投票 ${slip}`);
    await world.says(who, grades);
    return world.says(who, "投");
  };
  const only = async () => {
    const [row] = await world.store.read.appraisals.inStates("/county/", ["open", "counting", "ready", "deciding"]);
    if (!row) throw new Error("no appraisal");
    return row;
  };
  const standing = () => world.says("sun", "/评议 状态 A1");
  const cast = "好，投进去了。聊天里您写的那条可以长按删掉。";

  test("is shown, filled, and cast once", async () => {
    expect(await world.says("m1", "投票")).toContain(
      "A1 东卧牛村三票两评（党员票）：1班子 2王建国 3张桂兰。1好 2较好 3一般 4差 5不了解。",
    );
    expect(await world.says("m1", "12")).toBe("有3项，写了2个数。从第1项起连着写3个。");
    expect(await world.says("m1", "３号好")).toBe("收好了，还差1、2号。");
    expect(await world.says("m1", "投")).toBe("还差1、2号，没打的算不了解。这样投回“投”。");
    expect(await world.says("m1", "1 2 4")).toBe("3项都收好了。回“投”投进票箱，投了不能改；要改就重写。");
    expect(await world.says("m1", "王建国 较好")).toBe("3项都收好了。回“投”投进票箱，投了不能改；要改就重写。");
    expect(await world.says("m1", "投")).toBe(cast);
    for (const text of ["投", "投票", "1 1 2", "王建国 一般"])
      expect(await world.says("m1", text)).toBe("这张票投过了。");
    expect(world.sealed.join("\n")).not.toMatch(/1 1 2|王建国 一般/);
    expect(await standing()).toContain("党员不足5/6");
  });

  test("of a slip is one, whoever types it how often", async () => {
    expect(await votes("li", slips[0], "121")).toBe(cast);
    expect(await world.says("li", `投票 ${slips[0]}`)).toBe("这张票投过了。");
    expect(await world.says("guest", `投票 ${slips[0]}`)).toBe("票号不对或用过了。");
    const again = world.message("xiuying", `投票 ${slips[1]}`);
    for (let times = 0; times < 3; times += 1) await world.receives(again);
    await world.says("xiuying", "333");
    const casting = world.message("xiuying", "投");
    for (let times = 0; times < 3; times += 1) await world.receives(casting);
    // the grandchild's phone takes over what was begun on another, and what was filled there is gone
    await world.says("guest", `投票 ${slips[2]}`);
    await world.says("guest", "444");
    expect(await world.says("li", `投票 ${slips[2]}`)).toContain("群众票");
    expect(await world.says("guest", "投")).not.toBe(cast);
    expect(await world.says("li", "111")).toContain("3项都收好了");
    expect(await world.says("li", "投")).toBe(cast);
    const rights = await world.store.read.ballots.turnout((await only()).id);
    expect([...rights.values()].map(({ voted }) => voted).sort()).toEqual([0, 3]);
  });

  test("is cast once by two phones at once", async () => {
    for (const who of ["li", "xiuying"]) await world.says(who, `投票 ${slips[0]}`);
    await world.says("xiuying", "123");
    await Promise.all(["li", "xiuying", "xiuying"].map((who) => world.accept(world.message(who, "投"))));
    await world.quiet();
    const [voted] = [...(await world.store.read.ballots.turnout((await only()).id)).values()].filter(
      ({ entitled }) => entitled === 8,
    );
    expect(voted?.voted).toBe(1);
    expect((await world.store.read.ballots.castAfter((await only()).id, "", 100)).length).toBe(3);
  });

  // what follows asks SQL nothing that the above does not
  if (engine === "postgres") return;

  test("is cast for three people by one phone, and not for a fourth", async () => {
    for (const slip of slips.slice(0, 3)) expect(await votes("li", slip, "121")).toBe(cast);
    expect(await world.says("li", `投票 ${slips[3]}`)).toBe("一部手机最多替人投3张，这张请换一部手机。");
  });

  test("wrong slips are tried five times an hour", async () => {
    for (let times = 0; times < 5; times += 1)
      expect(await world.says("guest", `投票 AAAA-AAA${"BCDEF"[times]}`)).toBe("票号不对或用过了。");
    expect(await world.says("guest", `投票 ${slips[0]}`)).toContain("一个小时以后再试");
    await world.passes(61 * 60_000);
    expect(await world.says("guest", `投票 ${slips[0]}`)).toContain("群众票");
  });

  test("leaves no word of it, whatever comes of it", async () => {
    const typed = ["3 1 2", "王建国 较好", "3号差", "全一般", "王建国 还行", "31", "312"];
    await world.says("li", `投票 ${slips[0]}`);
    for (const text of typed) await world.says("li", text);
    expect(await world.says("li", "投票", village)).toBe("投票请私聊我。");
    for (const text of ["@小助手 312", "@小助手 王建国 较好"])
      expect(await world.says("li", text, village, { mentioned: true })).toBe("投票请私聊我。");
    for (const text of ["@小助手 312", "@小助手 很满意", "@小助手 全较好", "@小助手 2号差"])
      expect(await world.says("xiuying", text, village, { mentioned: true })).toBe("投票请私聊我。");
    await world.says("li", "投");
    const kept = world.sealed.join("\n");
    for (const text of [...typed, slips[0] ?? ""].filter((one) => one.length > 3 && !sheet(one)))
      expect(kept).not.toContain(text);
    expect(world.sealed.filter((text) => text.includes('"sandbox:li"'))).toEqual([]);
    expect(world.logged.join("\n")).not.toMatch(/312|较好/);
    expect((await world.store.read.records.mine("sandbox:li", null, 10)).length).toBe(0);
  });
  test("taken back or put right before it is cast is filled anew, and stands once it is", async () => {
    expect(await world.says("m1", "/意见 三社路灯不亮")).toContain("O1");
    await world.says("m1", "投票");
    await world.says("m1", "121");
    expect(await world.says("m1", "撤回投票")).toBe("A1 的票还没投：重写就是改，不回“投”就不算。");
    expect(await world.says("m1", "更正 王建国 一般")).toBe("3项都收好了。回“投”投进票箱，投了不能改；要改就重写。");
    expect(await world.says("m1", "投")).toBe(cast);
    for (const text of ["撤销投票", "更正 王建国 较好", "更正 213"])
      expect(await world.says("m1", text)).toBe("投进票箱的收不回，也改不了。");
    // when it was cast is known to nobody: what else was done is named, and taken back after a yes
    const named = "投进票箱的收不回，也改不了。要撤的是 O1（三社路灯不亮）吗？①是";
    expect(await world.says("m1", "撤销")).toBe(named);
    expect(await world.says("m1", "查我的")).toContain("O1");
    expect(await world.says("m1", "撤销")).toBe(named);
    expect(await world.says("m1", "是")).toContain("撤销了 O1");
    world.waits("2026-11-21T16:30+08:00");
    expect(await world.says("m1", "撤销")).toBe("投进票箱的收不回，也改不了。");
    expect(world.sealed.join("\n")).not.toMatch(/王建国 (?:一般|较好)|213/);
    // begun and voted in, it is called off by two or not at all
    expect(await world.says("sun", "撤销 A1")).toContain("撤不了");
    expect(await standing()).toContain("党员不足5/6");
  });

  /** it stands in the sheet that was printed, which goes as soon as it is sent */
  const sheet = (text: string) => /^[A-Z2-9]{4}-/.test(text);

  test("a figure is the answer to what was asked since, a whole ballot is not", async () => {
    await world.says("m1", "投票");
    await world.says("m1", "反映一个问题");
    expect(await world.says("m1", "1 2 1")).toContain("3项都收好了");
    expect(world.sealed.join("\n")).not.toContain("1 2 1");
    await world.passes(31 * 60_000);
    expect(await world.says("m1", "2 2 1")).toBe("票摆出来半个钟头了，这条没留。先发“投票”，再写。");
    expect(world.sealed.join("\n")).not.toContain("2 2 1");
    expect(await world.says("m1", "王建国 好")).toContain("3项都收好了");
  });

  test("and what merely begins like one is an opinion like any other", async () => {
    await world.says("li", `投票 ${slips[0]}`);
    expect(await world.says("li", "王建国家门口的路灯坏了")).toContain("收到 O1");
    expect(await world.says("xiuying", "投票选主任那天我不在，没人通知我")).toContain("收到 O2");
  });

  test("is typed as people type, and none of it becomes an opinion", async () => {
    const heard = (who: string) => async (text: string) => [text, await world.says(who, text)];
    const all = "3项都收好了。回“投”投进票箱，投了不能改；要改就重写。";
    // a slip without the word, as it stands on the paper
    const [li, member] = [heard("li"), heard("m2")];
    expect((await li(`${slips[0]}`))[1]).toContain("群众票");
    expect((await li("怎么投"))[1]).toContain("1班子 2王建国 3张桂兰");
    for (const text of ["1好 2较好 3差", "班子好 王建国较好 张桂兰不了解", "第一个好 第二个较好 第三个一般", "一二一"])
      expect(await li(text)).toEqual([text, all]);
    expect((await li("全部满意"))[1]).toContain("没听懂打哪一档");
    expect((await li("优秀"))[1]).toContain("给谁打的");
    expect((await li("张桂兰 一般，三社路灯也坏了"))[1]).toContain("也没留。打分单独发一条");
    expect((await li("弃权"))[1]).toContain("不回“投”就不算投");
    expect((await li("投"))[1]).toBe(cast);
    for (const text of ["1 2 3 投", "213\n投", "班子较好 王建国差", "全差"])
      expect(await li(text)).toEqual([text, "这张票投过了。"]);
    for (const text of ["我投错了能改吗", "打错了", "重新投"])
      expect(await li(text)).toEqual([text, "投进票箱的收不回，也改不了。"]);
    expect((await member(`票号 ${slips[1]?.toLowerCase()}`))[1]).toContain("群众票");
    expect((await member("AB23-CD34"))[1]).toBe("票号不对或用过了。");
    expect((await member("看不懂"))[1]).toContain("1好 2较好 3一般 4差 5不了解");
    for (const who of ["li", "m2"]) expect(await world.store.read.records.mine(`sandbox:${who}`, null, 10)).toEqual([]);
    expect(world.sealed.join("\n")).not.toMatch(/张桂兰(?:不了解| 一般)|全部满意|优秀|较好 3差|1 2 3 投|213/);
    // who has not asked for a ballot yet is shown it
    for (const [who, text] of [
      ["m4", "213"],
      ["m5", "班子好 王建国差 张桂兰较好"],
      ["m6", "全较好"],
    ] as const) {
      expect((await heard(who)(text))[1]).toContain("这条没留，先看票再写。\nA1 ");
      expect(await world.store.read.records.mine(`sandbox:${who}`, null, 10)).toEqual([]);
      expect((await heard(who)("投"))[1]).toContain("1班子 2王建国");
    }
    expect(world.sealed.join("\n")).not.toMatch(/王建国差/);
    // what is said of other things is heard as ever
    expect((await heard("m1")("怎么投诉村里的砖厂"))[1]).toContain("O1");
    expect((await heard("m3")("订单号 87654321"))[1]).toContain("O2");
  });

  test("whoever has none hears how to get one", async () => {
    expect(await world.says("guest", "投票")).toBe("请跟干部要票号或认领码。有票号的，发：投票 票号");
    expect(await world.says("li", "投票")).toBe("现在没有您的票。手里有票号的，发：投票 票号");
  });

  test("that fails is asked for again, and is not kept to be worked through", async () => {
    await world.says("li", `投票 ${slips[0]}`);
    const { ballotBox } = world.context;
    const sealing = ballotBox.seal;
    Object.assign(ballotBox, {
      seal: () => {
        throw new Error("1 2 1");
      },
    });
    expect(await world.says("li", "1 2 1")).toBe("这条没办成，也没留底，请再发一次。");
    Object.assign(ballotBox, { seal: sealing });
    expect(await world.store.read.inbox.failedCount()).toBe(0);
    expect([...world.sealed, ...world.logged].join("\n")).not.toContain("1 2 1");
    expect(await world.says("li", "1 2 1")).toContain("3项都收好了");
  });

  test("sheets of slips are gone from the outbox once they were sent", async () => {
    const before = slipsOf(world, "sun").length;
    expect(before).toBe(8);
    await world.passes(2 * 60_000);
    const { id } = await only();
    expect(await world.store.write((tables) => tables.ballots.forgetSheets(id))).toBe(true);
    expect(await world.store.read.outbox.recordsOf("sandbox:town:direct:sun", { text: "A1 群众票" }, 0)).toEqual([]);
  });

  test("nothing that was frozen can be changed", async () => {
    expect(await world.says("sun", "/评议 票号 A1 群众 20")).toContain("不能改");
    expect(await world.says("sun", "/评议 名单 A1 党员 陈一、陈二")).toContain("名单不能再改");
    expect(await world.says("sun", "/评议 三定 A1 2 格次：好；奖惩：无；帮扶：无")).toContain("还没计完票");
    expect(await world.says("sun", "/评议 结果 A1")).toContain("不能这样");
    expect(world.toChat(direct("sun")).join("\n")).not.toContain("陈一投");
  });
});
