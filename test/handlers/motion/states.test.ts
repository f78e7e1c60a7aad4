import { afterEach, describe, expect, test } from "@jest/globals";
import { everything } from "../../faults/ledgers.ts";
import type { World } from "../../world.ts";
import { last, openVillage } from "./village.ts";

let world: World;
afterEach(() => world.close());

type Who = "he" | "wang" | "chen" | "zhou" | "sun" | "li";
const everybody: readonly Who[] = ["he", "wang", "chen", "zhou", "sun", "li"];
const ofVillage: readonly Who[] = ["he", "wang", "chen"];

/** What may be said, in which states it moves something, and by whom. */
const events: readonly { readonly said: string; readonly moves: Readonly<Partial<Record<State, readonly Who[]>>> }[] = [
  { said: "M1 支委会 11月21日 5/5 同意5", moves: { proposed: ["he"] } },
  { said: "M1 两委会 11月21日 8/8 同意8", moves: {} },
  { said: "M1 党员大会 11月21日 42/40 同意40", moves: {} },
  { said: "M1 成员大会 11月21日 90/80 同意80", moves: {} },
  { said: "M1 村代会 11月21日 36/36 同意36", moves: { deciding: ofVillage } },
  { said: "M1 免征求 都在家", moves: { window: ofVillage } },
  { said: "M1 征求 截止：11月25日21:00", moves: { window: ofVillage } },
  { said: "M1 村代会 11月27日9:00 村部", moves: {} },
  { said: "M1 已授权 2025年3月15日村民会议", moves: alike(["proposed", "window", "deciding"], ofVillage) },
  { said: "M1 附文 第一条 从简", moves: alike(["proposed", "window", "deciding"], ofVillage) },
  { said: "更正 M1 村代会 同意27；原因：数错了", moves: alike(["asked", "published", "rejected"], ofVillage) },
  { said: "更正 M1 预算13万", moves: alike(["proposed", "window", "deciding"], ofVillage) },
  { said: "M1 同 M2", moves: {} },
  { said: "提议村代会", moves: {} },
  { said: "证明 M1", moves: {} },
  { said: "M1 公布", moves: {} },
  { said: "M1 结果 修好了", moves: {} },
  { said: "M1 同意", moves: { asked: ["chen"] } },
  { said: "M1 不同意 金额不对", moves: { asked: ["chen"] } },
  { said: "M1 已上墙", moves: { published: ofVillage } },
  { said: "M1 备案", moves: {} },
  { said: "M1 责令改正 抵触", moves: {} },
  { said: "M1 异议成立 O1 有理", moves: {} },
  {
    said: "M1 重议 再想想",
    moves: alike(["proposed", "window", "deciding", "asked", "published", "stopped", "rejected"], ofVillage),
  },
  {
    said: "M1 停 资金没批",
    moves: alike(["proposed", "window", "deciding", "asked", "published"], [...ofVillage, "sun"]),
  },
];

function alike(states: readonly State[], who: readonly Who[]): Partial<Record<State, readonly Who[]>> {
  return Object.fromEntries(states.map((state) => [state, who]));
}

type State = "proposed" | "window" | "deciding" | "asked" | "published" | "rejected" | "stopped";
const states: readonly State[] = ["proposed", "window", "deciding", "asked", "published", "rejected", "stopped"];

/** Leads a motion to where it is to be tried. */
async function lead(to: State): Promise<void> {
  await world.says("wang", "/议题 新建 修水渠走东线");
  if (to === "proposed") return;
  await world.says("he", "M1 支委会 11月20日 5/5 同意5");
  await world.says("wang", "M1 两委会 11月20日 8/7 同意7");
  await world.says("he", "M1 党员大会 11月20日 42/31 同意29 反对2");
  if (to === "window") return;
  await world.says("wang", "M1 免征求 都说过了");
  await world.says("sun", "M1 同意");
  await world.says("wang", "M1 已授权 2024年3月15日村民会议");
  if (to === "deciding") return;
  if (to === "rejected") {
    await world.says("wang", "M1 村代会 11月20日 36/31 同意4");
    await world.says("wang", "1");
    return;
  }
  await world.says("wang", "M1 村代会 11月20日 36/31 同意28 反对2 弃权1");
  if (to === "stopped") {
    await world.says("wang", "M1 停 先放放");
    return;
  }
  await world.says("wang", "M1 公布");
  await world.says("wang", "发");
  if (to === "asked") return;
  await world.says("chen", "同意");
}

/** All that a motion is, and what hangs of it. */
async function standing(): Promise<string> {
  const all = await everything(world.url);
  const { records = [], motions = [], publications = [], motion_steps = [], motion_texts = [] } = all;
  const record = records
    .filter(({ kind }) => kind === "motion")
    .map(({ state, withdrawn_at }) => [state, withdrawn_at]);
  const steps = motion_steps.map(({ position, result, state, round }) => [position, result, state, round]);
  const points = motions.map(({ point, round, authority, budget }) => [point, round, authority, budget]);
  const texts = motion_texts.map(({ version, text }) => [version, text]);
  return JSON.stringify([
    record,
    points,
    publications.map(({ state, board_from }) => [state, board_from]),
    steps,
    texts,
  ]);
}

describe("each word, in each state, by everybody", () => {
  test.each(states)("%s: whatever is not in the table changes nothing", async (state) => {
    world = await openVillage();
    await lead(state);
    const before = await standing();
    for (const { said, moves } of events)
      for (const who of everybody) {
        if (moves[state]?.includes(who)) continue;
        const answer = await world.says(who, said);
        expect({ who, said, answered: (answer || last(world, who)) !== "" }).toEqual({ who, said, answered: true });
        expect({ who, said, answer, stands: await standing() }).toEqual({ who, said, answer, stands: before });
        // a question that was put is left
        if (answer.includes("①") || answer.includes("回“") || answer.includes("？")) await world.says(who, "取消");
      }
  });

  test.each(
    states.flatMap((state) =>
      events.flatMap(({ said, moves }) => {
        const [who] = moves[state] ?? [];
        return who === undefined ? [] : [[state, said, who] as const];
      }),
    ),
  )("%s: %s moves it", async (state, said, who) => {
    world = await openVillage();
    await lead(state);
    const before = await standing();
    await world.says(who, said);
    expect(await standing()).not.toBe(before);
  });
});
