import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { composeDigest } from "../../src/bot/digest/compose.ts";
import { digestPicture } from "../../src/bot/digest/picture.ts";
import { privately } from "../../src/bot/reply.ts";
import { demandReader } from "./reader.ts";
import { sinceToday } from "./since.ts";

export const picture = defineForm({
  word: "图",
  summary: "看简报和一张图，图上只有数，可以转发",
  examples: ["/简报 图"],
  args: z.object({}),
  async run(_, context) {
    const reader = demandReader(context);
    const { sections, tables, now, calendar } = context;
    const since = await sinceToday(reader.personId, context);
    const { text } = await composeDigest(sections, reader, since, tables, { now, calendar });
    return { ...privately(text), picture: await digestPicture(reader, context) };
  },
});
