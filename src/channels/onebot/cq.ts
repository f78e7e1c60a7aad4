/** A part of a message. Data values are strings in the standard; numbers are coerced on the way in. */
export type Segment = { readonly type: string; readonly data: Readonly<Record<string, string>> };

// a value holds no bare bracket, so an unterminated code ends as text at the next one
const CODE = /\[CQ:(\w+)((?:,\w+=[^,[\]]*)*)\]/g;

const TEXT_ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "[": "&#91;", "]": "&#93;" };
const VALUE_ENTITIES: Readonly<Record<string, string>> = { ...TEXT_ENTITIES, ",": "&#44;" };
const CHARACTERS: Readonly<Record<string, string>> = { "&amp;": "&", "&#91;": "[", "&#93;": "]", "&#44;": "," };

/** https://github.com/botuniverse/onebot-11/blob/master/message/string.md */
export function encodeCq(segments: readonly Segment[]): string {
  return segments.map(({ type, data }) => (type === "text" ? escapeText(data.text ?? "") : code(type, data))).join("");
}

/** The inverse of {@link encodeCq}; neighbouring texts come back as one. What is no whole code is text. */
export function decodeCq(source: string): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const match of source.matchAll(CODE)) {
    pushText(segments, source.slice(from, match.index));
    segments.push({ type: match[1] ?? "", data: parameters(match[2] ?? "") });
    from = match.index + match[0].length;
  }
  pushText(segments, source.slice(from));
  return segments;
}

function code(type: string, data: Segment["data"]): string {
  const pairs = Object.entries(data).map(([key, value]) => `,${key}=${escapeValue(value)}`);
  return `[CQ:${type}${pairs.join("")}]`;
}

function parameters(source: string): Segment["data"] {
  const pairs = source.split(",").slice(1);
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf("=");
      return [pair.slice(0, equals), unescapeValue(pair.slice(equals + 1))];
    }),
  );
}

function pushText(segments: Segment[], source: string): void {
  if (source !== "") segments.push({ type: "text", data: { text: unescapeText(source) } });
}

function escapeText(text: string): string {
  return text.replace(/[&[\]]/g, (character) => TEXT_ENTITIES[character] ?? character);
}

function escapeValue(value: string): string {
  return value.replace(/[&[\],]/g, (character) => VALUE_ENTITIES[character] ?? character);
}

// one pass each: decoding `&amp;` apart from the rest would make `[` of a literal `&amp;#91;`
function unescapeText(source: string): string {
  return source.replace(/&(?:amp|#91|#93);/g, (entity) => CHARACTERS[entity] ?? entity);
}

function unescapeValue(source: string): string {
  return source.replace(/&(?:amp|#91|#93|#44);/g, (entity) => CHARACTERS[entity] ?? entity);
}
