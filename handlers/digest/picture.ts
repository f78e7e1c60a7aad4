import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { composeDigest } from "../../src/bot/digest/compose.ts";
import { digestPicture } from "../../src/bot/digest/picture.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { defaultMinute } from "../../src/ledger/digest.ts";
import { demandReader } from "./reader.ts";
import { said } from "./said.ts";
import { sinceToday } from "./since.ts";

/** Of the report of the week; one that is asked for comes all the same. */
export async function switchPicture(said: string, context: Context): Promise<Reply> {
  const { personId } = demandReader(context);
  const { tables, now } = context;
  const isOn = on.test(said);
  if (!isOn && !off.test(said)) throw new UserError(`没听懂“${clip(said)}”。例：/简报 设置 图 关、/简报 设置 图 开`);
  await tables.digests.begin(personId, defaultMinute(personId), dayOf(now));
  await tables.digests.set(personId, { picture: isOn ? 1 : 0 });
  const setting = await tables.digests.setting(personId);
  const weekly = setting && setting.weekly_day > 0 ? "" : "您还没定周报，定在周五就发“/简报 设置 周五17:00”。";
  const text = isOn
    ? `好，一周的简报后面带一张图。${weekly}`
    : "好，一周的简报不带图了。要看随时发“/简报 图”，要恢复发“/简报 设置 图 开”。";
  return privately(text, isOn ? "周报带图。" : "周报不带图了。");
}

const on = /^(?:打?开|带|要|发|恢复)[。.!\s]*$/u;
const off = /^(?:关(?:掉|了|闭)?|不[要带发]|停)[。.!\s]*$/u;

export const switchOfPicture = defineForm({
  word: "设置 图",
  summary: "一周的简报带不带图",
  examples: ["/简报 设置 图 关", "/简报 设置 图 开"],
  args: z.object({ said: textArgument("开或关", { question: "带图还是不带？回“开”或“关”。" }) }),
  run: ({ said }, context) => switchPicture(said, context),
});

export const picture = defineForm({
  word: "图",
  summary: "看简报和一张图，图上只有数，可以转发",
  examples: ["/简报 图"],
  args: z.object({ more: optional(textArgument("开或关")) }),
  async run({ more }, context) {
    if (more !== undefined) return switchPicture(more, context);
    const reader = demandReader(context);
    const { sections, tables, now, places, calendar } = context;
    const since = await sinceToday(reader.personId, context);
    const composed = await composeDigest(sections, reader, since, tables, { now, places, calendar });
    return { ...said(composed), picture: await digestPicture(reader, context) };
  },
});
