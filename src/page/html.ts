import module from "htm";

/** A finished piece of a page. Only {@link html} makes one, so that whatever else stands on a page is escaped. */
export class Markup {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** What stands on a page: pieces, and texts, which are escaped wherever they stand. */
export type Shown = Markup | string | number | null | false | readonly Shown[];

/** Of an attribute: false, null and undefined leave it out. */
type Value = Shown | boolean | undefined;
type Attributes = Readonly<Record<string, unknown>> | null;

const alone = new Set(["meta", "link", "input", "br", "img"]);

function element(name: string, attributes: Attributes, ...children: readonly Shown[]): Markup {
  const given = Object.entries(attributes ?? {}).map(([key, value]) =>
    value === true ? ` ${key}` : value == null || value === false ? "" : ` ${key}="${escaped(String(value))}"`,
  );
  const head = `<${name}${given.join("")}>`;
  return new Markup(alone.has(name) ? head : `${head}${sourceOf(children)}</${name}>`);
}

export const sourceOf = (shown: Shown | undefined | true): string => {
  if (shown == null || shown === false || shown === true) return "";
  if (shown instanceof Markup) return shown.source;
  return typeof shown === "object" ? shown.map(sourceOf).join("") : escaped(String(shown));
};

const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? "");

// what it ships is the function itself; its declarations say that the function is the `default` of that
const htm = module as unknown as typeof module.default;

/** ``html`<p class="soft">${words}</p>` `` */
export const html: (strings: TemplateStringsArray, ...values: readonly Value[]) => Shown = htm.bind(element);

/** A whole document, to be sent. */
export const documentOf = (shown: Shown): string => `<!doctype html>${sourceOf(shown)}`;
