import type { PlaceLevel } from "../../chinese/names/place-level.ts";
import type { HeldPlace } from "./reader.ts";

/** What lies right below a place that is above the towns, and what those are called together. */
export type Child = { readonly name: string; readonly called: string };

const calledTogether: Partial<Record<PlaceLevel, string>> = { county: "各镇", city: "各县" };
const mostNamed = 20;

/** Nothing where the place is a town or lies below one: there the lines themselves tell of the villages. */
export async function childrenAbove<One extends { readonly name: string }>(
  { id, level }: HeldPlace,
  find: (parentId: string) => Promise<readonly One[]>,
): Promise<(One & Child)[]> {
  const called = level && calledTogether[level];
  return called === undefined ? [] : (await find(id)).map((one) => ({ ...one, called }));
}

/** `各镇谈心 新会镇17/21、石门镇5/18`: in the order of the tree, never by what they did. */
export function rollUp<One extends Child>(
  title: string,
  children: readonly One[],
  figure: (one: One) => string,
): string[] {
  const [first] = children;
  if (!first || children.length < 2) return [];
  const named = children.slice(0, mostNamed).map((one) => `${one.name}${figure(one)}`);
  const more = children.length > mostNamed ? `等${children.length}个` : "";
  return [`${first.called}${title} ${named.join("、")}${more}`];
}
