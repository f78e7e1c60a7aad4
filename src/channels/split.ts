const graphemes = new Intl.Segmenter("zh", { granularity: "grapheme" });

function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/** In UTF-16 units. The segmenter takes time with the square of the length it is given. */
const STRETCH = 1_000;

/** Characters as people see them; one that alone exceeds `maxBytes` is given as its code points. */
function* characters(text: string, maxBytes: number): Generator<string> {
  let from = 0;
  let carried = "";
  while (from < text.length) {
    const to = text.codePointAt(from + STRETCH - 1) ?? 0;
    const end = Math.min(from + STRETCH + (to > 0xffff ? 1 : 0), text.length);
    const segments = [...graphemes.segment(carried + text.slice(from, end))].map(({ segment }) => segment);
    // what follows may belong to the last one
    carried = end < text.length ? (segments.pop() ?? "") : "";
    if (bytes(carried) > maxBytes) {
      segments.push(carried);
      carried = "";
    }
    for (const segment of segments) {
      if (bytes(segment) <= maxBytes) yield segment;
      else yield* segment;
    }
    from = end;
  }
}

function* pieces(line: string, maxBytes: number): Generator<string> {
  if (bytes(line) <= maxBytes) return yield line;
  let piece = "";
  let size = 0;
  for (const character of characters(line, maxBytes)) {
    const width = bytes(character);
    if (size + width > maxBytes) {
      yield piece;
      piece = "";
      size = 0;
    }
    piece += character;
    size += width;
  }
  yield piece;
}

/**
 * Cuts a text into parts of at most `maxBytes` (>= 4) bytes of UTF-8: at line ends where it can, never inside a
 * character as people see it. The line end at a cut is dropped, and so is a part that would be blank.
 */
export function splitText(text: string, maxBytes: number): string[] {
  const parts: string[] = [];
  let part: string | null = null;
  let size = 0;
  for (const line of text.split("\n")) {
    for (const piece of pieces(line, maxBytes)) {
      const width = bytes(piece);
      if (part !== null && size + 1 + width <= maxBytes) {
        part += `\n${piece}`;
        size += 1 + width;
      } else {
        if (part !== null) parts.push(part);
        part = piece;
        size = width;
      }
    }
  }
  if (part !== null) parts.push(part);
  return parts.filter((each) => each.trim() !== "");
}

/** The text itself, or its beginning and `…`, within `maxBytes` (>= 7) bytes of UTF-8, cut between characters. */
export function cutText(text: string, maxBytes: number): string {
  if (bytes(text) <= maxBytes) return text;
  const [head = ""] = pieces(text, maxBytes - bytes("…"));
  return `${head}…`;
}
