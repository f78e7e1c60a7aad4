import { chatKey } from "../../src/bot/message.ts";
import { holds } from "../../src/bot/permission.ts";
import { minute } from "../../src/bot/record/keep.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { here } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { bound } from "../../src/chinese/privacy/clip.ts";
import { whereSaid } from "../../src/chinese/urgent/where.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { call, tellCalled } from "./call.ts";

/** So long what somebody says after a cry belongs to it; a cadre soon goes on with other work. */
const lasts = 60 * minute;
const lastsForCadres = 10 * minute;
const mostSaid = 300;
const joking = /逗你|开玩笑|玩笑|闹着玩|骗你|试试|试一?下|测试|点错|发错/;
/** Small talk elsewhere, and news here. */
const over = /没事|算了|不用/;

/** 还没来人, 已经灭了: what comes after a cry reaches the same people. */
export const hearMore: Ear = {
  name: "more of a cry",
  keeps: "words",
  first: true,
  hears: ({ group }, { message, words, said }) =>
    said.kind === "opinion"
      ? (said.label === null || said.label === "求助") && (message.chat.kind === "direct" || group?.placeId != null)
      : over.test(words) && message.chat.kind === "direct",
  async answer({ words }, context) {
    const { message, actor, tables, places, now } = context;
    const since = now - (holds(actor, "cadre") ? lastsForCadres : lasts);
    const [row] = await tables.waiting.ofAccount("urgent", message.sender.account, since);
    if (!row) return null;
    const cause = `${causesOf(message.key)}补充`;
    await tables.moves.add({
      ...{ record_id: row.id, at: now, account: message.sender.account, person_id: actor.person?.id ?? null },
      ...{ chat: chatKey(message.chat), word: "补充", from_state: row.state, to_state: row.state },
      ...{ note: words, before: {}, cause: `${cause}:${row.id}` },
    });
    const text = `${numberOf(row)} ${actor.person?.name ?? "报的人"}又说：${bound(words, mostSaid)}`;
    const heard = await tellCalled(row, text, cause, context);
    // only now is it known where: those of that place have heard nothing yet
    const isUnplaced = row.place_id === null || row.place_id === places.root()?.id;
    const place = isUnplaced ? whereSaid(words, null, places.index) : null;
    if (place !== null && (await tables.records.change(row, { place_id: place.id }))) {
      const called = await call({ ...row, place_id: place.id }, 0, context);
      if (called.length > 0) return [here(`知道了，${place.name}。我这就告诉${called[0]?.at}值班的人。`)];
    }
    if (heard === 0) return [here("记下了，可我还没有叫到人。请一定先打110、119或120。")];
    if (joking.test(words)) return [here("转告了。真不是急事就回“误报”，免得人白跑。")];
    return [here(row.state === "calling" ? "转告了。还没有人回“收到”，要紧先打电话。" : "转告了。")];
  },
};
