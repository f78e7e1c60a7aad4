import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { findPlace } from "../../src/chinese/names/index.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import { nameSome } from "../../src/ledger/coverage.ts";
import { daysLeft, quarterOf, yearOf } from "../../src/ledger/meeting-calendar.ts";
import { countsIn, hasCounts } from "../../src/ledger/motion-counts.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import { say } from "./say.ts";

const mostNamed = 20;

/** `/议题 村代会`: which villages have met this quarter, and which have not. */
export const calendarForm = defineForm({
  word: "村代会",
  summary: "本季哪些村开了村民代表会议",
  examples: ["/议题 村代会", "/议题 村代会 村民会议"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({ where: optional(textArgument("地点")) }),
  async run({ where = "" }, context) {
    // said with its counts it is a meeting that is written down
    if (hasCounts(countsIn(where)))
      return say({ kind: "meeting", body: "representatives", words: where }, [], "", context);
    const isYear = where.includes("村民会议");
    const said = where.replace("村民会议", "").trim();
    return overview(placeSaid(said, context), isYear, context);
  },
});

function placeSaid(said: string, { actor, places }: Context): PlaceRow {
  const own = widestPost(actor, "cadre")?.placeId ?? places.root()?.id;
  const id = said === "" ? own : undefined;
  const found = said === "" ? null : findPlace(said, own ?? null, places.index);
  const place = places.get(id ?? (found?.kind === "one" ? found.value.id : ""));
  const isOwn = place && (actor.isAdmin || actor.posts.some(({ placePath }) => place.path.startsWith(placePath)));
  if (!place || !isOwn) throw new UserError(`没有您管的“${said.slice(0, 20)}”。例：/议题 村代会 新会镇`);
  return place;
}

async function overview(place: PlaceRow, isYear: boolean, context: Context): Promise<Reply> {
  const { tables, now } = context;
  const span = isYear ? yearOf(now) : quarterOf(now);
  const body = isYear ? "villagers" : "representatives";
  const villages = await tables.motions.villages(place.path);
  const met = await tables.motions.assembled(place.path, body, span.from, span.to);
  const word = isYear ? "今年 村民会议" : "本季 村代会";
  if (villages.length === 0) return privately(`${place.name}下面没有村。`);
  const held = new Set(met.filter(({ quorate }) => quorate === 1).map(({ place_id }) => place_id));
  const failed = met.filter(({ quorate, place_id }) => quorate === 0 && !held.has(place_id));
  const missing = villages.filter(({ id }) => !held.has(id)).map(({ name }) => name);
  const left = `还有${daysLeft(span, now)}天`;
  const last = villages.length === 1 ? met.findLast(({ quorate }) => quorate === 1) : undefined;
  const lines = [
    `${word} ${held.size}/${villages.length}村${missing.length > 0 ? `，未开：${nameSome(missing.slice(0, mostNamed), missing.length, "村")}，${left}` : ""}`,
    last ? `上次${formatDay(last.day, now)}` : "",
    failed.length > 0
      ? `流会：${failed.map(({ place_id, day }) => `${villages.find(({ id }) => id === place_id)?.name ?? ""}${formatDay(day, now)}`).join("、")}`
      : "",
  ];
  return privately(lines.filter(Boolean).join("\n"));
}
