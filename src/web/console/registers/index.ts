import { kinds } from "../../../ledger/kinds.ts";
import { audited } from "./audited.ts";
import { gaps } from "./gaps.ts";
import { registerOf } from "./records.ts";
import type { Register } from "./register.ts";

/** Every table that is taken away to be read, by the name that its form sends. What is one's own is nobody's table. */
export const registers: Readonly<Record<string, Register>> = {
  ...Object.fromEntries(
    kinds
      .filter(({ counts, answered }) => counts !== undefined || answered === true)
      .map((kind) => [kind.name, registerOf(kind)]),
  ),
  gaps,
  audit: audited,
};
