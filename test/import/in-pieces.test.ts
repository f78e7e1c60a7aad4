import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { loadReference } from "../../src/bot/places.ts";
import { takeTurn, undoImport } from "../../src/bot/unfinished-import.ts";
import { importPeople } from "../../src/cli/import-people.ts";
import { importPlaces } from "../../src/cli/import-places.ts";
import { exporters } from "../../src/import/exported.ts";
import type { Store } from "../../src/store/store.ts";
import { engines, openWorld, type World } from "../world.ts";
import { table } from "./tables.ts";

const header = "姓名,岗位,地点,职务,手机,账号,外出,党员,父名";
const surnames = [..."赵钱李周吴郑冯陈褚卫蒋沈韩杨朱"];
/** More than are written together. */
const many = Array.from(
  { length: 201 },
  (_, n) =>
    `${surnames[n % surnames.length]}${String.fromCodePoint(0x4e00 + n)},村民,西卧牛村,,139${String(n).padStart(8, "0")},,,,`,
);
/** A new holder of what another left, one who is corrected, one whose account goes to another. */
const posts = [
  "钱新,干部,东卧牛村,村委会主任,13700000001,sandbox:qian,,,",
  "王秀英,村民,东卧牛村,,13700000002,sandbox:xiuying,苏州,,",
];

