import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Moment, openMoment } from "../../moment.ts";
import { openPostgresDatabase, type TestDatabase } from "../../services/postgres.ts";
import { smallTown, smallTownFile } from "../../small-town.ts";
import { engines, openWorld, type World } from "../../world.ts";
import { fillVillage, last } from "./village.ts";

type Who = "he" | "wang" | "chen" | "zhou" | "sun" | "li";
const everybody: readonly Who[] = ["he", "wang", "chen", "zhou", "sun", "li"];
const ofVillage: readonly Who[] = ["he", "wang", "chen"];
const ofTown: readonly Who[] = ["sun", "zhou"];

type State = (typeof states)[number];
/** `filing` is a step of rules of a village; `done` last, as time goes on before it. */
const states = [
  ...(["proposed", "window", "deciding", "asked", "published", "rejected", "stopped", "merged", "filing"] as const),
  "done",
] as const;
const going: readonly State[] = ["proposed", "window", "deciding", "asked", "published", "filing"];

/** What may be said of `M#` beside `M1`, another one of the village, in which states it moves something, and by whom. */
const events: readonly { readonly said: string; readonly moves: Readonly<Partial<Record<State, readonly Who[]>>> }[] = [
  { said: "M# 支委会 11月21日 5/5 同意5", moves: { proposed: ["he"] } },
  { said: "M# 两委会 11月21日 8/8 同意8", moves: {} },
  { said: "M# 党员大会 11月21日 42/40 同意40", moves: {} },
  { said: "M# 成员大会 11月21日 90/80 同意80", moves: {} },
  { said: "M# 村代会 11月21日 36/36 同意36", moves: { deciding: ofVillage } },
  { said: "M# 免征求 都在家", moves: { window: ofVillage } },
  { said: "M# 征求 截止：11月25日21:00", moves: { window: ofVillage } },
  { said: "M# 村代会 11月27日9:00 村部", moves: {} },
  { said: "M# 已授权 2025年3月15日村民会议", moves: alike(["proposed", "window", "deciding"], ofVillage) },
  { said: "M# 附文 第一条 从简", moves: alike(["proposed", "window", "deciding"], ofVillage) },
  { said: "更正 M# 村代会 同意27；原因：数错了", moves: alike(["asked", "published", "rejected"], ofVillage) },
  { said: "更正 M# 预算13万", moves: alike(["proposed", "window", "deciding"], ofVillage) },
  { said: "M# 同 M1", moves: {} },
  { said: "提议村代会", moves: {} },
  { said: "证明 M#", moves: {} },
  { said: "M# 公布", moves: {} },
  { said: "M# 结果 修好了", moves: {} },
  { said: "M# 同意", moves: { asked: ["chen"] } },
  { said: "M# 不同意 金额不对", moves: { asked: ["chen"] } },
  { said: "M# 已上墙", moves: { published: ofVillage } },
  { said: "M# 备案", moves: alike(["filing"], ofTown) },
  { said: "M# 责令改正 抵触", moves: alike(["filing"], ofTown) },
  { said: "M# 异议成立 O# 有理", moves: alike(["published"], ["wang", "chen"]) },
  { said: "M# 并入 M1", moves: alike(["proposed", "window", "deciding"], ofVillage) },
  { said: "M# 分开", moves: alike(["merged"], ofVillage) },
  {
    said: "M# 重议 再想想",
    moves: alike([...going, "stopped", "rejected"], ofVillage),
  },
  {
    said: "M# 停 资金没批",
    moves: alike(going, [...ofVillage, "sun"]),
  },
];

function alike(where: readonly State[], who: readonly Who[]): Partial<Record<State, readonly Who[]>> {
  return Object.fromEntries(where.map((state) => [state, who]));
}

let world: World;
let moment: Moment;
let database: TestDatabase | null;
let folder: string;
/** numbers of what is tried: the motion, and the objection to it */
let meant = { motion: "M2", objection: "O0" };

const words = (said: string): string => said.replace("M#", meant.motion).replace("O#", meant.objection);

