import type { Tables } from "../../store/tables.ts";

/** Who is to hear something. */
export type Receiver =
  | { readonly person: string }
  /** this account first, then the others of its person */
  | { readonly account: string }
  | { readonly group: "village" | "cadre"; readonly placeId: string }
  | { readonly chat: string };

export type Ways = {
  /** chats in which they can be written to, the best first */
  readonly chats: readonly string[];
  /** whose other accounts are tried when one fails */
  readonly personId: string | null;
  /** they asked for no messages */
  readonly unsubscribed: boolean;
  /** epoch milliseconds until which they are on leave; 0: they are not */
  readonly leaveUntil: number;
};

const nobody: Ways = { chats: [], personId: null, unsubscribed: false, leaveUntil: 0 };

/** All ways to somebody; an account or a person that stopped the messages has none. */
export async function waysTo(to: Receiver, tables: Pick<Tables, "accounts" | "groups" | "people">): Promise<Ways> {
  if ("chat" in to) return { ...nobody, chats: [to.chat] };
  if ("group" in to) return { ...nobody, chats: (await tables.groups.at(to.placeId, to.group)).map(({ key }) => key) };
  if ("person" in to) return ofPerson(to.person, tables);
  const account = await tables.accounts.get(to.account);
  if (account === undefined) return nobody;
  if (account.unsubscribed_at !== null) return { ...nobody, unsubscribed: true };
  const own = account.direct_chat === null ? [] : [account.direct_chat];
  if (account.person_id === null) return { ...nobody, chats: own };
  const ways = await ofPerson(account.person_id, tables);
  return ways.unsubscribed ? ways : { ...ways, chats: [...new Set([...own, ...ways.chats])] };
}

async function ofPerson(personId: string, tables: Pick<Tables, "accounts" | "people">): Promise<Ways> {
  const person = await tables.people.get(personId);
  if (person?.unsubscribed_at != null) return { ...nobody, unsubscribed: true };
  const chats = (await tables.accounts.reachable(personId)).map(({ chat }) => chat);
  return { chats, personId, unsubscribed: false, leaveUntil: Number(person?.leave_until ?? 0) };
}
