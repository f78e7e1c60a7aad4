import type { Part, PartKind, Span } from "./draft.ts";

/** Words that carry nothing of their own between slots. Everything else is kept as content. */
const WORDS =
  "我们|俺们|咱们|我|俺|咱|去|到|往|上|在|找|跟|和|与|同|给|对|了|的|过|又|还|再|也|都|已经|已|刚刚|刚才|刚|就是|就|是|那边|这边|那里|那儿|这儿|那个|那|这个|这|家里|村里|里|一起|一块儿|一块|一同|带着|陪着|陪|会同|然后|后来|接着|另外|还有|以及|及|主要|呃|嗯|啊|吧|呢|哈|嘛|呀|额|请|麻烦|帮我|帮忙|帮|记一下|记下|记一条|记个|记录一下|记录|记|下|一下|一趟|趟|的时候|时候|碰见|碰到|碰上|遇见|遇到|遇上|见|问|时|跑|关于|内容|因为|为了|从|回来|来|个|今儿个|进行|开展";
const glue = new RegExp(`^(?:[\\s\\p{P}]|${WORDS})+$`, "u");
/** Behind the last slot only particles carry nothing: 赫永福 来了 says that he came. */
const trailing = /^(?:[\s\p{P}]|[了的过吧啊呢嘛呀哈]|一下|[那这][个位])+$/u;
const DAYPART =
  /^(一?大?早上?|上午|中午|下午|傍晚|晚上|夜里|头晌|后晌|饭后|晚饭后|早饭后)([又还]?(?:去|到|往|上|在|找|跟|和))$/;
const edge = /[\s,、;:]/;

/** Whether a stretch of folded text is nothing but particles, prepositions, blanks and signs. */
export const isGlue = (text: string): boolean => text === "" || glue.test(text);

type Tile = Span & { readonly as: PartKind };

/**
 * The slots and what stands between them, without a hole: glue, or content without the blanks and signs at its edges.
 * Slots may not overlap; of two that do the one that begins first stays.
 */
export function tiles(text: string, from: number, to: number, slots: readonly Tile[]): readonly Part[] {
  const parts: Part[] = [];
  let at = from;
  for (const slot of [...slots].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const [start, end] = [Math.max(slot.start, at), Math.min(slot.end, to)];
    if (end <= start || slot.start < at) continue;
    parts.push(...between(text, at, start), { as: slot.as, start, end });
    at = end;
  }
  return [...parts, ...between(text, at, to, trailing)];
}

function between(text: string, from: number, to: number, empty = glue): readonly Part[] {
  if (from >= to) return [];
  if (empty.test(text.slice(from, to))) return [{ as: "glue", start: from, end: to }];
  let [start, end] = [from, to];
  while (start < end && edge.test(text.charAt(start))) start++;
  while (end > start && edge.test(text.charAt(end - 1))) end--;
  // 下午去: what only led to the slot behind it
  const led = empty === glue ? DAYPART.exec(text.slice(start, end)) : null;
  if (led) end -= (led[2] ?? "").length;
  const parts: Part[] = [
    { as: "glue", start: from, end: start },
    { as: "content", start, end },
    { as: "glue", start: end, end: to },
  ];
  return parts.filter((part) => part.end > part.start);
}

/** Whether everything of a text that is in no span is glue: the spans stand side by side. */
export function onlyGlue(text: string, from: number, to: number, spans: readonly Span[]): boolean {
  return tiles(
    text,
    from,
    to,
    spans.map(({ start, end }) => ({ start, end, as: "label" })),
  ).every(({ as }) => as !== "content");
}
