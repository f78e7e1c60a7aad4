/** A file of sentences with the answers expected of them, one a line; `#` lines and empty ones are no cases. */
export type Corpus<Input = unknown> = {
  /** Reads one line; null when it is no case. `expected` is undefined when the line only asks. Throws on a broken line. */
  parse(line: string): { readonly input: Input; readonly expected: unknown } | null;
  /** In the format of the file's `expected`. */
  answer(input: Input): unknown;
  same(got: unknown, expected: unknown): boolean;
};

/** Equal as JSON, whatever the order of keys; a key whose value is undefined is a key left out. */
export function sameJson(left: unknown, right: unknown): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
