import { createHash } from "node:crypto";
import type { Tables } from "../store/tables.ts";

// A whole file ends what it leaves out only when just that was listed before, by a dry run or a first try.

const key = (name: string): string => `whole-${name}-listed`;

const digestOf = (ids: readonly string[]): string =>
  createHash("sha256")
    .update([...ids].sort().join("\n"))
    .digest("base64url");

export const list = (name: string, losses: readonly { readonly id: string }[], tables: Tables): Promise<void> =>
  tables.settings.set(key(name), digestOf(losses.map(({ id }) => id)));

export const wereListed = async (
  name: string,
  losses: readonly { readonly id: string }[],
  tables: Tables,
): Promise<boolean> =>
  losses.length === 0 || (await tables.settings.get(key(name))) === digestOf(losses.map(({ id }) => id));
