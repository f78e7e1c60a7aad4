import { z } from "zod";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { chatKey } from "../src/bot/message.ts";
import { type Pending, readPending } from "../src/bot/order.ts";
import type { Gazetteer } from "../src/bot/places.ts";
import { accusedIn } from "../src/bot/record/accused-in.ts";
import { causesOf } from "../src/bot/record/kept.ts";
import { tell } from "../src/bot/tell/tell.ts";
import { isAside, putAside, saidFor } from "../src/bot/turn/aside.ts";
import { dayOf } from "../src/chinese/time/index.ts";
import { numberOf } from "../src/ledger/kinds.ts";
import { opinionOf, receivedOpinion } from "../src/ledger/opinion.ts";
import type { Tables } from "../src/store/tables.ts";

const mostAtOnce = 1000;

/** A question that nobody answered is over; the words of somebody who never said from where stand at the county. */
export const unanswered = defineJob({
  name: "unanswered",
  data: z.object({ account: z.string(), chat: z.string(), expires_at: z.number() }),
  id: ({ account, chat, expires_at }) => jobId("unanswered", account, chat, expires_at),
  async due(_until, { store, now }) {
    const rows = await store.read.dialogs.lapsed(now(), mostAtOnce);
    return rows.map((data) => ({ data, at: now() }));
  },
  async run(lapsed, { store, now, reference }) {
    const { places } = await reference();
    await store.write((tables) => settle(lapsed, places, tables, now()));
  },
});

type Lapsed = { readonly account: string; readonly chat: string; readonly expires_at: number };

async function settle(lapsed: Lapsed, places: Gazetteer, tables: Tables, now: number): Promise<void> {
  const root = places.root();
  const state = await tables.dialogs.take(lapsed);
  if (!root || state === undefined || isAside(lapsed.chat)) return;
  const pending = readPending(state, lapsed);
  const { question, origin } = pending;
  if (question.kind === "draft" || (question.kind === "choice" && question.question !== undefined))
    return leaveAside(pending, lapsed, tables, now);
  if (question.kind !== "blank" || !question.standsAnyway) return;
  const { order } = question;
  const words = [order.said.text ?? order.rest, ...(order.beside ?? [])].join("\n");
  const opinion = opinionOf(order.calledAs, words, await accusedIn(words, order.calledAs, root.id, { tables, places }));
  const { account, chat } = lapsed;
  const known = await tables.accounts.get(account);
  const { id, number } = await tables.records.add({
    kind: "opinion",
    town_id: root.town_id,
    place_id: root.id,
    chat: chatKey(origin.chat),
    account,
    author_id: known?.person_id ?? null,
    day: dayOf(origin.sentAt),
    at: origin.sentAt,
    ...opinion,
    fingerprint: "",
    asker_account: account,
    asker_id: known?.person_id ?? null,
    cause: `${causesOf(origin.key)}record`,
    created_at: now,
  });
  if (known?.direct_chat !== chat) return;
  const text = receivedOpinion(numberOf({ kind: "opinion", number }), opinion, `先记在${root.name}`);
  const cause = `${causesOf(origin.key)}unanswered`;
  await tell({ to: { chat }, text, cause, why: "own", subject: id }, { tables, now });
}

/** A record that was told and not finished is kept a day longer, and that is said where only its author hears it. */
async function leaveAside(pending: Pending, lapsed: Lapsed, tables: Tables, now: number): Promise<void> {
  const { account, chat, expires_at } = lapsed;
  const text = await putAside(pending, saidFor(pending.question), lapsed, tables, now);
  const known = await tables.accounts.get(account);
  if (known?.direct_chat !== chat) return;
  const cause = `${causesOf(pending.origin.key)}aside:${expires_at}`;
  await tell({ to: { chat }, text, cause, why: "own" }, { tables, now });
}
