import { describe, expect, test } from "@jest/globals";
import { Roster, type RosterPerson } from "../../../src/chinese/names/index.ts";
import { accusation } from "../../../src/chinese/privacy/complaint.ts";
import fc from "../../property.ts";
import { corpusLines } from "../corpora/corpus-file.ts";
import { variation } from "../corpora/variations.ts";

const post = (id: string, title: string, role = "cadre"): RosterPerson => ({
  id,
  name: id,
  posts: [{ placeId: "v", role, title }],
  homeId: "v",
});
const villager = (id: string): RosterPerson => ({ id, name: id, posts: [], homeId: "v" });
const roster = new Roster([
  post("赫长海", "村党支部书记", "secretary"),
  post("王建国", "村委会主任"),
  post("郭建义", "会计"),
  post("张桂兰", "妇联主任"),
  ...["孙立业", "李大山", "李秀英"].map(villager),
]);

const cases = corpusLines("own-complaints.tsv")
  .filter((line) => line && !line.startsWith("#"))
  .map((line) => {
    const [label = "", text = "", accused = ""] = line.split("\t");
    return { label, text, accused };
  });

function accused(text: string, label: string): string {
  const found = accusation(text, label === "-" ? "" : label, roster);
  if (!found) return "-";
  return [...found.personIds].sort().join("、") || "?";
}

describe("who is accused", () => {
  test("each line, praise and neutral words among them", () => {
    const sorted = (names: string) => names.split("、").sort().join("、");
    expect(cases.map(({ text, label }) => `${text} ${accused(text, label)}`)).toEqual(
      cases.map(({ text, accused }) => `${text} ${sorted(accused)}`),
    );
  });

  test("again, as other phones would send it", () => {
    const picks = fc.array(fc.nat(1000), { minLength: 7, maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...cases), picks, ({ text, label }, picks) => {
        expect(accused(variation(text, picks), label)).toBe(accused(text, label));
      }),
      { numRuns: 600 },
    );
  });

  test("anybody of the roster, whatever their name", () => {
    for (const name of ["方圆", "诸葛明", "艾力", "欧阳建国"]) {
      const of = new Roster([villager(name)]);
      expect(accusation(`${name}霸占水渠`, "", of)).toEqual({ personIds: [name] });
      expect(accusation(`投诉 ${name}`, "投诉", of)).toEqual({ personIds: [name] });
    }
  });

  test("takes time in proportion to the length", () => {
    const spent = (length: number) => {
      const began = process.cpuUsage().user;
      for (const word of ["收了", "不", "给了他", "王", "王主任偏心", "还吃低保"])
        accusation(word.repeat(length / word.length), "投诉", roster);
      return process.cpuUsage().user - began;
    };
    spent(1_000);
    expect(spent(40_000)).toBeLessThan(40 * Math.max(spent(4_000), 10_000));
  });
});
