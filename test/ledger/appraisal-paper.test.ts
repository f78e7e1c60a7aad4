import { describe, expect, test } from "@jest/globals";
import { readPaper } from "../../src/ledger/appraisal-paper.ts";
import { templateCalled } from "../../src/ledger/appraisal-templates.ts";

const objects = ["王建国", "张桂兰"].map((name, at) => ({ position: at + 1, name, struck: 0 }));
const scale = templateCalled("民主评议")?.scale ?? null;
const read = (text: string) => readPaper(text, { objects, scale });
const faultOf = (text: string): string => {
  const found = read(text);
  return "fault" in found ? found.fault : "";
};

describe("totals of a count by hand", () => {
  test.each([
    "发36 收34 1：称职30 基本称职3 不称职1；2：称职34",
    "发36收34 1：称职 30，基本称职 3，不称职 1；2：称职 34",
    "发出36张，收回34张。1号：称职30票、基本称职3票、不称职1票\n2号：称职34票",
    "发36 收34 1：30 3 1；2：34 0 0",
    "发36 收34 王建国：称职30 基本称职3 不称职1；张桂兰：称职34",
    "发36 收34\n1、王建国 称职30 基本称职3 不称职1\n2、张桂兰 称职34",
    "1：30、3、1；2：34、0、0 发36 收34",
  ])("%s", (text) => {
    const found = read(text);
    if ("fault" in found) throw new Error(found.fault);
    const { lines, ...whole } = found;
    expect(whole).toEqual({ out: 36, back: 34 });
    expect(lines.filter(([, , count]) => count > 0)).toEqual([
      [1, 0, 30],
      [1, 1, 3],
      [1, 2, 1],
      [2, 0, 34],
    ]);
  });

  test.each([
    ["1：称职30；2：称职34", "发了几张、收了几张"],
    ["发30 收34 1：称职30；2：称职34", "发了几张、收了几张"],
    ["发36 收34 1：称职30", "还差2号"],
    ["发36 收34", "还差1、2号"],
    ["发36 收34 1：30 3；2：34 0 0", "1号没看懂“30 3”"],
    ["发36 收34 1：三十票称职；2：称职34", "1号没看懂"],
    ["发36 收34 1：；2：称职34", "1号没看懂"],
    ["发36 收34 1：优秀30；2：称职34", "1号没有“优秀”这一档"],
    ["发36 收34 1：称职30 称职4；2：称职34", "“称职”写了两次"],
    ["发36 收34 1：称职30 不称职6；2：称职34", "1号加起来36张，比收回的34张多"],
    ["发36 收34 1：称职30；1：称职4；2：称职34", "1号写了两次"],
    ["发36 收34 1：称职30；2：称职34；3：称职34", "没有3号"],
  ])("%s is refused", (text, fault) => expect(faultOf(text)).toContain(fault));

  test("of numbers each paper's own stands by itself", () => {
    const points = (text: string) => readPaper(text, { objects: objects.slice(0, 1), scale: null });
    expect(points("发6 收5 1：88 92 88 75 100")).toEqual({
      ...{ out: 6, back: 5 },
      lines: [
        [1, 88, 2],
        [1, 92, 1],
        [1, 75, 1],
        [1, 100, 1],
      ],
    });
    expect(points("发6 收5 1：88 101")).toEqual({ fault: "1号的分只有0到100。" });
    expect(points("发6 收5 1：88 92 88 75 100 100")).toEqual({ fault: "1号加起来6张，比收回的5张多。" });
  });
});
