import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, test } from "@jest/globals";
import pg from "pg";
import { direct, engines, group, openWorld, type World } from "../../world.ts";
import { openHall, slipsOf, withWatchdog } from "./hall.ts";

let world: World;
afterEach(() => world.close());
const says = (who: string, text: string) => world.says(who, text);
const heard = (who: string) => world.toChat(direct(who)).at(-1) ?? "";
const inGroup = () => world.toChat(group("village")).at(-1) ?? "";
const jury = "陈一、陈二、陈三、陈四、陈五、陈六";

/** Made, begun, filled by as many of the six as are to vote, and counted. */
async function counted(make: string, grades: readonly string[], voters = 6, number = "A1"): Promise<void> {
  await says("sun", make);
  if (make.includes("十星户")) await says("sun", `/评议 名单 ${number} 评议组 ${jury}`);
  await says("sun", `/评议 开始 ${number}`);
  await says("sun", "开始");
  for (let at = 1; at <= voters; at += 1) for (const text of ["投票", ...grades, "投"]) await says(`m${at}`, text);
  await says("sun", `/评议 停止 ${number}`);
  await world.passes(60_000);
}
const members = "票：党员 100% 名册 截止：今天18:00";
const byLaw = `/评议 新建 民主评议 东卧牛村 对象：王建国、张桂兰 ${members}`;
const households = "/评议 新建 十星户 东卧牛村 对象：李大山户、王秀英户 截止：今天18:00";
const askToPublish = async () => {
  await says("sun", "A1 公布");
  await says("sun", "发");
};

describe.each(engines)("on %s", (engine) => {
  test("a result that is voided leaves no grade, and nothing of it waits for anybody", async () => {
    world = await openHall(engine);
    await withWatchdog(world);
    await counted(byLaw, ["13"]);
    expect(await says("sun", "/评议 格次")).toBe("民主评议：称职1 不称职1");
    await askToPublish();
    expect(await says("sun", "A1 作废 名单漏了人")).toBe("A1 作废了。");
    expect(heard("chen")).toBe("A1 请您同意的公布收回了，不用回。");
    expect(await says("chen", "同意")).not.toContain("收回或处理过");
    expect(await says("sun", "/评议 格次")).toBe("还没有格次。");
  });

  test("points of a meeting are whole numbers", async () => {
    world = await openHall(engine);
    await says("sun", "/评议 新建 擂台赛 新会镇 对象：东卧牛村、石门村 票：领导 100% 合议 截止：今天18:00");
    const answer = await says("sun", "/评议 合议 A1 领导 11月20日党委会 1：88.5 2：90");
    expect(answer).toBe("1号“88.5”不行，写0到100的整数。没记。");
    expect(await says("sun", "/评议 合议 A1 领导 11月20日党委会 1：88 2：90")).toContain("A1 领导记好了");
  });
});

test("a star falls for an objection that was found right, and with it the text that waits", async () => {
  world = await openHall();
  await withWatchdog(world);
  await counted(households, ["1111111111", "1111111111"]);
  const strike = "/评议 撤星 A1 王秀英户 致富 原因：核过了";
  expect(await says("sun", strike)).toContain("A1 没有成立的异议，评出来的星不能撤");
  await askToPublish();
  expect(await says("sun", strike)).toContain("没有成立的异议");
  // asked again before anybody let it go, it puts nothing right
  expect(await says("sun", "A1 公布")).not.toContain("更正前面的公布");
  await says("sun", "发");
  await says("chen", "A1 同意");
  await says("li", "异议 A1 王秀英家还没脱贫");
  await says("sun", "A1 异议成立 O1 核过了");
  await askToPublish();
  expect(await says("sun", strike)).toContain("王秀英户的致富撤了");
  expect(heard("chen")).toBe("A1 请您同意的公布收回了，不用回。");
  expect(await says("chen", "A1 同意")).not.toContain("同意公布，发到");
  await askToPublish();
  await says("chen", "A1 同意");
  expect(inGroup()).toContain("王秀英户：守法、养教、和睦、文化、卫生、新风、节能、健康、功德（9星）");
});

test("who left the post for which they were asked lets nothing go out", async () => {
  world = await openHall();
  await withWatchdog(world);
  await counted(byLaw, ["11"]);
  await askToPublish();
  await says("admin", "/撤岗 陈守正 东卧牛村");
  expect(await says("chen", "同意")).toBe("您不在岗了，不能同意。A1 退回了，原因告诉写的人了。");
  expect(heard("sun")).toContain("A1 的公布退回了：请他同意的人不在岗了。改好再发：/评议 公布 A1");
  expect(inGroup()).not.toContain("评议公布");
});

