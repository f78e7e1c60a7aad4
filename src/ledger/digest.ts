import { nameSome } from "./coverage.ts";

const mostLines = 12;
const mostBytes = 2000;
const mostInHead = 3;
/** No place is called longer than this; imported is whatever stands in the file. */
const longestName = 20;

/** `11月21日 新会镇`, `11月21日 东卧牛、西卧牛` */
export function digestHead(day: string, names: readonly string[]): string {
  const short = names.map((name) => [...oneLine(name)].slice(0, longestName).join(""));
  return `${day} ${short.length > 1 ? nameSome(short.slice(0, mostInHead), short.length, "处") : (short[0] ?? "")}`;
}

/** The lines in their order, each whole: what comes last is left out where 12 lines or 2,000 bytes are full. */
export function digestText(head: string, lines: readonly string[]): string {
  const kept = [head];
  for (const line of lines.map(oneLine)) {
    const fits = Buffer.byteLength([...kept, line].join("\n")) <= mostBytes;
    if (kept.length < mostLines && fits && line !== "") kept.push(line);
  }
  if (kept.length === 1) kept.push("没有新情况");
  return kept.join("\n");
}

const oneLine = (text: string): string => text.replace(/\s+/gu, " ").trim();

const earliest = 7 * 60 + 40;
const latest = 8 * 60 + 20;

/** A minute of the day between 7:40 and 8:20, never on :00 or :30, the same for a place each day. */
export function defaultMinute(placeId: string): number {
  const minutes = Array.from({ length: latest - earliest + 1 }, (_, index) => earliest + index).filter(
    (minute) => minute % 30 !== 0,
  );
  let hash = 0;
  for (const character of placeId) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return minutes[hash % minutes.length] ?? earliest;
}

/** Until noon a digest that is late still goes, marked. */
export const lateUntil = 12 * 60;
