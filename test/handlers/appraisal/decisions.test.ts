import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, group, type World } from "../../world.ts";
import { openHall, openThree } from "./hall.ts";

const evening = "2026-11-21T18:03+08:00";
let world: World;
beforeEach(async () => {
  world = await openHall();
});
afterEach(() => world.close());

const says = (text: string, who = "sun") => world.says(who, text);
const membersVote = async (grades: string) => {
  for (let at = 1; at <= 6; at += 1) for (const text of ["投票", grades, "投"]) await says(text, `m${at}`);
};

describe("before it begins", () => {
  test("what is wrong with it is said, and nothing begins", async () => {
    expect(await says("/评议 新建 百星户 东卧牛村 对象：王建国 截止：今天18:00")).toContain("没有“百星户”这个办法");
    expect(await says("/评议 新建 三票两评 东卧牛村 对象：王建国、某某 截止：今天18:00")).toContain("某某");
    const begun = "/评议 新建 三票两评 东卧牛村 对象：班子、王建国 截止：今天18:00";
    expect(await says(begun, "wang")).toContain("书记、组织委员来办");
    expect(await says(`${begun} 票：群众 50% 票号；党员 30% 名册 监票：李明、丁慧`)).toContain(
      "A1 三票两评 东卧牛村，2个对象",
    );
    expect(await says("/评议 开始 A1")).toContain("权重加起来是80，要100");
    expect(await says(`${begun} 监票：李明`)).toContain("A2");
    expect(await says("/评议 开始 A2")).toContain("群众还没有票号。没开始。例：/评议 票号 A2 群众 40");
    expect(await says("/评议 票号 A2 群众 4")).toContain("不足5张没有结果");
    await says("/评议 票号 A2 群众 6");
    expect(await says("/评议 开始 A2")).toContain("要两位监票");
    expect(await says("/评议 名单 A2 党员 陈一、陈二、陈三")).toContain("党员3人");
    expect(await says("/评议 开始 A2")).toContain("党员只有3人，不足5没有结果");
    expect(await says("/评议 状态 A2", "m1")).toContain("要干部才能用");
  });

  test("its object cannot hold it, and it can be called off", async () => {
    expect(await says("/评议 新建 民主评议 新会镇 对象：孙国华 票：代表 100% 名册 截止：今天18:00")).toContain("A1");
    expect(await says("/评议 开始 A1")).toContain("没有您能动的 A1");
    expect(await says("/评议 新建 民主评议 东卧牛村 对象：王建国 票：代表 100% 名册 截止：今天18:00")).toContain("A2");
    expect(await says("/评议 作废 A2 不办了")).toBe("A2 作废了。");
    expect(await says("/评议 列表")).toContain("A2 民主评议 东卧牛村 11月21日截止（作废）");
  });
});

test("what is said with the number first is done, and what cannot be is answered by what can", async () => {
  await says("/评议 新建 三票两评 东卧牛村 对象：班子、王建国 票：党员 100% 名册 截止：今天18:00");
  expect(await says("A1 名单 党员 陈一、陈二、陈三、陈四、陈五")).toContain("党员5人");
  expect(await says("A1 停止")).toContain("先开始：/评议 开始 A1");
  for (const text of ["/评议 对象 A1 张桂兰", "/评议 权重 A1 党员 50", "更正 A1 截止 明天18:00"])
    expect([text, await says(text)]).toEqual([text, expect.stringContaining("建好就不能改。要改：撤销 A1，重新建")]);
  expect(await says("评议 A1 延期 到11月23日18:00")).toBe("号写在后面：/评议 延期 A1 到11月23日18:00");
  expect(await says("A1 开始")).toContain("回“开始”");
  await says("开始");
  for (const text of ["/评议 加对象 A1 张桂兰", "/评议 权重 A1 党员 50", "更正 A1 截止 明天18:00"])
    expect([text, await says(text)]).toEqual([text, expect.stringContaining("都不能改：改了就推得出谁投了什么")]);
  for (const text of ["/评议 谁没投 A1", "/评议 催一下没投的", "/评议 提醒 A1"])
    expect([text, await says(text)]).toEqual([text, expect.stringContaining("谁投了、谁没投，谁也看不到")]);
  expect(await says("A1 延期 到11月23日18:00")).toContain("只能延这一次");
  expect(await says("A1 名单漏了人吧")).not.toContain("名单不能");
  expect(await says("/评议 随便 A1")).toContain("没听懂");
});

