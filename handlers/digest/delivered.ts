import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { pageIn } from "../../src/bot/reading/filters.ts";
import { listed } from "../../src/bot/record/list.ts";
import type { Reply } from "../../src/bot/reply.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { type Fate, fateOf } from "./fate.ts";
import { demandReader } from "./reader.ts";

export const delivered = defineForm({
  word: "送达",
  summary: "看今天的简报谁没收到、怎么办",
  examples: ["/简报 送达"],
  args: z.object({ page: optional(textArgument("第几页")) }),
  async run({ page }, context): Promise<Reply> {
    const fates = await fatesBelow(context);
    const missed = fates.flatMap((one) => (one.fate === "missed" ? [one] : []));
    const count = (fate: Fate["fate"]) => fates.filter((one) => one.fate === fate).length;
    const parts = [
      `应收${fates.length}人`,
      `送到${count("arrived")}`,
      ...(count("no news") > 0 ? [`没有新事不发${count("no news")}`] : []),
      ...(count("on its way") > 0 ? [`还没到点或正在发${count("on its way")}`] : []),
    ];
    return listed(
      {
        above: `今天的简报 ${parts.join("，")}`,
        title: "没收到",
        empty: "没有没收到的。",
        ...(missed.length > 0 ? { total: missed.length, unit: "人" } : {}),
        find: async ({ limit, offset }) => missed.slice(offset, offset + limit),
        line: async ({ name, placeName, why }) => `${placeName} ${name}：${why}`,
      },
      page === undefined ? undefined : pageIn(page),
      context,
    );
  },
});

type Reader = Fate & { readonly name: string; readonly placeName: string };

async function fatesBelow(context: Context): Promise<Reader[]> {
  const { places } = demandReader(context);
  const found = new Map<string, Reader>();
  for (const { path } of places)
    for (const row of await context.tables.digests.deliveries(path, dayOf(context.now))) {
      const fate = fateOf(row, context.now);
      if (fate) found.set(row.person_id, { ...fate, name: row.name, placeName: row.place_name });
    }
  return [...found.values()];
}
