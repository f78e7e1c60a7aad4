import { afterEach, describe, expect, test } from "@jest/globals";
import { DatabaseSync } from "@photostructure/sqlite";
import pg from "pg";
import { direct, engines, openWorld, type World } from "../../world.ts";
import { openVillage } from "../motion/village.ts";

let first: World;
afterEach(() => first.close());

const day = 24 * 60 * 60_000;
const now = Date.parse("2026-11-30T10:00:00+08:00");

/** A statement on the database as it lies there, past all that reads it for the bot. */
async function ask(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  if (url.startsWith("sqlite:")) {
    const file = new DatabaseSync(url.slice("sqlite:".length), { readOnly: true });
    try {
      return file.prepare(text).all() as Record<string, unknown>[];
    } finally {
      file.close();
    }
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A year of the village as it is written down: every ledger that a report is told from. */
async function seed(world: World): Promise<void> {
  const all = async (lines: readonly (readonly [string, string])[]) => {
    for (const [who, text] of lines) await world.says(who, text);
  };
  await all([
    ["admin", "/议题 设置 卡住 5"],
    ["zhou", "/谈心 东卧牛 王建国 班子的事"],
    ["zhou", "/谈心 东卧牛 王秀英 养老的事"],
    ["zhou", "/谈心 东卧牛 陈守正 账目公开"],
    ["zhou", "/谈心 李家湾 群众 水渠的事"],
    ["zhou", "/走访 三社李大山 屋顶漏 类别：困难户"],
    ["zhou", "/走访 东卧牛 陈守正 党员冬训"],
    ["li", "意见：三社路灯不亮"],
    ["xiuying", "意见：一社水管漏了要修"],
    ["li", "意见：村口的桥栏杆断了"],
    ["xiuying", "匿名 王建国主任把低保给了他亲戚"],
    ["wang", "/答复 O1 修好了"],
    ["sun", "/交办 王主任 台账补齐 11月24日前"],
    ["sun", "/交办 周明 公示栏更新 12月20日前"],
    ["sun", "/交办 周明 冬春训方案 12月24日前 来源：述职评议"],
    ["sun", "/交办 周明 村口标牌换新 12月25日前 来源：述职评议"],
    ["sun", "/交办 王主任 O3 12月22日前"],
    ["zhou", "办好了 J2 更新了"],
    ["sun", "核实 J2"],
    ["zhou", "办不了 J3 没有经费"],
    ["sun", "核实 J3"],
    ["wang", "签收 J5"],
    ["wang", "办好了 J5 焊上了"],
    ["li", "满意"],
    ["wang", "/议题 新建 修水渠走东线 预算：12万元"],
    ["he", "M1 支委会 11月19日 5/5 同意5"],
    ["wang", "M1 两委会 11月19日 8/7 同意7"],
    ["he", "M1 党员大会 11月20日 42/31 同意29 反对2"],
    ["wang", "/议题 新建 村口装路灯 预算：3万元"],
    ["zhou", "/实事 硬化三社路 1.2公里 12万 东卧牛"],
    ["zhou", "/实事 打机井 2眼 李家湾"],
    ["zhou", "/实事 慰问困难户 3户 1500元 东卧牛"],
    ["sun", "/专项 新建 冬春训 清单：村干部培训、台账上墙 到12月31日"],
    ["he", "/专项 新建 东卧牛年底 清单：公开栏更新 到12月31日"],
    ["zhou", "/办过 村干部培训 东卧牛 36人"],
    ["zhou", "/办过 村干部培训 李家湾 12人"],
    ["zhou", "/办过 台账上墙 东卧牛"],
    ["zhou", "/征求 修水渠走东线还是西线？ 选项：东线/西线 截止：11月23日18:00 群：东卧牛村民群"],
  ]);
  const [motion] = await world.store.read.records.find(["town"], ["motion"], 1);
  await world.store.write(async (tables) => {
    for (const [object, grade] of [
      ["a", "好"],
      ["b", "好"],
      ["c", "较好"],
    ] as const)
      await tables.grades.keep({
        ...{ record_id: motion?.id ?? "", object_id: object, person_id: null, place_id: "东卧牛村", name: "" },
        ...{ scheme: "三评三定", grade, before: null, at: world.now() },
      });
  });
}

const place = "join places p on p.id = r.place_id";
const live = (kind: string) =>
  `from records r ${place} where r.kind = '${kind}' and r.withdrawn_at is null and p.path like '/county/town/%' and r.day between '2026-01-01' and '2026-11-30'`;
const handed = `from records r ${place} join assignments a on a.record_id = r.id where r.withdrawn_at is null and p.path like '/county/town/%' and r.state not in ('held', 'void')`;
const open = "r.state in ('offered', 'working', 'returned')";
const talkedIn = `select distinct v.id from places v join places s on s.path like v.path || '%' join records t on t.place_id = s.id where v.level = 'village' and t.kind = 'talk' and t.withdrawn_at is null`;
const officials = "select person_id from posts where role <> 'villager' and ended_at is null";
const answered =
  "exists (select 1 from moves m where m.record_id = r.id and m.to_state in ('answered', 'adopted') and m.undone_at is null)";

/** Each figure of a draft, as its words have it, and the count that it must be. */
const figures: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^交办超期没办完 (\d+)\/(\d+)件/,
    [`select count(*) n ${handed} and ${open} and r.due_at < ${now}`, `select count(*) n ${handed}`],
  ],
  [
    /^意见没答复 (\d+)\/(\d+)/,
    [
      `select count(*) n ${live("opinion")} and r.state = 'open' and not ${answered}`,
      `select count(*) n ${live("opinion")}`,
    ],
  ],
  [
    /^会上承诺和问题没办结 (\d+)\/(\d+)件/,
    [
      `select count(*) n ${handed} and a.list <> '' and r.state <> 'closed'`,
      `select count(*) n ${handed} and a.list <> ''`,
    ],
  ],
  [
    /^议题停着没往下走 (\d+)\/(\d+)件/,
    [
      `select count(*) n from records r join motions m on m.record_id = r.id where r.state = 'going' and m.stepped_at <= ${now - 5 * day}`,
      `select count(*) n ${live("motion")}`,
    ],
  ],
  [
    /^开会 支委会(\d+)次、两委会(\d+)次/,
    [
      "select count(*) n from assemblies where body = 'branch committee'",
      "select count(*) n from assemblies where body = 'two committees'",
    ],
  ],
  [
    /^和班子成员谈心 (\d+)\/(\d+)次/,
    [`select count(*) n ${live("talk")} and r.with_person_id in (${officials})`, `select count(*) n ${live("talk")}`],
  ],
  [
    /^和党员谈心走访 (\d+)\/(\d+)次/,
    [
      `select count(*) n from (select r.id ${live("talk")} union select r.id ${live("visit")}) x join records r on r.id = x.id join people on people.id = r.with_person_id where people.party_member = 1`,
      `select count(*) n from (select r.id ${live("talk")} union select r.id ${live("visit")}) x`,
    ],
  ],
  [/^开会 党员大会(\d+)次/, ["select count(*) n from assemblies where body = 'party members'"]],
  [
    /^议题 (\d+)件，办结(\d+)件/,
    [`select count(*) n ${live("motion")}`, `select count(*) n ${live("motion")} and r.state = 'done'`],
  ],
  [
    /^征求意见 (\d+)次，有决定 (\d+)次/,
    [`select count(*) n ${live("consultation")}`, `select count(*) n ${live("consultation")} and r.state = 'decided'`],
  ],
  [
    /^谈心 (\d+)次，谈到的村 (\d+)\/(\d+)/,
    [
      `select count(*) n ${live("talk")}`,
      `select count(*) n from (${talkedIn}) x`,
      "select count(*) n from places where level = 'village'",
    ],
  ],
  [/^走访 (\d+)次/, [`select count(*) n ${live("visit")}`]],
  [
    /^答复意见 (\d+)\/(\d+)，最长(\d+)天/,
    [`select count(*) n ${live("opinion")} and ${answered}`, `select count(*) n ${live("opinion")}`, "select 0 n"],
  ],
  [
    /^交办(\d+)件：办结(\d+)、在办(\d+)、超期(\d+)/,
    [
      `select count(*) n ${handed}`,
      `select count(*) n ${handed} and r.state = 'closed'`,
      `select count(*) n ${handed} and r.state <> 'closed' and not (${open} and r.due_at < ${now})`,
      `select count(*) n ${handed} and ${open} and r.due_at < ${now}`,
    ],
  ],
  [
    /响应(\d+)\/(\d+)/,
    [
      `select count(*) n ${handed} and a.responded_at is not null`,
      `select count(*) n ${handed} and r.heard_at is not null`,
    ],
  ],
  [
    /解决(\d+)\/(\d+)/,
    [
      `select count(*) n ${handed} and a.outcome = 'solved' and r.state = 'closed'`,
      `select count(*) n ${handed} and (r.state = 'closed' or (${open} and r.due_at < ${now}))`,
    ],
  ],
  [
    /满意(\d+)\/(\d+)/,
    [
      "select count(*) n from involved where stake = 'asker' and word in ('满意', '基本满意')",
      "select count(*) n from involved where stake = 'asker' and word in ('满意', '基本满意', '不满意')",
    ],
  ],
  [
    /^交办的事办结并解决 (\d+)\/(\d+)件/,
    [`select count(*) n ${handed} and r.state = 'closed' and a.outcome = 'solved'`, `select count(*) n ${handed}`],
  ],
  [
    /^会上承诺和问题办结 (\d+)\/(\d+)件/,
    [
      `select count(*) n ${handed} and a.list <> '' and r.state = 'closed'`,
      `select count(*) n ${handed} and a.list <> ''`,
    ],
  ],
  [
    /^清单 (\d+)项，办了(\d+)\/(\d+)村次/,
    [
      "select count(*) n from campaign_items",
      `select count(*) n ${live("tick")}`,
      "select 2 * count(*) + 1 n from places where level = 'village'",
    ],
  ],
  [/^培训 (\d+)人/, ["select 36 + 12 n"]],
  [/^实事 (\d+)件：/, [`select count(*) n ${live("deed")}`]],
  [
    /^评议格次 好(\d+)、较好(\d+)/,
    ["select count(*) n from grades where grade = '好'", "select count(*) n from grades where grade = '较好'"],
  ],
  [/^议题接着办 (\d+)件/, [`select count(*) n ${live("motion")} and r.state in ('going', 'published')`]],
];

