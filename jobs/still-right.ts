import { z } from "zod";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { holderOf } from "../src/bot/tell/holder.ts";
import { tell } from "../src/bot/tell/tell.ts";
import { published } from "../src/bot/wording.ts";
import { quarterBegun } from "../src/ledger/quarter.ts";
import type { KnownEntry } from "../src/store/tables/directory.ts";
import { settledAtMost } from "./settled.ts";

const settled = "asked whether right until";
/** A service that starts in the middle of a quarter waits for the next. */
const atMostLate = 7 * 24 * 60 * 60_000;

/** Once a quarter whoever answers for something is asked, one-to-one, whether what is published of it is right. */
export const stillRight = defineJob({
  name: "still-right",
  data: z.object({ begun: z.number() }),
  id: ({ begun }) => jobId("still-right", begun),
  async due(until, { store, reference }) {
    const begun = quarterBegun(until, (await reference()).calendar);
    if (begun === null || Number((await store.read.settings.get(settled)) ?? 0) >= begun) return [];
    return [{ data: { begun }, at: begun }];
  },
  clockMoved: (context) => settledAtMost(settled, quarterBegun, context),
  async run({ begun }, { store, now, reference }) {
    const { places } = await reference();
    const byHolder = new Map<string, KnownEntry[]>();
    const entries = now() - begun > atMostLate ? [] : await store.read.directory.all();
    for (const entry of entries) {
      const holder = await holderOf(entry, { tables: store.read, places });
      if (holder !== null) byHolder.set(holder, [...(byHolder.get(holder) ?? []), entry]);
    }
    await store.write(async (tables) => {
      for (const [person, held] of byHolder)
        await tell(
          {
            ...{ to: { person }, why: "others", private: true, cause: `right:${person}:${begun}` },
            text: ["您管的事登记着：", ...held.map(lineOf), "这还对吗？对就回“还对”，不对请找管理员改。"].join("\n"),
            actions: { words: ["还对"] },
          },
          { tables, now: now() },
        );
      await tables.settings.set(settled, String(begun));
    });
  },
});

function lineOf({ matters, title, name, phone, isPublic }: KnownEntry): string {
  const number = phone === null ? "没有号码" : isPublic ? published(phone) : `${phone}（不公开）`;
  return `${matters.join("、") || "没写管什么"}：${[title, name].filter(Boolean).join(" ")} ${number}`;
}
