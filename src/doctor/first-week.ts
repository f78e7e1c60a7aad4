import type { Some } from "../store/tables/upkeep.ts";
import type { Tables } from "../store/tables.ts";

/** One thing that a new place has to have before people can use it. */
export type Step = {
  readonly key: "places" | "people" | "groups" | "claims";
  readonly what: string;
  readonly isDone: boolean;
  /** villages, or people, that lack it; 0 where there is none of it at all */
  readonly left: number;
  /** how far it is */
  readonly says: string;
  /** the page of the console where it is done; null: in the chat */
  readonly page: string | null;
  /** the empty sheet for it */
  readonly template: string | null;
  /** the line to type in the chat */
  readonly line: string | null;
};

/** What there is of it, in the order in which it is to be had. */
export async function firstWeek({ upkeep }: Pick<Tables, "upkeep">, path: string): Promise<readonly Step[]> {
  const { places, people, groups } = await upkeep.counts(path);
  const bare = await upkeep.villagesWithoutGroup(path);
  const silent = await upkeep.cadresWithoutAccount(path);
  const sheet = (template: string) => ({ page: "imports", template, line: null });
  return [
    {
      key: "places",
      left: 0,
      what: "地点",
      isDone: places > 1,
      says: places > 1 ? `${places}个` : "还没有",
      ...sheet("places"),
    },
    {
      key: "people",
      left: 0,
      what: "名册",
      isDone: people > 0,
      says: people > 0 ? `${people}人` : "还没有人",
      ...sheet("people"),
    },
    {
      ...{
        key: "groups" as const,
        left: groups === 0 ? 0 : bare.count,
        what: "群",
        isDone: groups > 0 && bare.count === 0,
        page: "groups",
        template: null,
        line: "/绑定",
      },
      says:
        groups === 0
          ? "一个也没有绑定"
          : bare.count === 0
            ? `${groups}个`
            : `绑了${groups}个，还有${bare.count}个村没有：${named(bare)}`,
    },
    {
      ...{
        key: "claims" as const,
        left: silent.count,
        what: "认领",
        isDone: people > 0 && silent.count === 0,
        page: "roster",
        template: null,
        line: null,
      },
      says:
        people === 0
          ? "先有名册"
          : silent.count === 0
            ? "干部都有账号了"
            : `还有${silent.count}个干部没有账号：${named(silent)}`,
    },
  ];
}

const named = ({ names, count }: Some): string => `${names.join("、")}${count > names.length ? "等" : ""}`;
