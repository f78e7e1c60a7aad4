import type { By, Move, Saying, Target } from "../../ledger/lifecycle.ts";
import type { HeldRecord } from "../../store/tables/involved.ts";
import type { Context } from "../context.ts";
import { parseChatKey } from "../message.ts";
import { type News, type Told, tell } from "../tell/tell.ts";
import { causesOf } from "./kept.ts";

export type About = {
  readonly move: Move;
  readonly row: HeldRecord;
  readonly number: string;
  readonly index: number;
  /** account of who moved it before */
  readonly before: string | undefined;
  readonly target: Target | null;
};

type Receiver = { readonly to: News["to"]; readonly chat?: string; readonly key: string };

const isGroup = (chat: string): boolean => parseChatKey(chat).kind === "group";

/** Says to each whom it is for what they hear of a move; whoever made it heard it already. */
export async function say(saying: Saying, about: About, context: Context): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const receiver of receiversOf(saying, about, context)) told.push(await sayTo(receiver, saying, about, context));
  return told;
}

function receiversOf({ to }: Saying, { row, before, target }: About, { actor }: Context): readonly Receiver[] {
  const one = (account: string | null): readonly Receiver[] => (account === null ? [] : [{ to: { account }, key: "" }]);
  const person = (personId: string | null, account: string | null): readonly Receiver[] => {
    if (personId !== null) return personId === actor.person?.id ? [] : [{ to: { person: personId }, key: "" }];
    return account === actor.account ? [] : one(account);
  };
  switch (to) {
    case "where asked": {
      const asker = row.asker_account ?? row.account;
      return isGroup(row.chat)
        ? [{ to: { chat: row.chat }, chat: row.chat, key: "" }]
        : [{ to: { account: asker }, chat: row.chat, key: "" }];
    }
    case "who moved it last":
      return one(before ?? row.account);
    case "author":
      // nobody is told what they did themselves
      return row.author_id !== null && row.author_id === actor.person?.id ? [] : person(null, row.account);
    case "target":
      return target ? person(target.personId, target.account) : [];
    case "owner":
      return row.involved ? person(row.owner_id, row.owner_account) : one(row.owner_account ?? row.account);
    case "asker":
      if (!row.involved) return one(row.asker_account ?? row.account);
  }
  return involvedIn(to, row, actor.account, actor.person?.id);
}

/** All who have this to do with it; an asker where they spoke. */
function involvedIn(
  stake: By | Saying["to"],
  row: HeldRecord,
  account: string,
  personId: string | undefined,
): readonly Receiver[] {
  return (row.involved ?? [])
    .filter((one) => one.stake === stake)
    .flatMap((one): Receiver[] => {
      if (one.account === account || (one.person_id !== null && one.person_id === personId)) return [];
      const key = `@${one.who}`;
      if (stake === "asker") {
        if (one.account === null || one.chat === null) return [];
        // what is delicate is said to nobody but them
        if (isGroup(one.chat) && row.sensitive !== 1) return [{ to: { chat: one.chat }, chat: one.chat, key }];
        return [{ to: { account: one.account }, chat: one.chat, key }];
      }
      return one.person_id === null ? [] : [{ to: { person: one.person_id }, key }];
    });
}

function sayTo(
  { to, chat, key }: Receiver,
  saying: Saying,
  { move: { word }, row, number, index }: About,
  context: Context,
): Promise<Told> {
  const { actions, atOnce } = saying;
  const inGroup = "chat" in to;
  const news: News = {
    to,
    text: inGroup ? (saying.inGroup ?? saying.text) : saying.text,
    cause: `${causesOf(context.message.key)}${word}${index}:${row.id}${key}`,
    subject: row.id,
    why: atOnce ? "urgent" : "others",
    author: { account: context.message.sender.account, about: `${number} 的${word}` },
    ...(actions ? { actions: { words: actions, number } } : {}),
    ...(chat !== undefined && !inGroup ? { otherwise: { chat } } : {}),
  };
  return tell(inGroup ? news : { ...news, private: true }, context);
}