function signal() {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

describe.each(engines)("a long roster on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  async function importing(
    lines: readonly string[],
    store: Store = world.store,
    later = 0,
    flags = new Map<string, string>(),
  ): Promise<string> {
    const said: string[] = [];
    const note = (line: string) => void said.push(line);
    const now = () => world.now() + later;
    const context = { environment: {}, out: note, err: note, input: (async function* () {})(), now };
    await importPeople(table(header, ...lines), "名册.csv", store, flags, context);
    return said.join("\n");
  }
  async function people(): Promise<readonly string[]> {
    const { places } = await loadReference(world.store.read);
    const lines = (await exporters.people?.({ tables: world.store.read, places, full: true }))?.lines ?? [];
    return lines.map((line) => line.join()).sort();
  }
  /** One that lets so many through; then its process is gone. `before`: done before each. */
  const mortal = (writes: number, before: (nth: number) => Promise<void> = async () => undefined): Store => {
    let nth = 0;
    return {
      ...world.store,
      async write(work) {
        if (nth >= writes) throw new Error("killed");
        await before(nth);
        nth += 1;
        return world.store.write(work);
      },
    };
  };

  test("ended anywhere is all there or as it was before, and said; again it goes through, and again changes nothing", async () => {
    await world.says("wang", "/提醒 每周一早8点 交表");
    await world.says("sun", "/撤岗 王建国 东卧牛村");
    const before = await people();
    const outcomes: string[] = [];
    for (let writes = 0; ; writes++) {
      const said = await importing([...many, ...posts], mortal(writes)).catch((error: Error) => error.message);
      if (said !== "killed") {
        expect(said).toContain("导入好了");
        break;
      }
      // the service looks each minute
      await world.passes(60_000);
      const now = await people();
      expect(await world.store.read.imports.unfinished()).toEqual([]);
      if (now.length === before.length) expect(now).toEqual(before);
      else expect(now.filter((line) => /\b1[37]/.test(line)).length).toBeGreaterThanOrEqual(many.length + 1);
      outcomes.push(now.length === before.length ? "as before" : "all");
    }
    // nothing half-written, and both ends were seen
    expect(outcomes.slice(0, 4)).toEqual(Array(4).fill("as before"));
    expect(outcomes).toContain("all");
    expect(outcomes.lastIndexOf("as before")).toBeLessThan(outcomes.indexOf("all"));
    expect(await importing([...many, ...posts])).toBe("导入好了：和原来一样，没有变化。");
    // what the post left behind went with it
    await world.says("qian", "你好");
    expect(await world.says("qian", "/提醒 列表")).toContain("交表");
  });

  test("without the service whoever imports next takes back what was begun, and says so", async () => {
    const before = await people();
    await expect(importing(many, mortal(2))).rejects.toThrow("killed");
    expect((await people()).length).toBeGreaterThan(before.length);
    // its process may live
    await expect(importing(many)).rejects.toThrow("另一份表正在导入，写到200/201");
    expect(await importing(posts, world.store, 60_000)).toMatch(
      /^上次的“名册.csv”没导完（写到200\/201），已经退回去了。要导，再导一遍。\n.*导入好了：新增1，更新1。$/s,
    );
    expect((await people()).length).toBe(before.length + 1);
  });

  test("whose taking back ended halfway was imported and is taken back to its end: it is not said to be imported again", async () => {
    const before = await people();
    await importing(many);
    const [row] = await world.store.read.imports.recent("cli", world.now());
    await world.store.write(({ imports }) => imports.takeBack(row?.id ?? "", world.now()));
    expect(await importing(posts)).toMatch(/^上次撤销“名册.csv”停在半路，已经撤完了。\n.*导入好了：新增1，更新1。$/s);
    expect((await people()).length).toBe(before.length + 1);
  });

  test("messages are answered between its pieces, another is refused in words, whom somebody registers meanwhile is left", async () => {
    const seen: string[] = [];
    const said = await importing(
      many,
      mortal(Number.POSITIVE_INFINITY, async (nth) => {
        if (nth !== 2) return;
        seen.push(await world.says("wang", "查我的"));
        seen.push(await importing(posts).catch((error: Error) => error.message));
        seen.push(await world.says("sun", `/登记 ${many[200]?.split(",")[0]} 西卧牛村 干部`));
      }),
    );
    expect(seen[0]).toContain("王建国");
    expect(seen[1]).toContain("另一份表正在导入，写到200/201：等它写完再导");
    expect(seen[2]).toContain("登记");
    expect(said).toContain("刚刚有人登记或改过，没有写：再导一遍");
    expect(said).toContain("新增200，更新0，跳过1行");
  });

  test("what somebody corrects by hand meanwhile is not corrected back, and is named; an account that goes to another by the file goes", async () => {
    await importing([
      "王芳,干部,东卧牛村,会计,13700000003,sandbox:fang,,,",
      "王兰,村民,东卧牛村,,13700000004,sandbox:lan,,,",
      "王梅,村民,东卧牛村,,13700000005,,,,",
      "王菊,村民,东卧牛村,,13700000006,sandbox:ju,,,",
      "王竹,村民,东卧牛村,,13700000007,sandbox:zhu,,,",
    ]);
    const said = await importing(
      [
        // its account goes to one of the first piece
        "赵早,村民,西卧牛村,,13800000000,sandbox:zhu,,,",
        ...many.slice(1),
        "王芳,干部,东卧牛村,会计,13700000003,sandbox:fang,苏州,,",
        "王兰,村民,东卧牛村,,13700000004,sandbox:lan,苏州,,",
        "王梅,村民,东卧牛村,,13700000005,,苏州,,",
        "王菊,村民,东卧牛村,,13700000006,sandbox:ju,苏州,,",
        "王竹,村民,东卧牛村,,13700000007,sandbox:zhu2,苏州,,",
      ],
      mortal(Number.POSITIVE_INFINITY, async (nth) => {
        if (nth !== 2) return;
        expect(await world.says("sun", "/撤岗 王芳")).toContain("王芳不再担任");
        await world.store.write(async ({ roster }) => {
          const idOf = async (name: string) => (await roster.called([name]))[0]?.id ?? "";
          await roster.correct(await idOf("王兰"), { phone: "13700000099" });
          await roster.unlist("sandbox:ju", await idOf("王菊"));
        });
      }),
    );
    for (const name of ["王芳", "王兰", "王菊"]) expect(said).toContain(`${name}刚刚有人登记或改过，没有写：再导一遍`);
    const { roster } = world.store.read;
    const now = async (name: string) => (await roster.called([name]))[0];
    expect(await now("王芳")).toMatchObject({ posts: [], awayCity: null });
    expect(await now("王兰")).toMatchObject({ phone: "13700000099", awayCity: null });
    expect(await now("王菊")).toMatchObject({ listed: [], awayCity: null });
    expect(await now("王梅")).toMatchObject({ awayCity: "苏州" });
    expect(await now("王竹")).toMatchObject({ awayCity: "苏州", listed: ["sandbox:zhu2"] });
    expect(await now("赵早")).toMatchObject({ listed: ["sandbox:zhu"] });
  });

  test("who comes to be of use while it is taken back stays", async () => {
    await importing(many.map((line, n) => line.replace("西卧", "东卧").replace(",,,,", `,sandbox:p${n},,,`)));
    const { store, now } = world;
    const [row] = await store.read.imports.recent("cli", now());
    const held = { store, now, holder: "here" };
    await store.write(async (tables) => {
      await takeTurn(held, tables);
      await tables.imports.takeBack(row?.id ?? "", now());
    });
    const names = many.map((line) => line.split(",")[0] ?? "");
    const stay: string[] = [];
    const { kept } = await undoImport(held, row?.id ?? "", async () => {
      const [one] = stay.length > 0 ? [] : await store.read.roster.called(names);
      if (!one) return;
      stay.push(one.name);
      const word = { at: now(), account: "sandbox:p", personId: one.id, action: "a", subject: "s" };
      await store.write(({ audit }) => audit.add(word));
    });
    expect([stay.length, kept]).toEqual([1, 1]);
    expect((await store.read.roster.called(names)).map(({ name }) => name)).toEqual(stay);
  });

  test("taken back as a whole, posts that a whole roster ended are held again", async () => {
    const before = await people();
    const whole = new Map([["--whole", ""]]);
    const lines = ["赫振山,书记,东卧牛村,村党支部书记,,,,,", "赵新,村民,东卧牛村,,13700000009,,,,"];
    expect(await importing(lines, world.store, 0, whole)).toContain("不再担任：王建国");
    expect(await importing(lines, world.store, 0, whole)).toContain("新增1，更新0，撤岗1个");
    expect((await people()).join("\n")).not.toContain("王建国,干部");
    const { store, now } = world;
    const [row] = await store.read.imports.recent("cli", now());
    await store.write(({ imports }) => imports.takeBack(row?.id ?? "", now()));
    await world.passes(60_000);
    expect(await people()).toEqual(before);
  });

  test("taken back as a whole, what had followed the posts to others comes back with them", async () => {
    await world.says("sun", "/交办 王建国 三社路灯修好 期限：12月4日");
    expect(await world.says("wang", "/提醒 每周二9点 自己的事")).toContain("R1");
    expect(await world.says("sun", "/提醒 王建国 每周一9点 交表")).toContain("R2");
    const whole = new Map([["--whole", ""]]);
    const lines = [
      "赫振山,书记,东卧牛村,村党支部书记,,,,,",
      "赵新,干部,东卧牛村,村委会主任,13700000009,sandbox:xin,,,",
    ];
    await importing(lines, world.store, 0, whole);
    await importing(lines, world.store, 0, whole);
    expect(await world.says("sun", "J1")).toContain("责任人 赵新");
    const { store, now } = world;
    const [row] = await store.read.imports.recent("cli", now());
    await store.write(({ imports }) => imports.takeBack(row?.id ?? "", now()));
    await world.passes(60_000);
    expect(await world.says("sun", "J1")).toContain("责任人 王建国");
    expect(await world.says("wang", "J1 签收")).toContain("签收");
    expect(await world.says("wang", "/提醒 列表")).toContain("交表");
  });

  test("in the middle of being taken back when its seven days end, it is taken back to its end", async () => {
    const before = await people();
    await importing(posts);
    const { store, now } = world;
    const [row] = await store.read.imports.recent("cli", now());
    await store.write(async ({ imports }) => {
      await imports.takeBack(row?.id ?? "", now());
      await imports.sweep(now() + 8 * 24 * 60 * 60_000);
    });
    await world.passes(60_000);
    expect(await people()).toEqual(before);
  });

  test("read while another is written it is refused once that has ended, and adds nobody twice", async () => {
    const read = signal();
    const over = signal();
    // the first write asks for what was left behind, the second is the first of its own
    const late = mortal(Number.POSITIVE_INFINITY, async (nth) => {
      if (nth !== 1) return;
      read.give();
      await over.given;
    });
    let other: Promise<string> | undefined;
    const first = importing(
      many,
      mortal(Number.POSITIVE_INFINITY, async (nth) => {
        if (nth !== 2) return;
        other = importing(many, late).catch((error: Error) => error.message);
        await read.given;
      }),
    );
    expect(await first).toContain("新增201，更新0。");
    over.give();
    expect(await other).toContain("刚刚另一份表导完了，或者退回去了，这一份没有导：再导一遍。");
    expect(await importing(many)).toBe("导入好了：和原来一样，没有变化。");
    const names = many.map((line) => line.split(",")[0]);
    expect((await people()).filter((line) => names.includes(line.split(",")[0])).length).toBe(201);
  });

  test("of places is seen once all of it is written, ended before it is taken back, and left where the tree changed meanwhile", async () => {
    const sides = [..."东南西北上下前后里外大小新老"];
    const villages = Array.from(
      { length: 201 },
      (_, n) => `${surnames[n % 15]}${sides[Math.floor(n / 15)]}洼村,村,新会镇,`,
    );
    const file = table("名称,级别,上级,别名", ...villages);
    const said: string[] = [];
    const note = (line: string) => void said.push(line);
    const context = { environment: {}, out: note, err: note, input: (async function* () {})(), now: world.now };
    const imports = (store: Store) => importPlaces(file, "地点.csv", store, new Map(), context);
    const seen = async () => (await world.context.reference()).places.index.byId.size;
    const stand = async () => (await world.store.read.places.all()).length;
    const before = await seen();

    await expect(imports(mortal(2))).rejects.toThrow("killed");
    expect([await stand(), await seen()]).toEqual([before + 200, before]);
    await world.passes(60_000);
    expect([await stand(), await seen()]).toEqual([before, before]);

    const renamed = mortal(Number.POSITIVE_INFINITY, async (nth) => {
      if (nth === 2) await world.store.write((tables) => tables.places.changed());
    });
    await expect(imports(renamed)).rejects.toThrow("刚刚有人改了地点");
    expect([await stand(), await seen()]).toEqual([before, before]);

    await imports(world.store);
    await imports(world.store);
    expect(said).toEqual(["导入好了：新增201，更新0。", "导入好了：和原来一样，没有变化。"]);
    expect(await seen()).toBe(before + 201);
  });
});
