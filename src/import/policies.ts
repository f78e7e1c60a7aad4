import type { KnownPolicy, Policy } from "../store/tables/policies.ts";
import type { Tables } from "../store/tables.ts";
import type { Written } from "./write.ts";

export async function writePolicies(rows: readonly Policy[], tables: Tables): Promise<Written> {
  const known = await knownPolicies(tables);
  let [added, updated] = [0, 0];
  for (const row of rows) {
    const before = known.get(policyKey(row));
    if (before && isSame(before, row)) continue;
    await tables.policies.put(row);
    if (before) updated++;
    else added++;
  }
  return { added, updated };
}

export async function endingPolicies(rows: readonly Policy[], tables: Tables): Promise<readonly KnownPolicy[]> {
  const kept = new Set(rows.map(policyKey));
  return (await tables.policies.all()).filter((policy) => !kept.has(policyKey(policy)));
}

export const policyKey = ({ matters }: Policy): string => matters.join("、");

const isSame = (one: Policy, other: Policy): boolean =>
  one.words === other.words && one.source === other.source && one.from === other.from && one.until === other.until;

const knownPolicies = async (tables: Tables): Promise<ReadonlyMap<string, KnownPolicy>> =>
  new Map((await tables.policies.all()).map((policy) => [policyKey(policy), policy]));
