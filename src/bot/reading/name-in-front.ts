import type { Context } from "../context.ts";

const lengths = [4, 3, 2];

/** The longest name of somebody on the roster that words begin with; `also`: names that count too. Not the sender's own where it says so. */
export async function nameInFront(
  words: string,
  { tables, places, actor }: Context,
  { also = [], others = false }: { readonly also?: readonly string[]; readonly others?: boolean } = {},
): Promise<string | undefined> {
  const names = lengths.map((length) => [...words].slice(0, length).join(""));
  const found = await tables.people.candidates({ names }, { path: places.root()?.path ?? "/" });
  const meant = others ? found.filter(({ id }) => id !== actor.person?.id) : found;
  const known = new Set([...also, ...meant.map(({ name }) => name)]);
  return names.find((name) => known.has(name));
}
