import { describe, expect, test } from "@jest/globals";
import { checkDirectory } from "../../src/import/check-directory.ts";
import { checkHolidays } from "../../src/import/check-holidays.ts";
import { checkPairings } from "../../src/import/check-pairings.ts";
import { table } from "./tables.ts";

describe("a holidays file", () => {
  test("dates as people write them", () => {
    const lines = [
      "2026-10-01,休,国庆节",
      "2026/10/2,休,国庆节",
      "2026年10月10日,班,",
      "２０２６．１０．０３,休,国庆节",
    ];
    const { good, bad } = checkHolidays(table("日期,类型,名称", ...lines));
    expect(bad).toEqual([]);
    expect(good.map(({ day, kind, name }) => `${day} ${kind} ${name}`.trim())).toEqual([
      "2026-10-01 休 国庆节",
      "2026-10-02 休 国庆节",
      "2026-10-10 班",
      "2026-10-03 休 国庆节",
    ]);
  });

  test.each([
    ["2026-02-29,休,", "第2行：日期“2026-02-29”不是日期：请写成 2026-10-01"],
    ["10月1日,休,", "第2行：日期“10月1日”不是日期：请写成 2026-10-01"],
    ["2026-10-01,放,", "第2行：类型“放”不认识：可写 休、班"],
  ])("%s", (line, reason) => {
    expect(checkHolidays(table("日期,类型,名称", line)).bad).toEqual([{ row: 2, reason }]);
  });

  test("a day once", () => {
    const { good, bad } = checkHolidays(table("日期,类型,名称", "2026-10-01,休,", "2026/10/01,班,"));
    expect(good).toHaveLength(1);
    expect(bad).toEqual([{ row: 3, reason: "第3行：2026-10-01和第2行重复：一天只写一行" }]);
  });
});

test("pairings: who, what, of which kind", () => {
  const { good, bad } = checkPairings(
    table("干部,对象,类别", "马骏,新会镇/石门村,包村", "马骏,,包村", "马骏,石门村,结对", "马骏,新会镇/石门村,包村"),
  );
  expect(good).toEqual([{ row: 2, cadre: "马骏", target: "新会镇/石门村", kind: "包村" }]);
  expect(bad.map((row) => row.reason)).toEqual([
    "第3行：没写对象：请写村或人，如“新会镇/东卧牛村”",
    "第4行：类别“结对”不认识：可写 包村、联户、第一书记、民警、代办、驻点、助学登记、助学审定",
    "第5行：和第2行重复：删去一行",
  ]);
});

test("pairings: a stay has an end and a goal, and nothing else has", () => {
  const { good, bad } = checkPairings(
    table(
      "干部,对象,类别,到,目标",
      "周明,石门村,驻点,2028年12月31日,好",
      "周明,柳河村,驻点,,",
      "周明,柳河村,包村,2028-12-31,",
      "周明,李家湾村,驻点,两年,好",
    ),
  );
  expect(good).toEqual([
    { row: 2, cadre: "周明", target: "石门村", kind: "驻点", until: "2028-12-31", goal: "好" },
    { row: 3, cadre: "周明", target: "柳河村", kind: "驻点" },
  ]);
  expect(bad.map((row) => row.reason)).toEqual([
    "第4行：只有驻点写“到”和“目标”：包村请空着",
    "第5行：日期“两年”不是日期：请写成 2026-10-01",
  ]);
});

test("directory: inner numbers unless said otherwise", () => {
  const { good, bad } = checkDirectory(
    table("事项,姓名,职务,电话,公开", "低保、医保,吴芳,代办员,0537-1234567,公开", "路灯,,村电工,,", "水,,,,公开"),
  );
  expect(good).toEqual([
    {
      row: 2,
      matters: ["低保", "医保"],
      name: "吴芳",
      title: "代办员",
      phone: "05371234567",
      isPublic: true,
      isMasked: false,
    },
    { row: 3, matters: ["路灯"], name: "", title: "村电工", phone: null, isPublic: false, isMasked: false },
  ]);
  expect(bad).toEqual([{ row: 4, reason: "第4行：姓名和职务都没写：至少写一个" }]);
});
