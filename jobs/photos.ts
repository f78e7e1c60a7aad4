import { z } from "zod";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { parseChatKey } from "../src/bot/message.ts";
import { tell } from "../src/bot/tell/tell.ts";
import { numberOf } from "../src/ledger/kinds.ts";

/** Whoever has had one in hand for so long has died over it. */
const stuckAfter = 5 * 60_000;
const mostAtOnce = 200;

/** Fetches the pictures of records from their platforms, each once; whose did not come is told. */
export const photos = defineJob({
  name: "photos",
  data: z.object({ id: z.string() }),
  id: ({ id }) => jobId("photo", id),
  async due(_until, { store, now }) {
    const ids = await store.read.photos.due(now() - stuckAfter, mostAtOnce);
    return ids.map((id) => ({ data: { id }, at: now() }));
  },
  async run({ id }, { store, now, photo, log }) {
    const claimed = await store.write((tables) => tables.photos.claim(id, now(), now() - stuckAfter));
    if (!claimed) return;
    const image = await photo(parseChatKey(claimed.chat), claimed.source).catch((error: unknown) => {
      log("photo not fetched", { error: error instanceof Error ? error.name : "unknown" });
      return null;
    });
    await store.write(async (tables) => {
      if (!(await tables.photos.settle(id, image)) || image !== null) return;
      const record = await tables.records.get(claimed.record_id ?? "");
      if (!record || record.withdrawn_at !== null) return;
      const text = `${numberOf(record)} 有张照片没取到，要的话请再发一次，引用我记的那条发。`;
      await tell(
        { to: { account: claimed.account }, text, cause: `photo:${id}`, why: "own", private: true, subject: record.id },
        { tables, now: now() },
      );
    });
  },
});
