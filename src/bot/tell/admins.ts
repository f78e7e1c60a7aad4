import { type Telling, tell } from "./tell.ts";

type OperatorNews = {
  readonly text: string;
  /** whose admins: those at the place or above it, and those of ADMINS */
  readonly path: string | null;
  /** unique: the same news is told once */
  readonly cause: string;
};

/** Writes to every admin who can be reached one-to-one. */
export async function tellAdmins(
  { text, path, cause }: OperatorNews,
  admins: ReadonlySet<string>,
  telling: Telling,
): Promise<void> {
  const { tables } = telling;
  const holders = path === null ? [] : await tables.people.holders("admin", path);
  const named = await tables.accounts.named([...admins]);
  const people = new Set([
    ...holders.map(({ person_id }) => person_id),
    ...named.flatMap((one) => one.person_id ?? []),
  ]);
  const strangers = named.filter((account) => account.person_id === null).map(({ key }) => key);
  const news = { text, why: "operator" } as const;
  for (const person of people) await tell({ ...news, to: { person }, cause: `${cause}@${person}` }, telling);
  for (const account of strangers) await tell({ ...news, to: { account }, cause: `${cause}@${account}` }, telling);
}
