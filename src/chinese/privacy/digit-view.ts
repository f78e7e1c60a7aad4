import { type Folded, fold } from "../fold.ts";

/** Marks of a list and of a footnote, which NFKC would glue to the number behind them. */
const mark =
  "[\\u00b2\\u00b3\\u00b9\\u2070-\\u2079\\u2080-\\u2089\\u2460-\\u249b\\u24ea-\\u24ff\\u2776-\\u2793\\u3220-\\u3229\\u3280-\\u3289\\u{1f100}-\\u{1f10a}]";
const marks = new RegExp(mark, "gu");
const markRuns = new RegExp(`${mark}(?:[ \\p{Cf}\\ufe0f]{0,2}${mark})*`, "gu");
/** So many marks side by side are a number themselves: ①③⑧… */
const disguised = 11;
const keycap = /\u20e3/g;
/** 0 and 1 written as letters, in what is otherwise a whole mobile number. */
const lettered = /(?<![0-9A-Za-z])1[3-9](?=[OoIl]*(?:[0-9][OoIl]*){4})[0-9OoIl]{9}(?![0-9A-Za-z])/g;

/**
 * A text as numbers are looked for in it: folded, list marks as blanks, drawn figures (1️⃣) and letters that stand for
 * figures as figures. Every place in it is a place in the original.
 */
export function digitView(original: string): Folded {
  const unmarked = original
    .replace(markRuns, (run) => ((run.match(marks)?.length ?? 0) < disguised ? run.replace(marks, blanks) : run))
    .replace(keycap, "\u200b");
  const { text, at } = fold(unmarked);
  return { text: text.replace(lettered, (number) => number.replace(/[Oo]/g, "0").replace(/[Il]/g, "1")), at };
}

const blanks = (mark: string): string => " ".repeat(mark.length);

/** Whether a text could hold eleven figures however written, before anything is made of it. */
export function mayHoldNumber(text: string): boolean {
  return (
    (text.match(/[\p{N}零○洞一幺壹二贰貳两兩三叁叄參四肆五伍六陆陸七拐柒八捌九勾玖OoIlＯｏＩｌ]/gu)?.length ?? 0) >= 11
  );
}
