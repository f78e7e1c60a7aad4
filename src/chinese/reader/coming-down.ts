/** Kinds of visit by which those who work above the villages come down to them. */
export const comingDown: ReadonlySet<string> = new Set(["接访", "现场", "调研", "宣讲"]);
