import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { loadReference } from "../../../src/bot/places.ts";
import { exporters } from "../../../src/import/exported.ts";
import { openPages, type PagesWorld } from "../../web/pages/world.ts";
import { direct, engines, group, type World } from "../../world.ts";
import { fillHall, slipsOf } from "./hall.ts";

// One world of a town for all of it: each appraisal has the next number.
describe.each(engines)("what is promised of appraisals, on %s", (engine) => {
  let pages: PagesWorld;
  let world: World;
  beforeAll(async () => {
    pages = await openPages({ engine });
    world = pages.world;
    await fillHall(world);
  });
  afterAll(() => pages.close());

  const says = (text: string, who = "sun") => world.says(who, text);
  const begins = async (number: number) => {
    await says(`/评议 开始 A${number}`);
    expect(await says("开始")).toContain(`A${number} 开始投票`);
  };
  const ends = async (number: number) => {
    await says(`/评议 停止 A${number}`);
    await world.passes(60_000);
  };
  /** The totals of a panel on paper, typed by one of two and confirmed by the other. */
  const paper = async (number: number, panel: string, totals: string) => {
    expect(await says(`/评议 录票 A${number} ${panel} ${totals}`, "liming")).toContain("录了");
    expect(await says(`/评议 核对 A${number} ${panel} 对`, "dinghui")).toContain("核对好了");
  };

  test("four ballots of a panel: too few to organiser, admin, export, page and digest, and no total", async () => {
    await says("/评议 新建 三票两评 东卧牛村 对象：王建国 票：党员 60% 名册；组织 40% 合议 截止：今天18:00");
    await says("/评议 合议 A1 组织 11月20日镇党委会 1：好");
    await begins(1);
    for (const who of ["m1", "m2", "m3", "m4"]) for (const text of ["投票", "2", "投"]) await says(text, who);
    await ends(1);
    const line = "1王建国：党员样本不足、组织好，没有综合分";
    expect(await says("/评议 结果 A1")).toContain(line);
    const given = /80\.0|88\.0|较好4|综合\d/;
    expect(await says("/评议 结果 A1", "admin")).not.toMatch(given);
    for (const text of ["/简报", "/评议 状态 A1", "/评议 列表", "/评议 格次"])
      expect(await says(text)).not.toMatch(given);
    const { places } = await loadReference(world.store.read);
    for (const [kind, exporter] of Object.entries(exporters)) {
      const { lines } = await exporter({ tables: world.store.read, places, full: true });
      expect([kind, lines.flat().filter((cell) => given.test(cell) || cell.includes("三票两评"))]).toEqual([kind, []]);
    }
    const desk = await pages.atDesk("admin");
    const phone = await pages.signedIn("sun");
    for (const shown of [await desk.get("/console/audit"), await phone.get("/p/town/today")]) {
      expect(shown.status).toBe(200);
      expect(shown.text).not.toMatch(given);
    }
    const { id } = (await world.store.read.appraisals.inStates("/", ["ready"]))[0] ?? { id: "" };
    expect((await world.store.read.appraisals.cells(id)).filter(({ count }) => count === 4)).toEqual([]);
  });

  test("91.5 against 90.0 is +1.5 with its sample; another way of asking is not compared, and decides nothing", async () => {
    await says("/评议 新建 满意度 新会镇 票：群众 100% 纸票 截止：今天18:00 监票：李明、丁慧");
    await begins(2);
    await paper(2, "群众", "发40 收40 1：很满意23 满意17");
    await ends(2);
    expect(await says("/评议 上轮 A2 90.0 样本1200")).not.toContain("没");
    expect(await says("/评议 结果 A2")).toContain("91.5（+1.5），样本40");
    await says("/评议 新建 满意度 新会镇 截止：今天18:00");
    await begins(3);
    for (const who of ["li", "xiuying", "m1", "m2", "m3"])
      for (const text of ["投票", "都满意", "投"]) await says(text, who);
    await ends(3);
    const open = await says("/评议 结果 A3");
    for (const part of ["仅供参考", "口径变了，不比", "样本5"]) expect(open).toContain(part);
    const refused = ["/评议 三定 A3 1 格次：好；奖惩：无；帮扶：无", "/评议 公布 A3"];
    for (const text of refused) expect(await says(text)).toContain("国办函〔2026〕12号");
    expect(await says("/评议 格次")).not.toContain("满意度");
  });

  test("one text short of three nothing is published; twice unfit is one private line and nothing else", async () => {
    const panels = "票：党员互评 60% 纸票；支部考评 40% 合议 截止：今天18:00 监票：李明、丁慧";
    await says(`/评议 新建 三评三定 东卧牛村 对象：王建国、张桂兰 ${panels}`);
    await says("/评议 合议 A4 支部考评 11月20日支委会 1：好 2：好");
    await begins(4);
    await paper(4, "党员互评", "发9 收9 1：好9；2：好9");
    await ends(4);
    await says("/评议 三定 A4 1 格次：好；奖惩：表彰；帮扶：不用");
    expect(await says("/评议 三定 A4 2 格次：好；奖惩：表彰")).toContain("2号张桂兰还缺帮扶。没记");
    expect(await says("/评议 公布 A4")).toContain("还差：2号张桂兰的格次、奖惩、帮扶");
    const before = world.sent.length;
    for (const [number, day] of [
      [5, "今天"],
      [6, "明天"],
    ] as const) {
      const made = `/评议 新建 民主评议 东卧牛村 对象：王建国 票：村民代表 100% 纸票 截止：${day}18:00 监票：李明、丁慧`;
      expect(await says(made)).toContain(`A${number}`);
      await begins(number);
      await paper(number, "村民代表", "发9 收9 1：不称职9");
      await ends(number);
    }
    const told = world.sent.slice(before).filter(({ text }) => /连续|核实|罢免|终止|免职/.test(text));
    expect(told.map(({ to, text }) => [to, text])).toEqual([
      ["sandbox:town:direct:sun", "王建国连续两次不称职（A5、A6），请按《村民委员会组织法》第三十八条核实。"],
    ]);
  });

  test("typed into a group, put right or taken back after it was cast: said in words, and nothing is kept", async () => {
    await says("/评议 新建 三票两评 东卧牛村 对象：王建国、张桂兰 票：党员 100% 名册 截止：今天18:00");
    await begins(7);
    await says("投票", "m1");
    for (const text of ["@小助手 12", "@小助手 张桂兰 较好"])
      expect(await world.says("m1", text, group("village"), { mentioned: true })).toBe("投票请私聊我。");
    await says("21", "m1");
    const own = { chat: direct("m1"), by: "sandbox:m1" };
    expect(await world.says("m1", "投", direct("m1"), { platformId: "cast" })).toContain("投进去了");
    expect(await says("更正 张桂兰 一般", "m1")).toBe("投进票箱的收不回，也改不了。");
    const recall = { type: "recall", key: "r1", platformId: "cast", sentAt: world.now(), ...own } as const;
    for (let times = 0; times < 2; times++) await world.receives(recall);
    expect(world.toChat(direct("m1")).slice(-2)).toEqual([
      "投进票箱的收不回，也改不了。",
      "投进票箱的收不回，还算数：撤回聊天里的话不影响。",
    ]);
    expect(world.sealed.join("\n")).not.toMatch(/小助手 12|张桂兰 (?:一般|较好)/);
    const { id } = (await world.store.read.appraisals.inStates("/", ["open"]))[0] ?? { id: "" };
    expect([...(await world.store.read.ballots.turnout(id)).values()].map(({ voted }) => voted)).toEqual([1]);
    expect(await world.store.read.ballots.castAfter(id, "", 10)).toHaveLength(2);
  });

  test("forty slips, eighteen members of the party and one decision come to what a count by hand comes to", async () => {
    const names = [..."甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"].map((name) => `周${name}`);
    const members = names.map((_, at) => `q${at}`);
    await world.store.write(async (tables) => {
      for (const [at, account] of members.entries()) {
        const place = { homePlaceId: "东卧牛村一社", awayCity: null, partyMember: false, phone: null };
        const id = await tables.people.add({
          ...place,
          name: names[at] ?? "",
          now: world.now(),
        });
        await tables.people.nameAccount(`sandbox:${account}`, id);
      }
    });
    await says("/评议 新建 三票两评 东卧牛村 对象：班子、王建国、张桂兰 截止：今天18:00 监票：李明、丁慧");
    await says(`/评议 名单 A8 党员 ${names.join("、")}`);
    await says("/评议 票号 A8 群众 40");
    await says("/评议 合议 A8 组织 11月20日镇党委会 1：好 2：较好 3：一般");
    await begins(8);
    const slips = slipsOf(world, "sun").slice(-40);
    const phones = slips.map((slip, at) => ({
      who: `p${at}`,
      shows: `投票 ${slip}`,
      grades: ["121", "233", "344"][at % 3] ?? "",
    }));
    const own = members.map((who, at) => ({ who, shows: "投票", grades: at < 6 ? "142" : "215" }));
    for (const says of [({ shows }: (typeof own)[0]) => shows, ({ grades }: (typeof own)[0]) => grades, () => "投"]) {
      const said = [...phones, ...own].map((one) => world.message(one.who, says(one)));
      // each once more, as by a platform that was not answered in time
      await world.acceptsAll(said.flatMap((one) => [one, one]));
      await world.quiet();
    }
    // a slip once more, a wrong one, a stranger
    expect(await says(`投票 ${slips[0]}`, "p0")).toBe("这张票投过了。");
    for (const slip of [slips[1], "AB23-CD45"]) expect(await says(`投票 ${slip}`, "nobody")).toBe("票号不对或用过了。");
    expect(await says("投票", "nobody")).toContain("请跟干部要票号或认领码");
    // nothing of what was frozen is changed, whoever asks
    for (const text of ["票号 A8 群众 41", "名单 A8 党员 周甲、周乙", "对象 A8 赫振山", "权重 A8 群众 50"])
      expect([text, await says(`/评议 ${text}`)]).toEqual([text, expect.stringMatching(/不能(?:再)?改/u)]);
    expect(await says("/评议 状态 A8")).toContain("群众40/40，党员18/18，组织已定");
    await ends(8);
    // slips: 14 of 121, 13 of 233, 13 of 344; members: 6 of 142, 12 of 215. 班子: (1400+1040+780)/40 and (600+960)/18;
    // 王建国: (1120+780+390)/40 and (180+1200)/18; 张桂兰: (1400+780+390)/40 and 480/6, as twelve have no idea
    const result = await says("/评议 结果 A8");
    for (const line of [
      /1班子：群众80\.5（好14 较好13 一般13）、党员86\.7（好6 较好12）、组织好，综合88\.2.*，样本58/u,
      /2王建国：群众57\.3（较好14 一般13 差13）、党员76\.7（好12 差6）、组织较好，综合69\.9.*，样本58/u,
      /3张桂兰：群众64\.3（好14 一般13 差13）、党员80\.0、组织一般，综合67\.7.*，样本46/u,
    ])
      expect(result).toMatch(line);
  });
});