describe.each(engines)("the draft of a report, on %s", (engine) => {
  test("has no figure that is not what a count by hand gives, and no number that opens nothing", async () => {
    first = await openVillage(engine);
    await seed(first);
    const world = await openWorld({ url: first.url, startAt: now });
    let count = 0;
    const hears = (text: string) => world.says("sun", text, direct("sun"), { key: `later${count++}` });
    const draft = await whole(hears);
    const lines = draft.split("\n").filter((line) => !/^【|：$|更多/.test(line));
    const seen = new Set<RegExp>();
    for (const line of lines.filter((text) => !/^\d+月\d+日前办结/.test(text))) {
      const own = figures.filter(([words]) => words.test(line));
      expect([line, own.length > 0]).toEqual([line, true]);
      for (const [words, counts] of own) {
        seen.add(words);
        const said = (words.exec(line) ?? []).slice(1).map(Number);
        const counted: number[] = [];
        for (const count of counts) counted.push(Number((await ask(first.url, count))[0]?.n));
        expect([line, words.source, ...said]).toEqual([line, words.source, ...counted]);
      }
    }
    expect(figures.map(([words]) => words.source).filter((_, at) => !seen.has(figures[at]?.[0] ?? /$/))).toEqual([]);
    expect(draft.indexOf("存在问题：")).toBeLessThan(draft.indexOf("班子建设："));
    const ahead = lines.flatMap((line) => /^\d+月\d+日前办结（(J\d+)）/.exec(line)?.[1] ?? []);
    const due = await ask(first.url, `select r.number ${handed} and ${open} order by r.due_at`);
    expect(ahead).toEqual(due.slice(0, 3).map(({ number }) => `J${number}`));
    // of what was built, the sums of the words themselves
    expect(draft).toContain("机井1件2眼、硬化道路1件1.2公里、帮扶1件3户；资金12.15万元");
    for (const number of new Set(draft.match(/[A-Z]\d+/g)))
      expect([number, await hears(number)]).toEqual([number, expect.stringContaining(number)]);
    expect(draft).not.toMatch(/低保|亲戚|屋顶|困难户|慰问|王建国|李大山|O4|D3|V1/);
    await world.close();
  });
});

/** All pages of it. */
async function whole(hears: (text: string) => Promise<string>): Promise<string> {
  const pages = [await hears("草稿")];
  while (pages.at(-1)?.includes("更多")) pages.push(await hears("更多"));
  return pages.join("\n");
}