test("the mean of a post that one or two hold is nobody's to read in public", async () => {
  world = await openHall();
  await withWatchdog(world);
  await says("sun", "/评议 新建 满意度 东卧牛村 票：群众 100% 票号 截止：今天18:00 监票：李明、丁慧");
  await says("sun", "/评议 票号 A1 群众 6");
  await says("sun", "/评议 开始 A1");
  await says("sun", "开始");
  for (const [at, slip] of slipsOf(world, "sun").entries())
    for (const text of [`投票 ${slip}`, "1", "投"]) await says(`v${Math.floor(at / 3)}`, text);
  await says("sun", "/评议 停止 A1");
  await world.passes(60_000);
  expect(await says("sun", "/评议 结果 A1")).toContain("书记 100.0，样本6");
  const shown = await says("sun", "A1 公布");
  expect(shown).toContain("书记：有结果的不足3位，不公布");
  expect(shown).not.toMatch(/100|样本/u);
});

test("what was counted on paper anew is shown before it is confirmed, and fewer than five are not told", async () => {
  world = await openHall();
  await says(
    "sun",
    "/评议 新建 民主评议 东卧牛村 对象：王建国 票：村民代表 100% 纸票 截止：今天18:00 监票：李明、丁慧",
  );
  await says("sun", "/评议 开始 A1");
  await says("sun", "开始");
  await says("liming", "/评议 录票 A1 村民代表 发36 收34 1：称职30 不称职4");
  expect(await says("dinghui", "/评议 核对 A1 村民代表")).toContain("称职30 不称职4");
  await says("liming", "/评议 录票 A1 村民代表 发36 收4 1：称职3 不称职1");
  const anew = await says("dinghui", "/评议 核对 A1 村民代表 对");
  expect(anew).toContain("又录过一遍，现在是：发36收4。\n1王建国：称职3 不称职1");
  expect(await says("dinghui", "/评议 核对 A1 村民代表 对")).toContain("核对好了");
  expect(await says("sun", "/评议 状态 A1")).toContain("村民代表不足5/36");
});

test("a round is voided by who holds it with one who confirms, and the groups that were called hear it", async () => {
  world = await openHall();
  const votes = "票：党员 60% 名册；群众 40% 开放 截止：今天18:00 监票：李明、丁慧";
  await says("sun", `/评议 新建 三票两评 东卧牛村 对象：班子 ${votes}`);
  await says("sun", "/评议 开始 A1");
  await says("sun", "开始");
  expect(inGroup()).toContain("【A1 三票两评】请对班子打分");
  for (const who of ["liming", "dinghui", "liming"])
    expect(await says(who, "/评议 作废 A1 名单漏了人")).toContain("请另一方也发");
  expect(await says("sun", "/评议 作废 A1 名单漏了人")).toContain("A1 作废了，票和钥匙都销毁");
  expect(inGroup()).toBe("A1 三票两评 东卧牛村作废了，投的票都销毁了。");
});

test("any cadre of the village says that it hangs on the board", async () => {
  world = await openHall();
  await withWatchdog(world);
  await counted(byLaw, ["11"]);
  await askToPublish();
  expect(await says("wang", "A1 已上墙")).toContain("没有您能动的 A1");
  await says("chen", "A1 同意");
  expect(await says("li", "A1 已上墙")).toContain("要干部才能用");
  expect(await says("wang", "A1 已上墙")).toContain("A1 11月21日上墙");
});

test("what has nothing left to be decided of it may go out", async () => {
  world = await openHall();
  await withWatchdog(world);
  await counted(`/评议 新建 三评三定 东卧牛村 对象：班子 ${members}`, ["1"], 3);
  expect(await says("sun", "/评议 列表")).toContain("（待定）");
  await askToPublish();
  expect(await says("chen", "A1 同意")).toBe("A1 同意公布，发到1个村民群。");
});

/** Until somebody waits in this database for what somebody else has in hand. */
async function waitsIn(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const asked = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while ((await client.query(asked)).rowCount === 0) await setTimeout(20);
  await client.end();
}

test("who decides the last of it while somebody else decides the rest sees both", async () => {
  world = await openHall("postgres");
  await counted(`/评议 新建 三评三定 东卧牛村 对象：班子、王建国 ${members}`, ["11"]);
  const other = await openWorld({ url: world.url, ballotDir: world.ballotDir });
  let second: Promise<string> | undefined;
  await other.store.write(async (tables) => {
    const [row] = await tables.appraisals.inStates("/county/", ["deciding"]);
    if (!row) throw new Error("no appraisal");
    await tables.records.change(row, {});
    const [object] = await tables.appraisals.objects(row.id);
    const given = { grade: "好", reward: "表彰", help: "不用", basis: "", at: world.now(), by_id: null };
    await tables.appraisals.decide({ object_id: object?.id ?? "", record_id: row.id, ...given });
    second = says("sun", "/评议 三定 A1 2 格次：好；奖惩：表彰；帮扶：不用");
    await Promise.race([second, waitsIn(world.url)]);
  });
  expect(await second).toContain("三定齐了");
  await other.close();
});
