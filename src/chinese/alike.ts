import { fold } from "./fold.ts";

const mostRead = 200;
/** Words that stand in any complaint and tell nothing apart. */
const empty = /[的了呢吗啊吧呀嘛]|一直|还是|已经|好几天|好久|希望|请|麻烦|反映|村里|我们|俺们|咱们?|俺|我/gu;
const leastShared = 2;
const leastPart = 0.5;

function pairs(text: string): Set<string> {
  const plain = [
    ...fold(text.slice(0, mostRead))
      .text.replace(empty, "")
      .replace(/[^\p{L}\p{N}]/gu, ""),
  ];
  return new Set(plain.slice(1).map((character, at) => `${plain[at]}${character}`));
}

/** Whether two complaints could be about one thing: half of the shorter one's pairs of characters stand in the other. */
export function alike(one: string, other: string): boolean {
  const [shorter, longer] = [pairs(one), pairs(other)].toSorted((left, right) => left.size - right.size);
  if (!shorter || !longer) return false;
  const shared = [...shorter].filter((pair) => longer.has(pair)).length;
  return shared >= leastShared && shared >= leastPart * shorter.size;
}