test("paper is counted by one of two and confirmed by the other", async () => {
  await says(
    "/评议 新建 民主评议 东卧牛村 对象：王建国、张桂兰 票：村民代表 100% 纸票 截止：今天18:00 监票：李明、丁慧",
  );
  await says("/评议 开始 A1");
  expect(await says("开始")).toContain("A1 开始投票");
  expect(await says("/评议 录票 A1 发36 收34 1：称职30 不称职4", "liming")).toContain("还差2号。没录");
  expect(await says("/评议 录票 A1 发36 收34 1：称职30 不称职6；2：称职34", "liming")).toContain(
    "加起来36张，比收回的34张多",
  );
  // figures alone stand in the order of the grades; what is not understood is never a count of none
  expect(await says("A1 录票 发36 收34 1：30 3；2：4 0 0", "liming")).toContain("1号没看懂“30 3”");
  expect(await says("A1 录票 发36 收34 1：30 3 1；张桂兰：4 0 0", "liming")).toContain("录了：发36收34，2个对象");
  expect(await says("A1 核对", "dinghui")).toContain("1王建国：称职30 基本称职3 不称职1\n2张桂兰：称职4");
  expect(await says("/评议 录票 A1 村民代表 发36 收34 1：称职30 基本称职3 不称职1；2：称职4", "liming")).toContain(
    "录了：发36收34，2个对象",
  );
  expect(await says("/评议 核对 A1 村民代表 对", "liming")).toContain("录票的人不能自己核对");
  expect(await says("/评议 核对 A1 村民代表 对", "sun")).toContain("没有您能动的");
  expect(await says("/评议 核对 A1 村民代表", "dinghui")).toContain("1王建国：称职30 基本称职3 不称职1");
  expect(await says("/评议 核对 A1 村民代表 对", "dinghui")).toContain("核对好了");
  expect(await says("/评议 录票 A1 村民代表 发36 收34 1：称职34；2：称职34", "liming")).toContain("不能再录");
  await world.passes(evening);
  const result = await says("/评议 结果 A1");
  expect(result).toContain("A1 民主评议 东卧牛村：村民代表34/36。");
  expect(result).toContain("1王建国：93.5，样本34");
  expect(result).toContain("2张桂兰：村民代表样本不足，没有综合分");
});

