import { maskSensitive } from "../chinese/privacy/sensitive.ts";

/**
 * The only way out: every text passes here before a channel gets it. Numbers of people are masked, and what people
 * wrote can neither ring for anybody nor become a link or a tag. `whole`: somebody in danger must be called back.
 */
export function outgoingText(text: string, { whole = false } = {}): string {
  return (whole ? text.replaceAll("\0", "") : masked(text))
    .replace(/@(?=all\b|所有人|全体成员)/gi, "＠")
    .replace(/<(?=[@!/a-z])/gi, "＜")
    .replace(/\[(?=CQ:)/gi, "［")
    .replace(/\](?=\()/g, "］")
    .replace(/:(?=\/\/)/g, "：");
}

/** A number that its holder has published: shown in full. What comes in holds no NUL, so nobody else can mark one. */
export const published = (number: string): string => `\0${number}\0`;

function masked(text: string): string {
  if (!text.includes("\0")) return maskSensitive(text);
  return text
    .split(/(\0[\d-]+\0)/)
    .map((part) => (/^\0[\d-]+\0$/.test(part) ? part.slice(1, -1) : maskSensitive(part)))
    .join("")
    .replaceAll("\0", "");
}

/** `O31–O36`, `O31、O33` */
export function joinNumbers(letter: string, numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((one, other) => one - other);
  const runs: [number, number][] = [];
  for (const number of sorted) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${letter}${from}` : `${letter}${from}–${letter}${to}`)).join("、");
}
