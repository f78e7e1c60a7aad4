import { fold } from "../fold.ts";
import { matterWords } from "./matter-words.ts";

const around =
  /^(?:请问|问一下|我想问|办理?|申请|领|交|补办)+|(?:的?(?:事情?|问题|业务|手续)|怎么办|去哪办|在哪办|找谁|归谁管|谁管|该?怎么办理?|的?(?:电话|号码))+$/g;

/** A matter as it is compared: 办低保的事 is 低保, and so is 最低生活保障. */
export function matterKey(said: string): string {
  const plain = fold(said).text.replace(/[\s\p{P}]/gu, "");
  const bare = plain.replace(around, "") || plain;
  return firstOf.get(plain) ?? firstOf.get(bare) ?? bare;
}

const firstOf: ReadonlyMap<string, string> = new Map(
  matterWords.flatMap(([first = "", ...others]) => [first, ...others].map((word) => [word, first] as const)),
);

/** How well a matter of the directory is what was asked for: 2 the same, 1 a part of it, 0 another. */
export function matterFits(asked: string, offered: string): 0 | 1 | 2 {
  const [one, other] = [matterKey(asked), matterKey(offered)];
  if (one === other) return 2;
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  return shorter.length >= 2 && longer.includes(shorter) ? 1 : 0;
}
