import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { everything } from "../faults/ledgers.ts";
import { direct, type Engine, engines, group, openWorld, type World } from "../world.ts";

type Row = {
  readonly name: string;
  /** who may, and what they say: all turns until it is done */
  readonly by: string;
  readonly says: readonly [string, ...string[]];
  readonly heard: RegExp;
  /** what was said before, by whom */
  readonly given?: readonly (readonly [string, string])[];
  /** without its arguments, and what is asked then */
  readonly missing?: readonly [string, RegExp];
  /** with 卧牛, of which there are two villages */
  readonly place?: string;
  /** with 王秀英, of whom there are two */
  readonly person?: string;
  /** who may not, and what they are told; null: anybody may */
  readonly refuses: readonly [string, RegExp] | null;
  /** in a group of villagers it is carried out too */
  readonly isOpen?: true;
  /** it changes nothing */
  readonly shows?: true;
  /** what takes it back; `leaves`: something of it stays */
  readonly undo?: readonly [string, RegExp, "leaves"?];
  readonly amend?: readonly [string, RegExp];
  /** it is a record: the quoted answer and a recall take it back, and the same words again are the same record */
  readonly isRecord?: true;
};

const villager = ["li", /要干部才能用/] as const;
const cadre = ["zhou", /要书记才能用/] as const;
const secretary = ["sun", /要管理员才能用/] as const;
const record = { undo: ["撤销", /^撤销了/], isRecord: true } as const;
const talked = [["zhou", "/谈心 东卧牛 赫书记 水渠"]] as const;
const visit = { by: "zhou", refuses: villager, ...record } as const;

