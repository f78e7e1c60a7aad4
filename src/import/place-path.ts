import { callKey, type Place } from "../chinese/names/place-index.ts";

/** What a finder must know of a node; a parent may itself still have to be found, its name is always known. */
export type TreeReader<T> = {
  readonly nameOf: (node: T) => string;
  readonly parentNameOf: (node: T) => string | null;
  readonly parentOf: (node: T) => T | null;
};

/**
 * Finds nodes by their name, or by their name with the names above it: `东卧牛村`, `新会镇/东卧牛村`. Kept by the last
 * two names, since a county has thousands of 三社 but few in a 东卧牛村.
 */
export class PathFinder<T> {
  readonly #byEnd = new Map<string, T[]>();
  readonly #reader: TreeReader<T>;

  constructor(nodes: Iterable<T>, reader: TreeReader<T>) {
    this.#reader = reader;
    this.add(nodes);
  }

  add(nodes: Iterable<T>): void {
    for (const node of nodes) {
      const name = callKey(this.#reader.nameOf(node));
      const parentName = this.#reader.parentNameOf(node);
      this.#addAt(name, node);
      if (parentName !== null) this.#addAt(`${callKey(parentName)}/${name}`, node);
    }
  }

  #addAt(end: string, node: T): void {
    const nodes = this.#byEnd.get(end);
    if (nodes === undefined) this.#byEnd.set(end, [node]);
    else nodes.push(node);
  }

  find(path: string): readonly T[] {
    const names = namesIn(path).map(callKey);
    return (this.#byEnd.get(names.slice(-2).join("/")) ?? []).filter((node) => this.#isBelow(node, names.slice(0, -1)));
  }

  #isBelow(node: T, names: readonly string[]): boolean {
    let at: T | null = node;
    for (const name of names.toReversed()) {
      at = this.#reader.parentOf(at);
      if (at === null || callKey(this.#reader.nameOf(at)) !== name) return false;
    }
    return true;
  }
}

/** 新会镇/东卧牛村 → 新会镇, 东卧牛村 */
export function namesIn(path: string): readonly string[] {
  return path
    .split(/[/／]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** `新会镇/东卧牛村`: as short as it can be and still be typed back. */
export function pathOf(place: Place, byId: ReadonlyMap<string, Place>): string {
  const names: string[] = [];
  for (let at: Place | undefined = place; at !== undefined && names.length < 8; ) {
    names.unshift(at.name);
    if (at.level === "city" || at.level === "county" || at.level === "town") break;
    at = at.parentId === null ? undefined : byId.get(at.parentId);
  }
  return names.join("/");
}
