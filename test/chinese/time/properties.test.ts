import { describe, expect, test } from "@jest/globals";
import { Converter } from "opencc-js/cn2t";
import {
  echoDay,
  echoMoment,
  echoRecurrence,
  formatRecurrence,
  nextOccurrence,
  nextTime,
  readTime,
  sameCorpusForm,
  toCorpusForm,
} from "../../../src/chinese/time/index.ts";
import fc from "../../property.ts";
import { broken, readsAnything, sentAt } from "./anything.ts";
import { type Case, calendar, read, readCases, readForm } from "./corpus.ts";

const cases = [...readCases("time.tsv"), ...readCases("own-time.tsv")];
const anyCase = fc.constantFrom(...cases);
const traditional = Converter({ from: "cn", to: "t" });
const MINUTE = 60_000;

describe("the same sentence written differently", () => {
  const variant: fc.Arbitrary<[Case, string]> = fc
    .tuple(
      anyCase,
      fc.array(fc.nat(99), { minLength: 40, maxLength: 40 }),
      fc.constantFrom("", "。", "！", "~", "～～", "…", "\n", "🙏", "）"),
    )
    .map(([each, dice, end]) => [each, vary(each.text, dice) + end]);

  test("full width, traditional characters, blanks and signs change nothing", () => {
    fc.assert(
      fc.property(variant, ([{ sent, use, expected }, text]) => {
        const form = readForm(text, sent, use);
        expect(sameCorpusForm(form, expected) ? expected : form).toBe(expected);
      }),
      { numRuns: 4000 },
    );
  });

  const filler = fc.constantFrom("呃", "嗯，", "那个", "，", " ", "，呃，");

  test("a pause or a filler between a day and its clock changes nothing, or is asked", () => {
    const seam =
      /^(?:[今明后][天日儿]|大后天|[这下]?周[一二三四五六日]|\d{1,2}月\d{1,2}[日号])(?=[早上中下晚傍]|\d{1,2}[点:]|[一二三四五六七八九十]{1,3}点)/;
    const spoken = cases.filter(({ text, use }) => use !== "record" && seam.test(text));
    expect(spoken.length).toBeGreaterThan(30);
    fc.assert(
      fc.property(fc.constantFrom(...spoken), filler, ({ text, sent, use, expected }, between) => {
        const form = readForm(
          text.replace(seam, (day) => day + between),
          sent,
          use,
        );
        expect([text, between, form === "ask" || sameCorpusForm(form, expected) ? expected : form]).toEqual([
          text,
          between,
          expected,
        ]);
      }),
      { numRuns: 2000 },
    );
  });

  test("a second time appended is never taken for the first", () => {
    const second = fc.constantFrom(
      "，下周五上午九点提醒我",
      "，不对，大后天提醒我",
      "提醒我！不对，大后天提醒我",
      "提醒我~说错了，大后天提醒我",
      "提醒我…不对，大后天提醒我",
      "或者12月28号提醒我",
      "，每天早上八点提醒我",
    );
    const plain = cases.filter(
      ({ text, use, expected }) => use === "reminder" && expected !== "ask" && text.endsWith("提醒我"),
    );
    fc.assert(
      fc.property(fc.constantFrom(...plain), second, ({ text, sent, use, expected }, added) => {
        const alone = read(added.replace(/^(?:，不对，|，|或者)/, ""), sent, use);
        const form = readForm(text.replace(/提醒我$/, "") + added, sent, use);
        const allowed = ["ask", expected, ...(/^(?:past|none)$/.test(expected) ? [toCorpusForm(alone)] : [])];
        // what was not said again of the day taken back stays: its clock
        const said = toCorpusForm(alone).slice(0, 10);
        const corrected = form.slice(0, 10) === said && (/不对|说错了/.test(added) || expected.startsWith(said));
        const fine = corrected || allowed.some((each) => sameCorpusForm(form, each));
        expect([text, added, fine ? "" : form]).toEqual([text, added, ""]);
      }),
      { numRuns: 2000 },
    );
  });

  function vary(text: string, dice: readonly number[]): string {
    return [...text]
      .map((character, index) => {
        const roll = dice[index % dice.length] ?? 0;
        const next = text.charAt(index + 1);
        const gap = roll % 5 === 0 && /\d/.test(character) && /[月日号点年]/.test(next) ? " " : "";
        return written(character, roll) + (roll % 7 === 0 && gap ? "\u3000" : gap);
      })
      .join("");
  }

  function written(character: string, roll: number): string {
    if (roll % 3 === 0 && /[!-~]/.test(character)) return String.fromCharCode(character.charCodeAt(0) + 0xfee0);
    if (roll % 3 === 1 && /[\uff01-\uff5e]/.test(character))
      return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
    return roll % 2 === 0 ? traditional(character) : character;
  }
});