const rows: readonly Row[] = [
  {
    ...{ name: "登记", by: "sun", says: ["/登记 王强 东卧牛村三社"], heard: /^登记好了/, refuses: villager },
    ...{ missing: ["/登记", /^登记谁/], place: "/登记 王强 卧牛", undo: ["撤销", /没有可撤销/, "leaves"] },
  },
  {
    ...{ name: "登记岗位", by: "sun", says: ["/登记 马骏 石门村 岗位：干部"], heard: /^登记好了/ },
    ...{ refuses: ["wang", /要当地书记|登记村民要当地干部/], undo: ["撤销", /^撤销了登记/, "leaves"] },
  },
  {
    ...{ name: "撤岗", by: "sun", says: ["/撤岗 王建国 东卧牛村"], heard: /^王建国不再担任/, refuses: cadre },
    ...{ missing: ["/撤岗", /^撤谁的岗位/], person: "/撤岗 王秀英", undo: ["撤销", /^撤销了撤岗/] },
  },
  {
    ...{ name: "交接", by: "sun", says: ["/交接 王建国 周明", "交接"], heard: /^交接好了/, refuses: cadre },
    ...{ missing: ["/交接", /^谁交出来/], person: "/交接 王秀英 周明", undo: ["撤销", /^撤销了交接/, "leaves"] },
  },
  {
    ...{ name: "在外", by: "xiuying", says: ["/在外 苏州"], heard: /^记下了/, refuses: null, isOpen: true },
    ...{ missing: ["/在外", /哪个城市/], undo: ["回村", /从苏州回来了/] },
  },
  {
    ...{ name: "回村", by: "li", says: ["/回村"], heard: /从苏州回来了/, refuses: null, isOpen: true },
    undo: ["/在外 苏州", /您在苏州/],
  },
  {
    ...{ name: "改名", by: "admin", says: ["/改名 石门村 石门社区"], heard: /^改好了/, refuses: secretary },
    ...{
      missing: ["/改名", /^哪个地点/],
      place: "/改名 卧牛 大卧牛",
      undo: ["/改名 石门社区 石门村", /^改好了/, "leaves"],
    },
  },
  {
    ...{ name: "合并", by: "admin", says: ["/合并 石门村 柳河村", "合并"], heard: /^合并好了/, refuses: secretary },
    ...{ missing: ["/合并", /^哪个地点并掉/], place: "/合并 卧牛 柳河村", undo: ["撤销", /^撤回了合并/] },
  },
  {
    ...{ name: "谈心", says: ["/谈心 东卧牛 赫书记 低保"], heard: /^记下了 T1/, ...visit },
    ...{ missing: ["/谈心", /^哪个村/], place: "/谈心 卧牛 低保", person: "/谈心 王秀英 医保" },
    amend: ["/更正 T1 问题：路灯", /^T1 更正了/],
  },
  {
    ...{ name: "走访", says: ["/走访 东卧牛三社 老李家 漏雨"], heard: /^记下了 V1/, ...visit },
    ...{ missing: ["/走访", /^走访的哪个村/], place: "/走访 卧牛 修渠", person: "/走访 王秀英 医保" },
    amend: ["更正 V1 东卧牛三社的渠也要修", /^V1 更正了/],
  },
  ...(["接访", "现场", "调研", "宣讲"] as const).map(
    (name): Row => ({
      ...{ name, says: [`/${name} 东卧牛 养殖的事`], heard: /^记下了 V1/, ...visit },
      ...{ missing: [`/${name}`, /哪个村/], place: `/${name} 卧牛 养殖`, amend: ["/更正 V1 问题：路灯", /^V1 更正了/] },
      // going down to the villages is for those above them
      refuses: ["wang", /是镇上和镇以上干部下来做的/],
    }),
  ),
  {
    ...{ name: "备谈", by: "zhou", says: ["/备谈 东卧牛"], heard: /^备谈 东卧牛村/, refuses: villager, shows: true },
    ...{ given: talked, missing: ["/备谈", /^去哪个村谈/], place: "/备谈 卧牛" },
  },
  {
    ...{ name: "四下", by: "zhou", says: ["/四下"], heard: /^四下 您/, refuses: villager, shows: true, given: talked },
    place: "/四下 卧牛",
  },
  ...(["民情", "政策笔记", "手记"] as const).map(
    (name): Row => ({
      ...{ name, by: "wang", says: [`/${name} 三社盼修路`], heard: /^记下了 N1/, refuses: villager, ...record },
      ...{ missing: [`/${name}`, /^记什么/], amend: ["/更正 N1 三社盼修桥", /^N1 更正了/] },
    }),
  ),
  {
    ...{
      name: "覆盖",
      by: "sun",
      says: ["/覆盖"],
      heard: /^谈心 1\/5村/,
      refuses: villager,
      shows: true,
      given: talked,
    },
    place: "/覆盖 走访 卧牛",
  },
  {
    ...{ name: "专项", by: "sun", says: ["/专项 新建 冬季走访 走访 各社 到12月31日"], heard: /开始了/, refuses: cadre },
    ...{ missing: ["/专项 新建", /^哪个专项/], undo: ["撤销", /^撤销了专项/] },
    amend: ["更正 专项 冬季走访 到1月15日", /^专项“冬季走访”改成/],
  },
  {
    ...{ name: "包联", by: "sun", says: ["/包联"], heard: /^包村 0\/5村/, refuses: villager, shows: true },
    ...{ place: "/包联 卧牛", person: "/包联 王秀英" },
  },
  {
    ...{ name: "查", by: "sun", says: ["/查 东卧牛"], heard: /^东卧牛村最近\n谈心：/, shows: true, given: talked },
    ...{ refuses: ["li", /只给干部看/], place: "/查 卧牛" },
  },
  {
    ...{ name: "审计", by: "sun", says: ["/审计 T1"], heard: /^T1 谈心的来历/, refuses: cadre, shows: true },
    ...{ given: talked, missing: ["/审计", /^哪一条/] },
  },
  {
    ...{
      name: "谁管",
      by: "li",
      says: ["/谁管 低保"],
      heard: /^低保：民政所/,
      refuses: null,
      isOpen: true,
      shows: true,
    },
    missing: ["/谁管", /^什么事/],
  },
  {
    ...{
      name: "电话",
      by: "li",
      says: ["/电话 民政所"],
      heard: /^低保：民政所/,
      refuses: null,
      isOpen: true,
      shows: true,
    },
    missing: ["/电话", /^查谁的/],
  },
  {
    ...{ name: "代办", by: "li", says: ["/代办 医保报销 我爹"], heard: /^收到 O1/, refuses: null, ...record },
    ...{ missing: ["/代办", /^办什么事/], amend: ["/更正 O1 医保报销 我娘", /^O1 更正了/] },
  },
];

/** What only says that somebody spoke, was answered, or asked about. */
const beside = new Set(
  "inbox outbox audit once dialogs lists settings accounts counters moves handovers mergers tickets".split(" "),
);
const village = group("village");

/** What stands, but for what was taken back and what the bot learns of a chat as it speaks there. */
async function standing(world: World): Promise<string[]> {
  const tables = Object.entries(await everything(world.url)).filter(([name]) => !beside.has(name));
  return tables.flatMap(([name, all]) =>
    all
      .filter((row) => row.withdrawn_at === undefined || row.withdrawn_at === null)
      // a sum that is kept of nothing is nothing
      .filter(
        (row) => !(name === "tallies" && Number(row.count) === 0) && !(name === "reach" && Number(row.done) === 0),
      )
      .map((row) => `${name} ${JSON.stringify({ ...row, may_push: "" })}`)
      .sort(),
  );
}

