import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { direct, group, openWorld, type World } from "../world.ts";

const whoSays: Readonly<Record<string, string>> = {
  镇书记: "sun",
  镇干部: "zhou",
  村干部: "wang",
  村民: "li",
  管理员: "admin",
};

type Line = {
  readonly number: number;
  readonly who: string;
  readonly inGroup: boolean;
  readonly text: string;
  readonly holds: string;
};

const rows = readFileSync("docs/systems.md", "utf8")
  .split("\n")
  .map((line) => /^\| (\d+) \| (.+?) \| (.+?) \|(.*)\|$/u.exec(line))
  .filter((match) => match !== null)
  .map(([, number = "", what = "", said = "", holds = ""]) => ({
    number: Number(number),
    what,
    said,
    holds: holds.trim(),
  }));

function linesOf({ number, said, holds }: (typeof rows)[number]): Line[] {
  if (said.startsWith("还没有：")) return [];
  const answers = holds.split("<br>").map((one) => one.replaceAll("`", ""));
  return said.split("<br>").map((one, at) => {
    const [, inGroup, who = "", text = ""] = /^(群里)?(\S+) `(.+)`$/u.exec(one) ?? [];
    return {
      number,
      who: whoSays[who] ?? "",
      inGroup: inGroup !== undefined,
      text: text.replaceAll("⏎", "\n"),
      holds: answers[at] ?? "",
    };
  });
}
const lines = rows.flatMap(linesOf);

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.store.write(async (tables) => {
    const tie = async (name: string, kind: "包村" | "代办") => {
      const [cadre] = await tables.people.candidates({ names: [name] }, { path: "/county/" });
      await tables.pairings.add({ cadreId: cadre?.id ?? "", kind, target: "东卧牛村", targetIs: "place" }, world.now());
    };
    const [li] = await tables.people.candidates({ names: ["李大山"] }, { path: "/county/" });
    await tables.roster.correct(li?.id ?? "", { partyMember: true });
    await tie("周明", "包村");
    await tie("王建国", "代办");
    await tables.directory.put({
      matters: ["低保"],
      name: "吴芳",
      title: "民政所",
      phone: "0537-2345678",
      isPublic: true,
    });
    await tables.policies.put({
      ...{ matters: ["高龄补贴"], words: "80岁起每人每月100元", source: "县民政局〔2026〕12号" },
      ...{ from: "2026-03-01", until: null },
    });
  });
});
afterAll(() => world.close());

test("the page tells of all fifty-eight, each with a line and its answer, or why there is none", () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 58 }, (_, at) => at + 1));
  expect(rows.filter(({ said, holds }) => said.startsWith("还没有：") && (said.length < 10 || holds !== ""))).toEqual(
    [],
  );
  expect(lines.filter(({ who, text }) => who === "" || text === "")).toEqual([]);
  expect(lines.filter(({ holds, text }) => holds === "" && text !== "东线")).toEqual([]);
});

test("each line is answered as the page says", async () => {
  const differs: string[] = [];
  for (const { number, who, inGroup, text, holds } of lines) {
    const said = await world.says(who, text, inGroup ? group("village") : direct(who));
    if (!said.includes(holds)) differs.push(`${number} ${text}: ${said}`);
    await world.passes(60_000);
  }
  expect(differs).toEqual([]);
});
