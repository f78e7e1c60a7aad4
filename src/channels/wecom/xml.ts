const MAX_DEPTH = 32;
const NAME = /^[A-Za-z_][\w.-]*$/;
const BLANK = /^\s*$/;

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/**
 * The text of each child of `<xml>`, by name; what is nested deeper is passed over. One pass, no DTD, no entities but
 * XML's own five. Null for what WeCom never writes: no XML, a DOCTYPE, attributes, a child given twice, deep nesting.
 */
export function readXml(text: string): ReadonlyMap<string, string> | null {
  const children = new Map<string, string>();
  const path: string[] = [];
  let value = "";
  let at = 0;
  const keep = (name: string) => {
    const isNew = !children.has(name);
    children.set(name, value);
    return isNew;
  };
  const take = (words: string) => {
    if (path.length === 2) value += words;
    return path.length > 1 || BLANK.test(words);
  };
  for (;;) {
    const tag = text.indexOf("<", at);
    const words = tag < 0 ? text.slice(at) : text.slice(at, tag);
    if (!take(decoded(words))) return null;
    if (tag < 0) return path.length === 0 && children.size > 0 ? children : null;
    const token = tokenAt(text, tag);
    if (token === null) return null;
    at = token.end;
    if (token.kind === "cdata" && !take(token.body)) return null;
    if (token.kind === "empty" && path.length === 1) {
      value = "";
      if (!keep(token.body)) return null;
    }
    if (token.kind === "open") {
      if (path.length === 0 && (token.body !== "xml" || children.size > 0)) return null;
      if (path.push(token.body) > MAX_DEPTH) return null;
      if (path.length === 2) value = "";
    }
    if (token.kind === "close") {
      if (path.pop() !== token.body) return null;
      if (path.length === 1 && !keep(token.body)) return null;
    }
  }
}

type Token = {
  readonly kind: "cdata" | "skip" | "open" | "close" | "empty";
  readonly body: string;
  readonly end: number;
};

function tokenAt(text: string, at: number): Token | null {
  if (text.startsWith("<![CDATA[", at)) return until(text, at + 9, "]]>", "cdata");
  if (text.startsWith("<!--", at)) return until(text, at + 4, "-->", "skip");
  if (text.startsWith("<?", at)) return until(text, at + 2, "?>", "skip");
  const isClose = text.startsWith("</", at);
  const tag = until(text, at + (isClose ? 2 : 1), ">", isClose ? "close" : "open");
  if (tag === null) return null;
  const isEmpty = !isClose && tag.body.endsWith("/");
  const body = (isEmpty ? tag.body.slice(0, -1) : tag.body).trimEnd();
  // anything else that begins with `<!`, a DOCTYPE first of all, has no such name
  return NAME.test(body) ? { ...tag, body, kind: isEmpty ? "empty" : tag.kind } : null;
}

function until(text: string, from: number, end: string, kind: Token["kind"]): Token | null {
  const at = text.indexOf(end, from);
  return at < 0 ? null : { kind, body: text.slice(from, at), end: at + end.length };
}

function decoded(words: string): string {
  if (!words.includes("&")) return words;
  return words.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g, (all, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

/** What an element holds: text, a number, or elements. */
export type XmlValue = string | number | { readonly [name: string]: XmlValue };

/** `<Name>…</Name>` for each entry, all text as CDATA. */
export function writeXml(elements: Readonly<Record<string, XmlValue>>): string {
  return Object.entries(elements)
    .map(([name, value]) => `<${name}>${written(value)}</${name}>`)
    .join("");
}

function written(value: XmlValue): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? cdata(value) : writeXml(value);
}

/** Without the control characters XML has no place for, and with `]]>` in two sections. */
function cdata(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
  const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return `<![CDATA[${allowed.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
}
