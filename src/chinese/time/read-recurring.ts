import { beforeMark, joint } from "./marks.ts";
import { type Clock, hit, type Phrase, type RulePhrase } from "./phrase.ts";
import { readClock, withPart } from "./read-clock.ts";
import { readDay } from "./read-day.ts";
import { readRule } from "./read-rule.ts";
import { type Hit, sticky } from "./scan.ts";

const listJoint = sticky(/ ?(?:、|和|跟|及|与|,|，) ?/);

const manyParts = sticky(/早中晚|早午晚|早晚/);

const exclusion = sticky(/ ?[(,，]? ?(?:除了?[^,，。]{1,6}(?:外|都)|(?:周末|节假日|周[六日]|星期[六天日]|双休日)除外)/);

const EXCEPT = /(?:周末|节假日|周[六日]|星期[六天日]|双休日|假期)(?:不|除外|休)|除(?:了|开)?[^,，。]{1,6}外/;

const until = sticky(/ ?(?:到|至|直到) ?/);

/** A recurrence with its clocks. What a rule cannot hold (an end, exceptions) makes it a question. */
export function readRecurring(text: string, at: number): Hit<Phrase> | null {
  const named = readRule(text, at);
  if (!named) return null;
  const { clocks, end } = readClocks(text, named.end);
  const mark = beforeMark(text, end);
  const finish = end + (mark?.[0].length ?? 0);
  const limited = exclusion(text, finish) ?? untilDay(text, finish) ?? EXCEPT.exec(text.slice(finish, finish + 30));
  if (named.value.kind === "rule" && !limited) {
    const edge = mark ? "before" : null;
    return hit({
      kind: "rule",
      start: at,
      end: finish,
      rule: named.value.rule,
      clocks,
      edge,
      from: null,
    } satisfies RulePhrase);
  }
  const either =
    named.value.kind === "either"
      ? named.value.rules
      : ([
          { rule: named.value.rule, later: 0 },
          { rule: { kind: "workdays" }, later: 0 },
        ] as const);
  const stop = finish + (limited && exclusion(text, finish) ? limited[0].length : 0);
  return hit({
    kind: "vague",
    start: at,
    end: stop,
    topic: { about: "rules", rules: either },
    clock: clocks[0] ?? null,
    weak: false,
  });
}

function readClocks(text: string, at: number): { clocks: Clock[]; end: number } {
  const parts = manyParts(text, at);
  if (parts) {
    const hour = readClock(text, at + parts[0].length, true);
    const clocks = [...parts[0]].flatMap((each) => {
      const part = readClock(each === "午" || each === "中" ? "中午" : each, 0, true)?.value;
      return hour?.value.hour && part?.part ? withPart(hour.value, part.part) : (part ?? []);
    });
    return { clocks, end: hour?.value.hour ? hour.end : at + parts[0].length };
  }
  const first = readClock(text, at + (joint(text, at)?.[0].length ?? 0), true);
  if (!first) return { clocks: [], end: at };
  const clocks = [first.value];
  let end = first.end;
  for (let mark = listJoint(text, end); mark; mark = listJoint(text, end)) {
    const next = readClock(text, end + mark[0].length, false);
    if (!next) break;
    clocks.push(next.value);
    end = next.end;
  }
  return { clocks, end };
}

/** 每天8点到12月底: an end, which a rule cannot hold. 到七点半 is the end of the matter. */
function untilDay(text: string, at: number): RegExpExecArray | null {
  const mark = until(text, at);
  return mark && readDay(text, at + mark[0].length) ? mark : null;
}
