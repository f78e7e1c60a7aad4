/** `/a/b/c/` → `a`, `b`, `c`: the ids of a place and of all above it, down from the top. */
export const idsOf = (path: string): string[] => path.split("/").filter(Boolean);

/** `/a/b/c/` → `c` */
export const idOf = (path: string): string => idsOf(path).at(-1) ?? "";