async function openTown(engine: Engine): Promise<World> {
  const world = await openWorld({ engine });
  await world.store.write((tables) =>
    tables.directory.put({ matters: ["低保"], name: "王所长", title: "民政所", phone: null, isPublic: true }),
  );
  return world;
}

/** What changes nothing is tried in one town, and reaches little SQL of its own. */
describe("commands of the ledgers, where nothing comes of them", () => {
  let world: World;
  let before: readonly string[];
  beforeAll(async () => {
    world = await openTown("sqlite");
    for (const [who, words] of talked) await world.says(who, words);
    before = await standing(world);
  });
  afterAll(() => world.close());

  test.each(rows)("$name: what is missing or ambiguous is asked", async ({ by, missing, place, person, shows }) => {
    const [words, question] = missing ?? [];
    if (words && question) {
      expect(await world.says(by, words)).toMatch(question);
      expect(await world.says(by, "取消")).toMatch(shows ? /^好。$/ : /^好，不记了。$/);
    }
    for (const [said, choices] of [
      [place, /①新会镇东卧牛村 ②新会镇西卧牛村/],
      [person, /①王秀英（东卧牛村一社） ②王秀英（西卧牛村一社）/],
    ] as const) {
      if (said === undefined) continue;
      expect(await world.says(by, said)).toMatch(choices);
      await world.says(by, "取消");
    }
    expect(await standing(world)).toEqual(before);
  });

  test.each(rows)("$name: others, and other places, are refused without a word of it", async (row) => {
    const { by, says, refuses, isOpen, name } = row;
    if (refuses) expect(await world.says(refuses[0], says[0])).toMatch(refuses[1]);
    if (!isOpen) {
      const heard = world.toChat(direct(by)).length;
      expect(await world.says(by, says[0], village)).toBe("");
      // what looks up a record is answered in private wherever it is asked
      const alone = world.toChat(direct(by)).slice(heard).join("\n");
      expect(alone).toMatch(name === "查" ? row.heard : /请私聊我/);
      // nobody can be told in private: one line, without what was said
      const line = await world.says(by, says[0], village, { privately: null });
      expect(line).not.toContain(says[0].split(" ").at(-1) ?? "-");
    }
    expect(await standing(world)).toEqual(before);
  });
});

describe.each(engines)("commands of the ledgers on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openTown(engine);
  });
  afterEach(() => world.close());

  test.each(rows)(
    "$name: is done once, is put right and taken back, and a delivery again changes nothing",
    async (row) => {
      for (const [who, words] of row.given ?? []) await world.says(who, words);
      const before = await standing(world);
      for (const words of row.says.slice(0, -1)) await world.says(row.by, words);
      const message = world.message(row.by, row.says.at(-1) ?? "", direct(row.by), { platformId: "p1" });
      await world.receives(message);
      const answer = world.toChat(direct(row.by)).at(-1) ?? "";
      expect(answer).toMatch(row.heard);
      const after = await standing(world);
      const sent = world.sent.length;
      await world.receives(message);
      expect([await standing(world), world.sent.length]).toEqual([after, sent]);
      if (row.shows) return expect(after).toEqual(before);
      expect(after).not.toEqual(before);
      if (row.isRecord && row.by !== "li") expect(await world.says(row.by, row.says[0])).toContain("刚才已记");
      if (row.amend) {
        const [words, changed] = row.amend;
        expect(await world.says(row.by, words)).toMatch(changed);
        expect(await standing(world)).not.toEqual(after);
        expect(await world.says(row.by, "撤销")).toMatch(/^撤销了|还是/);
        expect(await standing(world)).toEqual(after);
      }
      const number = /[A-Z]\d+/.exec(answer)?.[0] ?? "";
      if (row.undo) {
        const [words, undone, leaves] = row.undo;
        expect(await world.says(row.by, row.isRecord ? `${words} ${number}` : words)).toMatch(undone);
        if (leaves === undefined) expect(await standing(world)).toEqual(before);
      }
      if (!row.isRecord) return;
      // once more: the quoted answer takes it back, then a recall
      world.waits(new Date(world.now() + 3 * 60_000).toISOString());
      const again = await world.says(row.by, row.says[0]);
      expect(await world.says(row.by, "撤销", direct(row.by), { quote: { text: again } })).toMatch(/^撤销了/);
      expect(await standing(world)).toEqual(before);
      world.waits(new Date(world.now() + 3 * 60_000).toISOString());
      const recalled = world.message(row.by, row.says[0], direct(row.by), { platformId: "p9" });
      await world.receives(recalled);
      expect(await standing(world)).not.toEqual(before);
      const chat = direct(row.by);
      await world.receives({ type: "recall", key: "recall", platformId: "p9", chat, sentAt: world.now() });
      expect(await standing(world)).toEqual(before);
    },
  );
});
