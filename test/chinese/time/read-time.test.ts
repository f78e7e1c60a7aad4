import { describe, expect, test } from "@jest/globals";
import {
  formatDay,
  makeCalendar,
  mondayOf,
  parseHolidays,
  startOfDay,
  withoutTime,
} from "../../../src/chinese/time/index.ts";
import { calendar, read } from "./corpus.ts";

const saturday = "2026-11-21T10:00+08:00";

describe("what is left of the sentence", () => {
  test.each([
    ["明早八点提醒我开喇叭", "提醒我开喇叭"],
    ["提醒王主任　明天上午九点　开会", "提醒王主任开会"],
    ["周五前交党费", "交党费"],
    ["三天内把路灯修好", "把路灯修好"],
    ["下周三下午三點開會", "開會"],
    ["修好水管，12月10日前", "修好水管"],
    ["明天下午三点的会", "会"],
    ["每周二、周四下午3点提醒我值班", "提醒我值班"],
  ])("%s leaves %s", (text, rest) => {
    const result = read(text, saturday, "reminder");
    expect(result.kind === "none" ? text : withoutTime(text, result.span)).toBe(rest);
  });

  test("提前半小时 is a second place in the text", () => {
    const text = "明天下午三点开会，提前半小时提醒我";
    const result = read(text, saturday, "reminder");
    expect(result.kind === "none" ? text : withoutTime(text, result.span, result.also)).toBe("开会，提醒我");
  });
});

describe("what is said back", () => {
  test.each([
    ["下周三下午三点开会", "11月25日（周三）15:00"],
    ["腊月廿三提醒我", "2027年1月30日（周六，腊月廿三）8:00"],
    ["明天凌晨3点提醒我", "11月22日（周日）凌晨3:00"],
    ["每周一三五早七点提醒我", "每周一、周三、周五7:00"],
    ["工作日早上八点提醒我", "每个工作日8:00"],
    ["每月最后一个周五下午两点", "每月最后一个周五14:00"],
    ["每年正月十五提醒我", "每年正月十五8:00"],
  ])("%s is echoed as %s", (text, echo) => {
    expect(read(text, saturday, "reminder")).toMatchObject({ echo });
  });

  test.each([
    ["腊月三十提醒我", saturday, "reminder", "这年腊月没有三十，除夕是2月5日"],
    ["5个工作日内办结", "2026-12-29T10:00+08:00", "deadline", "2027年节假日未录入，暂按周一至周五"],
    ["工作日早上八点提醒我", "2026-12-31T10:00+08:00", "reminder", "2027年节假日未录入，暂按周一至周五"],
    ["每月31号提醒我", saturday, "reminder", "没有31日的月份不提醒"],
  ] as const)("%s carries a note", (text, sent, use, note) => {
    expect(read(text, sent, use)).toMatchObject({ note });
  });

  test.each([
    ["下旬提醒我开会", ["11月25日（周三）8:00", "11月30日（周一）8:00"]],
    ["小年提醒我扫院子", ["2027年1月30日（周六）8:00", "2027年1月31日（周日）8:00"]],
    ["12月3日（周五）上午9点提醒我", ["12月3日（周四）9:00", "12月4日（周五）9:00"]],
    ["下周三或者周四提醒我", ["11月25日（周三）8:00", "11月26日（周四）8:00"]],
    ["这周五提醒我送表", ["11月27日（周五）8:00", "12月4日（周五）8:00"]],
  ])("%s is asked with two full dates", (text, choices) => {
    const result = read(text, saturday, "reminder");
    expect(result.kind === "ask" ? result.choices.map((choice) => choice.echo) : result).toEqual(choices);
  });
});

describe("the statutory calendar", () => {
  test("make-up days work, days off do not, other days go by the weekday", () => {
    const days = ["2026-10-10", "2026-10-01", "2026-11-20", "2026-11-21", "2027-10-01"];
    expect(days.map((day) => calendar.isWorkday(day))).toEqual([true, false, true, false, true]);
    expect([calendar.knows(2026), calendar.knows(2027)]).toEqual([true, false]);
  });

  test("a row that is no holiday is named", () => {
    expect(() => parseHolidays("日期,类型,名称\n2026-01-01,休,元旦\n2026-13-01,休,元旦")).toThrow("第3行");
    expect(parseHolidays("\ufeff日期,类型,名称\r\n2026-01-04,班,元旦\r\n")).toHaveLength(1);
    expect(makeCalendar([]).isWorkday("2026-10-01")).toBe(true);
  });
});

test("days are those of Shanghai whatever the host's zone", () => {
  const justAfterMidnight = Date.parse("2026-11-23T00:00+08:00");
  expect(mondayOf(justAfterMidnight)).toBe("2026-11-23");
  expect(mondayOf(justAfterMidnight - 1)).toBe("2026-11-16");
  expect(startOfDay("2026-11-23")).toBe(justAfterMidnight);
  expect(formatDay("2027-01-05", justAfterMidnight)).toBe("2027年1月5日");
});

test.each(["肺活量12.5", "肺活量12.5 ", "肺活量12.5\n"])("a blank after %j makes no date of a measure", (text) => {
  expect(read(text, saturday, "record")).toEqual({ kind: "none" });
});
