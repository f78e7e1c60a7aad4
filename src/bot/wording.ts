import { maskSensitive } from "../chinese/privacy/sensitive.ts";
import type { Shown } from "../pictures/sheet.ts";

type Out = {
  /** somebody in danger must be called back: numbers are shown in full */
  readonly whole?: boolean;
  /** the chat may carry what opens a page: the platform takes addresses, and nobody else reads there */
  readonly links?: boolean;
};

/**
 * The only way out: every text passes here before a channel gets it. Numbers of people are masked, and what people
 * wrote can neither ring for anybody nor become a link or a tag. A line that opens a page goes only where it may.
 */
export function outgoingText(text: string, { whole = false, links = false }: Out = {}): string {
  const kept =
    links || !text.includes("\0")
      ? text
      : text
          .split("\n")
          .filter((line) => !opensPage.test(line))
          .join("\n");
  return kept
    .split(/(\0[^\0\n]+\0)/)
    .map((part) => (isMarked.test(part) ? part.slice(1, -1) : harmless(part, whole)))
    .join("");
}

function harmless(part: string, whole: boolean): string {
  const plain = part.replaceAll("\0", "");
  return (whole ? plain : maskSensitive(plain))
    .replace(/@(?=all\b|所有人|全体成员)/gi, "＠")
    .replace(/<(?=[@!/a-z])/gi, "＜")
    .replace(/\[(?=CQ:)/gi, "［")
    .replace(/\](?=\()/g, "］")
    .replace(/:(?=\/\/)/g, "：");
}

/** A number that its holder has published: shown in full. What comes in holds no NUL, so nobody else can mark one. */
export const published = (number: string): string => `\0${number}\0`;
/** What opens a page of the receiver's: it stands in a line of its own, which is left out where it may not go. */
export const pageLink = (address: string): string => `\0${address}\0`;

const isMarked = /^\0(?:[\d-]+|https?:\/\/[!-~]+)\0$/;
const opensPage = /\0https?:/;

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

/** Said where a chat can show no picture: it comes after a text that says all of it. */
export const noPictureHere = "这里发不了图，数都在上面的文字里。";
const noFileHere = "这里发不了文件。整份由管理员导出，或在企业微信里再要一次。";

/** The same of whatever follows a text. */
export const cannotShow = (shown: Shown): string => ("lines" in shown ? noFileHere : noPictureHere);