/** Begins another one and leads it to where it is to be tried. */
async function lead(to: State): Promise<void> {
  const says = (who: Who, text: string) => world.says(who, words(text));
  const all = async (...said: readonly (readonly [Who, string])[]) => {
    for (const [who, text] of said) await says(who, text);
  };
  const template = to === "filing" ? "村规民约" : "4+2";
  const made = await world.says("wang", `/议题 新建 修水渠之${to} 模板：${template}`);
  meant = { motion: /M\d+/u.exec(made)?.[0] ?? "", objection: "O0" };
  if (to === "proposed") return;
  if (to === "merged") return all(["wang", "M# 并入 M1"]);
  await all(["he", "M# 支委会 11月20日 5/5 同意5"], ["wang", "M# 两委会 11月20日 8/7 同意7"]);
  await all(["he", "M# 党员大会 11月20日 42/31 同意29 反对2"]);
  if (to === "window") return;
  await all(["wang", "M# 免征求 都说过了"], ["sun", "M# 同意"]);
  if (to === "filing") return all(["wang", "M# 村民会议 11月20日 户300/210 同意180 反对30"]);
  await all(["wang", "M# 已授权 2024年3月15日村民会议"]);
  if (to === "deciding") return;
  if (to === "rejected") return all(["wang", "M# 村代会 11月20日 36/31 同意4"], ["wang", "1"]);
  await all(["wang", "M# 村代会 11月20日 36/31 同意28 反对2 弃权1"]);
  if (to === "stopped") return all(["wang", "M# 停 先放放"]);
  await all(["wang", "M# 公布"], ["wang", "发"]);
  if (to === "asked") return;
  await all(["chen", "M# 同意"]);
  if (to === "published") {
    meant = { ...meant, objection: /O\d+/u.exec(await says("li", "异议 M# 占了菜地"))?.[0] ?? "" };
    return;
  }
  await all(["wang", "M# 已上墙"]);
  await world.sleeps("2026-11-30T18:01+08:00");
  await all(["wang", "M# 结果 修好了"], ["wang", "发"], ["chen", "M# 同意"], ["wang", "M# 已上墙"]);
  await world.sleeps("2026-12-15T18:01+08:00");
}

/** All that motions are, and what hangs of them. */
async function standing(): Promise<string> {
  const found: unknown[] = [];
  for (const [columns, from] of [
    ["number, state, withdrawn_at, of_id", "records where kind = 'motion'"],
    ["record_id, point, round, authority, budget", "motions"],
    ["id, state, board_from", "publications"],
    ["id, position, result, state, round", "motion_steps"],
    ["record_id, version, text", "motion_texts"],
    ["record_id, kind, other_id", "motion_links"],
  ] as const)
    found.push(await moment.rows(`select ${columns} from ${from} order by ${columns}`));
  return JSON.stringify(found);
}

/** As it is said; a question that was put is left. */
async function hears(who: Who, said: string): Promise<string> {
  const answer = await world.says(who, words(said));
  if (/①|回“|？/u.test(answer)) await world.says(who, "取消");
  return answer || last(world, who);
}

describe.each(engines)("each word, in each state, by everybody, on %s", (engine) => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "chuanmen-motions-"));
    database = engine === "postgres" ? await openPostgresDatabase(smallTown) : null;
    const path = join(folder, "walk.db");
    if (!database) copyFileSync(await smallTownFile(), path);
    world = await openWorld({ url: database?.url ?? `sqlite:${path}` });
    await fillVillage(world);
    await world.says("wang", "/议题 新建 装路灯");
    moment = await openMoment(world.url);
  });
  afterAll(async () => {
    await moment.close();
    await world.close();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(states)(
    "%s: what is in the table moves it, and what is not changes nothing and is answered",
    async (state) => {
      await lead(state);
      await moment.keep();
      const before = await standing();
      for (const { said, moves } of events) {
        const idle = everybody.filter((who) => !moves[state]?.includes(who));
        // all at once, as nothing comes of it
        const answers = await Promise.all(idle.map((who) => hears(who, said)));
        expect({ said, silent: idle.filter((_, at) => answers[at] === "") }).toEqual({ said, silent: [] });
        expect({ said, answers, stands: await standing() }).toEqual({ said, answers, stands: before });
      }
      await moment.back();
      // who may is no matter of the engine: on the other one the first of them says it
      for (const { said, moves } of events)
        for (const who of (moves[state] ?? []).slice(0, engine === "sqlite" ? everybody.length : 1)) {
          const answer = await world.says(who, words(said));
          expect({ who, said, answer, moved: (await standing()) !== before }).toEqual({
            who,
            said,
            answer,
            moved: true,
          });
          await moment.back();
        }
    },
  );
});