describe("what is echoed", () => {
  test("a moment's echo is read as that moment, also with the lunar date", () => {
    fc.assert(
      fc.property(sentAt, fc.integer({ min: 1, max: 700 * 1440 }), fc.boolean(), (now, minutes, lunar) => {
        const at = now + minutes * MINUTE;
        const echo = echoMoment(at, { now, lunar });
        const result = readTime(echo, { sentAt: now, use: "reminder", calendar });
        expect([echo, result]).toEqual([echo, expect.objectContaining({ kind: "moment", at })]);
      }),
      { numRuns: 3000 },
    );
  });

  test("a past day's echo is read as that day in a record", () => {
    fc.assert(
      fc.property(sentAt, fc.integer({ min: 0, max: 60 }), (now, days) => {
        const day = Math.floor((now + 8 * 60 * MINUTE) / (1440 * MINUTE)) - days;
        const result = readTime(echoDay(day, { now }), { sentAt: now, use: "record", calendar });
        expect(result).toMatchObject({ kind: "day", day: new Date(day * 1440 * MINUTE).toISOString().slice(0, 10) });
      }),
    );
  });

  test("a recurrence's echo is read as that recurrence", () => {
    for (const { text, sent, use } of cases) {
      const result = read(text, sent, use);
      // that of a single day is its times, one beside the other: two times are asked about
      if (result.kind !== "recurrence" || result.rule.kind === "once") continue;
      expect([text, readForm(echoRecurrence(result.rule), sent, use)]).toEqual([text, formatRecurrence(result.rule)]);
    }
  });

  test("every choice offered is read back as itself", () => {
    for (const { text, sent, use } of cases) {
      const result = read(text, sent, use);
      if (result.kind !== "ask" || use === "record") continue;
      for (const choice of result.choices) {
        if (choice.kind === "recurrence") continue;
        const again = read(choice.echo, sent, use);
        expect([text, choice.echo, toCorpusForm(again)]).toEqual([text, choice.echo, toCorpusForm(choice)]);
      }
    }
  });
});

test("a time inside a sentence is read as it is alone", () => {
  const before = fc.constantFrom(
    "",
    "请",
    "老李说",
    "村里的喇叭坏了，",
    "三社缺水的事，",
    "给第3组5户送图纸，",
    "打13800001234，",
    "请大家",
    "修路12.3公里，",
    "王国庆家，",
  );
  const after = fc.constantFrom(
    "",
    "提醒我",
    "，提醒我去看看",
    "开会",
    "，带20本账",
    "提醒我给第3组三户送图纸",
    "。见T214那条",
  );
  fc.assert(
    fc.property(anyCase, before, after, ({ text, sent, use }, lead, tail) => {
      const whole = read(text, sent, use);
      if (use !== "reminder" || (whole.kind !== "moment" && whole.kind !== "recurrence") || whole.also || whole.others)
        return;
      const words = text.slice(whole.span.start, whole.span.end);
      const embedded = read(`${lead}${words}${tail}`, sent, use);
      expect([lead, words, tail, toCorpusForm(embedded)]).toEqual([lead, words, tail, toCorpusForm(whole)]);
    }),
    { numRuns: 3000 },
  );
});

describe("recurrences", () => {
  test("the next ten are strictly increasing and match the rule", () => {
    fc.assert(
      fc.property(anyCase, sentAt, ({ text, use }, now) => {
        const result = readTime(text, { sentAt: now, use, calendar });
        // what is told ahead falls on other days than the rule
        if (result.kind !== "recurrence" || result.rule.ahead) return;
        expect(result.first).toBeGreaterThan(now);
        let last = nextOccurrence(result.rule, now, calendar);
        expect(last).toBe(result.first);
        for (let i = 0; i < 10; i++) {
          const next = nextTime(result.rule, last, calendar);
          if (next === null) break;
          expect(next).toBeGreaterThan(last);
          expect([formatRecurrence(result.rule), matches(formatRecurrence(result.rule), next)]).toEqual([
            formatRecurrence(result.rule),
            true,
          ]);
          last = next;
        }
      }),
      { numRuns: 1500 },
    );
  });

  /** Reads the rule's text, not its data, so that both are held to RFC 5545. */
  function matches(rule: string, at: number): boolean {
    const local = new Date(at + 8 * 60 * MINUTE);
    const clock = `${String(local.getUTCHours()).padStart(2, "0")}:${String(local.getUTCMinutes()).padStart(2, "0")}`;
    if (!rule.startsWith("every:")) return rule.includes(clock);
    const parts = new Map(
      rule
        .slice(6)
        .split(";")
        .map((part) => part.split("=") as [string, string]),
    );
    const list = (name: string) => parts.get(name)?.split(",") ?? null;
    const last = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate();
    const date = local.getUTCDate();
    const weekday = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"][local.getUTCDay()] ?? "";
    const nths = [weekday, `${Math.ceil(date / 7)}${weekday}`, `-${Math.ceil((last - date + 1) / 7)}${weekday}`];
    return (
      (list("BYHOUR")?.includes(String(local.getUTCHours())) ?? false) &&
      (list("BYMINUTE")?.includes(String(local.getUTCMinutes())) ?? false) &&
      (list("BYMONTH")?.includes(String(local.getUTCMonth() + 1)) ?? true) &&
      (list("BYMONTHDAY")?.some((day) => day === String(date) || day === String(date - last - 1)) ?? true) &&
      (list("BYDAY")?.some((day) => nths.includes(day)) ?? true)
    );
  }
});

test.each(broken)("%s never throws, and what is found lies in the text", (_, runs, texts) => {
  readsAnything(texts, runs);
});
