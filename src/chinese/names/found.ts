/** What a call came to: one, several equals that must be asked about, or nobody. */
export type Found<T> =
  | { readonly kind: "one"; readonly value: T }
  | { readonly kind: "several"; readonly values: readonly T[] }
  | { readonly kind: "none" };

export function foundOf<T>(hits: readonly T[]): Found<T> {
  const [first, ...others] = hits;
  if (first === undefined) return { kind: "none" };
  return others.length === 0 ? { kind: "one", value: first } : { kind: "several", values: hits };
}
