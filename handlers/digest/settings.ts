import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { timeArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { dayOf, startOfDay } from "../../src/chinese/time/index.ts";
import { defaultMinute } from "../../src/ledger/digest.ts";
import { demandReader } from "./reader.ts";

const minute = 60_000;
const dayLength = 24 * 60 * minute;

export const setMinute = defineForm({
  word: "设置",
  summary: "定每天几点收简报",
  examples: ["/简报 设置 7:50"],
  args: z.object({ time: timeArgument("几点", "reminder", { question: "每天几点发？例：7:50" }) }),
  async run({ time }, context) {
    const { personId } = demandReader(context);
    const { tables, now } = context;
    const at = Math.floor((time.at - startOfDay(time.at)) / minute);
    const today = dayOf(now);
    // at a minute still to come today's goes then: as it was told already, or composed, also without news
    const isToday = startOfDay(now) + at * minute > now;
    await tables.digests.begin(personId, at, today);
    await tables.digests.set(personId, {
      ...{ minute: at, enabled: 1, also_on: isToday ? today : "" },
      // one whose minute is over for today begins tomorrow, and not late today
      begins_on: isToday ? today : dayOf(now + dayLength),
    });
    const kept = isToday ? await tables.digests.of(personId, today, "daily") : undefined;
    if (kept && kept.state !== "composed") await tables.digests.forget(personId, today, "daily");
    const text = `好，简报定在工作日${clock(at)}${isToday ? "，今天这个点就发一份" : ""}。不想收发“/简报 关”。`;
    return privately(text, `简报定在${clock(at)}。`);
  },
});

export const switchOff = defineForm({
  word: "关",
  summary: "不收每天的简报",
  examples: ["/简报 关"],
  args: z.object({}),
  async run(_, context) {
    const { personId } = demandReader(context);
    await context.tables.digests.begin(personId, defaultMinute(personId), dayOf(context.now));
    await context.tables.digests.set(personId, { enabled: 0 });
    return privately("好，每天的简报不发了。要看随时发“/简报”，要恢复发“/简报 设置 7:50”。", "每天的简报关了。");
  },
});

const clock = (at: number): string => `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")}`;
