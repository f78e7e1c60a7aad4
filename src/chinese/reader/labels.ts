import type { Span } from "./draft.ts";

/** Labels of a record; what stands behind one is read like the rest, so that nothing behind it is lost. */
const LABEL = /(?<=^|[\s,;。?!])(?:问题|话题|时间|日期|地点|类别|同|内容|谈话人|对象|人)\s*:\s*/gu;
const NEXT = /(?<=^|[\s,;。?!])下次\s*:[^;。\n]*/u;

export function labelsIn(text: string, from: number, to: number): { labels: readonly Span[]; next: Span | null } {
  const line = text.slice(from, to);
  const labels = [...line.matchAll(LABEL)].map(({ 0: words, index }) => ({
    start: from + index,
    end: from + index + words.length,
  }));
  const next = NEXT.exec(line);
  return { labels, next: next && { start: from + next.index, end: from + next.index + next[0].length } };
}

/** What stands behind these labels: up to whatever else begins, a semicolon or the end of the line. */
export function regionsOf(labels: readonly Span[], others: readonly Span[], text: string, to: number): readonly Span[] {
  return labels.map(({ end }) => {
    const next = Math.min(to, ...[...labels, ...others].map(({ start }) => start).filter((start) => start >= end));
    const stop = /[;；\n]/.exec(text.slice(end, next));
    return { start: end, end: stop ? end + stop.index : next };
  });
}
