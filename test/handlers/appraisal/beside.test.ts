import { afterEach, expect, test } from "@jest/globals";
import { direct, group, type World } from "../../world.ts";
import { openHall, openThree } from "./hall.ts";

const village = group("village");
const mentioned = { mentioned: true };
let world: World;
afterEach(() => world.close());

const heard = async (who: string, text: string) => [text, await world.says(who, text)];
/** Opinions that were kept of somebody. */
const kept = async (who: string) => {
  const rows = await world.store.read.records.mine(`sandbox:${who}`, null, 20);
  return rows.map((row) => world.store.read.records.openText(row)).reverse();
};

/** The lamp that somebody asked for is mended, and they are asked whether it is. */
async function mended(who: string): Promise<void> {
  for (const cadre of ["wang", "sun"]) await world.says(cadre, "帮助");
  await world.says(who, "三社路灯不亮");
  await world.says("sun", "/交办 O1 王主任 12月2日前");
  await world.says("wang", "签收");
  await world.says("wang", "办好了 换了灯");
}

test.each([
  ["满意", "O1 记下了“满意”"],
  ["不满意", "O1 记下了不满意"],
  ["一般", "O1 记下了“基本满意”"],
  ["都好了", "O1 记下了“满意”"],
])("who is asked whether it was done says %s of that, whatever ballot was shown", async (text, answer) => {
  world = await openHall();
  const slips = await openThree(world);
  await mended("li");
  await world.says("li", `投票 ${slips[0]}`);
  expect(await world.says("li", text)).toContain(answer);
});

test("what quotes the question whether it was done is no ballot, nor is it once one is cast or in a group", async () => {
  world = await openHall();
  const slips = await openThree(world);
  await mended("li");
  const question = world.toChat(direct("li")).at(-1) ?? "";
  for (const text of [`投票 ${slips[0]}`, "121", "投"]) await world.says("li", text);
  expect(await world.says("li", "满意", direct("li"), { quote: { text: question } })).toContain("O1 记下了“满意”");
  // nobody asks li for anything any more
  const answer = await world.says("li", "三社广场的灯也不亮");
  expect(answer).toContain("收到 O2");
  expect(await world.says("li", "全好", direct("li"), { quote: { text: answer } })).not.toContain("这张票投过了");
  expect(await world.says("li", "全好")).toBe("这张票投过了。");
  await world.says("xiuying", "二社的井盖没了", village, mentioned);
  await world.says("sun", "/交办 O3 王主任 12月2日前");
  await world.says("wang", "办好了 J2 盖上了");
  expect(await world.says("xiuying", "@小助手 满意", village, mentioned)).not.toContain("投票请私聊我");
  expect(await world.says("m1", "@小助手 2号差", village, mentioned)).toBe("投票请私聊我。");
  for (const text of ["@小助手 好的", "@小助手 不好"])
    expect(await world.says("m1", text, village, mentioned)).not.toContain("投票请私聊我");
  const quote = { text: "今年的路修得怎么样" };
  expect(await world.says("m1", "@小助手 满意", village, { ...mentioned, quote })).not.toContain("投票请私聊我");
});

test("an option that a group is asked for is counted and no ballot", async () => {
  world = await openHall();
  await openThree(world);
  await world.says("zhou", "/征求 今年的路修得怎么样？ 选项：满意/一般/不满意 截止：11月23日18:00 群：东卧牛村民群");
  for (const [who, text] of [
    ["li", "@小助手 满意"],
    ["m1", "@小助手 一般"],
    ["m2", "@小助手 不满意"],
  ] as const)
    expect(await world.says(who, text, village, mentioned)).not.toContain("投票请私聊我");
  expect(await world.says("zhou", "/征求 结果 C1")).toContain("已收3人：满意1，一般1，不满意1");
});

test("where another village appraises, a grade in a group is no ballot", async () => {
  world = await openHall();
  await world.says(
    "sun",
    "/评议 新建 三票两评 李家湾村 对象：班子、王建国、张桂兰 截止：今天18:00 监票：李明、丁慧 票：群众 100% 票8",
  );
  for (const text of ["/评议 票号 A1 群众 8", "/评议 开始 A1", "开始"]) await world.says("sun", text);
  expect((await world.store.read.appraisals.inStates("/county/", ["open"])).length).toBe(1);
  expect(await world.says("m1", "@小助手 很满意", village, mentioned)).not.toContain("投票请私聊我");
});

test("short sentences are opinions, with a ballot shown, shown long ago or cast", async () => {
  world = await openHall();
  const slips = await openThree(world);
  const sentences = ["3户没电", "3号停电", "三个人没水喝", "2天没水了"];
  await world.says("li", `投票 ${slips[0]}`);
  for (const text of sentences) await heard("li", text);
  await world.passes(31 * 60_000);
  for (const text of ["王建国请假", "路灯 差", "较好"])
    expect((await heard("li", text))[1]).not.toMatch(/打哪一档|票上|给谁/);
  await world.says("m1", "投票");
  for (const text of ["121", "投"]) await world.says("m1", text);
  for (const text of [...sentences, "王建国请假", "12345", "满意"])
    expect(await heard("m1", text)).not.toEqual([text, "这张票投过了。"]);
  for (const who of ["li", "m1"]) for (const text of sentences) expect((await kept(who)).join(" ")).toContain(text);
  // what grades somebody of the ballot is not kept, and its sender hears that nothing of it is
  expect((await heard("m1", "王建国较好，三社路灯坏了"))[1]).toBe("这张票投过了，这条没留。别的话另发。");
  expect(world.sealed.join("\n")).not.toContain("王建国较好");
});

test("a ballot that is typed before it was asked for is shown, however it is typed, and nothing of it is kept", async () => {
  world = await openHall();
  await openThree(world);
  const ballots = ["王建国较好，张桂兰一般吧", "班子是好的，王建国较好的", "1号好2号较好的", "王建国 较好"];
  for (const [at, text] of ballots.entries()) {
    expect((await heard(`m${at + 1}`, text))[1]).toContain("这条没留，先看票再写。\nA1 ");
    expect(await kept(`m${at + 1}`)).toEqual([]);
  }
  // what fills none is heard as ever
  expect((await heard("m5", "3号地里好多水"))[1]).toContain("O1");
  expect((await heard("m6", "较好"))[1]).not.toContain("这条没留");
  expect(world.sealed.join("\n")).not.toMatch(/王建国\s?较好|张桂兰一般/);
});