test("three outcomes are wanted of each object before anything is published", async () => {
  await says(
    "/评议 新建 三评三定 东卧牛村 对象：王建国、张桂兰 票：党员互评 60% 名册；支部考评 40% 合议 截止：今天18:00",
  );
  await says("/评议 开始 A1");
  await says("开始");
  await says("/评议 合议 A1 支部考评 11月20日支委会 1：好 2：较好");
  await membersVote("12");
  await world.passes(evening);
  expect(await says("/评议 公布 A1")).toContain("还差：1号王建国的格次、奖惩、帮扶；2号张桂兰的格次、奖惩、帮扶");
  expect(await says("/评议 三定 A1 2 格次：较好；奖惩：取消评优")).toContain("2号张桂兰还缺帮扶。没记");
  expect(await says("/评议 三定 A1 2 格次：较好；奖惩：取消评优；帮扶：李明结对，每月谈一次")).toContain(
    "还差：1号王建国的格次、奖惩、帮扶",
  );
  expect(await says("/评议 公布 A1")).toContain("1号王建国");
  expect(await says("/简报")).toContain("评议 A1 待三定");
  const settled = await says("/评议 三定 A1 1 格次：好；奖惩：表彰；帮扶：不用");
  expect(settled).toContain("三定齐了");
  const ready = "/交办 李明 帮扶张桂兰（A1定为较好）：结对，每月谈一次 期限：12月21日";
  expect(settled).toContain(`三定齐了。帮扶要落到人，照着发：\n${ready}`);
  expect(settled).not.toContain("帮扶王建国");
  expect(await says("/评议 三定 A1 1 格次：一般；奖惩：表彰；帮扶：不用")).toContain("改要写原因");
  expect(await says("/评议 三定 A1 1 格次：较好；奖惩：表彰；帮扶：不用；原因：抄错了")).toContain("记下了");
  expect(await says("/评议 格次")).toBe("三评三定：较好2");
  expect(await says("/评议 公布 A1")).toContain("各人的结果只告诉本人。");
  // as it was offered it can be sent
  expect(await says(ready)).toMatch(/J1/);
});

test("whoever came out lowest is offered help, a village somebody who goes there, each with the grade it is for", async () => {
  await says(
    "/评议 新建 三评三定 新会镇 对象：王建国、石门村、柳河村 票：党员互评 60% 名册；支部考评 40% 合议 截止：今天18:00",
  );
  await says("/评议 开始 A1");
  await says("开始");
  await says("/评议 合议 A1 支部考评 11月20日支委会 1：差 2：差 3：好");
  await membersVote("441");
  await world.passes(evening);
  await says("/评议 三定 A1 1 格次：差；奖惩：无；帮扶：不用");
  await says("/评议 三定 A1 3 格次：好；奖惩：无；帮扶：无");
  const settled = await says("/评议 三定 A1 2 格次：差；奖惩：无；帮扶：周明驻点");
  expect(settled).toBe(
    [
      "记下了 A1 2号，三定齐了。王建国（A1定为差）写的是不用帮扶；要帮的也在下面。帮扶要落到人，照着发：",
      "/交办 谁 帮扶王建国（A1定为差） 期限：12月21日",
      "/包联 驻点 周明 石门村 一年 目标：一般",
    ].join("\n"),
  );
  expect(await says("/包联 驻点 周明 石门村 一年 目标：一般")).toContain("定了：周明到石门村驻点");
});

test("who failed twice in a row is told to the town's secretary alone, and nothing is said of what follows", async () => {
  const told = () => world.sent.filter(({ text }) => text.includes("连续两次"));
  for (const [at, day] of ["今天", "明天"].entries()) {
    await says(`/评议 新建 民主评议 东卧牛村 对象：王建国、张桂兰 票：党员 100% 名册 截止：${day}18:00`);
    await says(`/评议 开始 A${at + 1}`);
    await says("开始");
    await membersVote("31");
    expect(told()).toEqual([]);
    await says(`/评议 停止 A${at + 1}`);
    await world.passes(60_000);
  }
  expect(told().map(({ to, text }) => [to, text])).toEqual([
    ["sandbox:town:direct:sun", "王建国连续两次不称职（A1、A2），请按《村民委员会组织法》第三十八条核实。"],
  ]);
  expect(await says("/评议 格次 东卧牛村")).toBe("民主评议：称职1 不称职1（上轮后升0、降0）");
});

test("one round is compared with the one before, where both asked the same", async () => {
  const round = "/评议 新建 民主评议 东卧牛村 对象：王建国、张桂兰 票：党员 100% 名册 截止：今天18:00";
  await says(round);
  await says("/评议 开始 A1");
  await says("开始");
  await membersVote("11");
  await says("/评议 停止 A1");
  await world.passes(60_000);
  await says(round.replace("今天", "明天"));
  await says("/评议 开始 A2");
  await says("开始");
  await membersVote("12");
  await says("/评议 停止 A2");
  await world.passes(60_000);
  const result = await says("/评议 结果 A2");
  expect(result).toContain("1王建国：100.0（0.0），样本6");
  expect(result).toContain("2张桂兰：60.0（-40.0），样本6");
  await says("/评议 上轮 A2 58.5 样本1200");
  expect(await says("/评议 结果 A2")).toContain("2张桂兰：60.0（+1.5），样本6");
  await says(round.replace("党员 100% 名册", "全体党员 100% 名册").replace("今天", "明天"));
  await says("/评议 开始 A3");
  await says("开始");
  await membersVote("11");
  await says("/评议 停止 A3");
  await world.passes(60_000);
  expect(await says("/评议 结果 A3")).toContain("1王建国：100.0（口径变了，不比），样本6");
});

describe("an open one", () => {
  beforeEach(async () => {
    expect(await says("/评议 新建 满意度 新会镇 对象：王建国 截止：今天18:00")).toContain("不写“对象：”");
    await says("/评议 新建 满意度 新会镇 截止：今天18:00");
    await says("/评议 开始 A1");
    await says("开始");
  });

  test("is said in the villages' groups, is voted in for the own village, and decides nothing", async () => {
    expect(world.toChat(group("village")).at(-1)).toContain(
      "【A1 满意度】请对书记、第一书记、民警、代办员打分，私聊我发“投票”",
    );
    const voters = ["li", "xiuying", "m1", "m2", "m3"];
    expect(await says("投票", "li")).toContain("A1 新会镇满意度（群众票）：1书记赫振山（东卧牛村）。1很满意");
    for (const who of voters) for (const text of ["投票", "都满意", "投"]) await says(text, who);
    expect(await says("投票", "li")).toBe("这张票投过了。");
    expect(await says("投票", "guest")).toContain("请跟干部要票号或认领码");
    await says("投票 东卧牛村", "guest");
    await says("1", "guest");
    expect(await says("投", "guest")).toContain("投进去了");
    expect(await says("投票 东卧牛村", "guest")).toBe("这张票投过了。");
    await world.passes(evening);
    const result = await says("/评议 结果 A1");
    expect(result).toContain("仅供参考");
    expect(result).toContain("书记 83.3，样本6");
    expect(await says("/评议 三定 A1 1 格次：好；奖惩：无；帮扶：无")).toContain("国办函〔2026〕12号");
    expect(await says("/评议 公布 A1")).toContain("国办函〔2026〕12号");
  });
});

test("an object who has died is struck by two, and what was given goes", async () => {
  const slips = await openThree(world);
  for (const text of [`投票 ${slips[0]}`, "111", "投"]) await says(text, "li");
  expect(await says("/评议 划掉 A1 3")).toContain("请另一方也发");
  expect(await says("/评议 划掉 A1 3")).toContain("请另一方也发");
  expect(await says("/评议 划掉 A1 3", "liming")).toBe("A1 3号划掉了，打给他的都销毁了。");
  expect(await says(`投票 ${slips[1]}`, "xiuying")).toContain("1班子 2王建国。");
  expect(await says("/评议 延期 A1 到11月23日18:00")).toContain("只能延这一次");
  expect(await says("/评议 延期 A1 到11月24日18:00")).toContain("延过一次了");
  expect(await says("/评议 作废 A1 重来")).toContain("请另一方也发");
  await says("/评议 作废 A1 重来", "dinghui");
  expect(await says(`投票 ${slips[1]}`, "xiuying")).toBe("票号不对或用过了。");
  await world.passes(60_000);
  expect(
    world.context.ballotBox.opener(
      (await world.store.read.appraisals.below("/", { limit: 1, offset: 0 }))[0]?.id ?? "",
    ),
  ).toBeNull();
  expect(world.toChat(direct("sun")).join()).not.toContain("计完票");
});
