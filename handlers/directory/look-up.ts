import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { optional, placeArgument, textArgument } from "../../src/bot/reading/declare.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { published } from "../../src/bot/wording.ts";
import { fold } from "../../src/chinese/fold.ts";
import { matterFits } from "../../src/chinese/matters/matters.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { areaLength } from "../../src/chinese/privacy/sensitive-kinds.ts";
import type { KnownEntry } from "../../src/store/tables/directory.ts";
import { fitting } from "./fitting.ts";

const mostShown = 3;
const mostNamed = 8;

export const who = defineCommand({
  name: "谁管",
  looksUp: true,
  aliases: ["who"],
  summary: "看一件事归谁管",
  role: "anyone",
  where: everywhere,
  examples: ["/谁管 低保", "/谁管 石门村 路灯"],
  args: z.object({
    place: optional(placeArgument("地点", { fallback: "none" })),
    matter: textArgument("事项", { question: "什么事？如：低保、路灯。" }),
  }),
  async run({ place, matter }, context) {
    const entries = await context.tables.directory.all();
    const found = fitting(
      entries,
      ({ matters }) => Math.max(0, ...matters.map((offered) => matterFits(matter, offered))),
      place,
      context,
    );
    if (found.length > 0) return answer(found, context);
    const known = fitting(entries, () => 1, place, context).flatMap(({ matters }) => matters);
    return here(notFound(`没有查到“${clip(matter)}”归谁管。`, known));
  },
});

export const phone = defineCommand({
  name: "电话",
  looksUp: true,
  aliases: ["phone"],
  summary: "查公开的电话",
  role: "anyone",
  where: everywhere,
  examples: ["/电话 民政所", "/电话 吴芳"],
  args: z.object({ whose: textArgument("人或所", { question: "查谁的？如：民政所、派出所。" }) }),
  async run({ whose }, context) {
    const said = fold(whose)
      .text.replace(/的?(?:电话|号码)?[\s\p{P}]*$/u, "")
      .trim();
    const entries = await context.tables.directory.all();
    const found = fitting(entries, (entry) => called(said, entry), undefined, context);
    if (found.length > 0) return answer(found, context);
    const offices = fitting(entries, ({ isPublic }) => Number(isPublic), undefined, context);
    return here(
      notFound(
        `没有查到“${clip(whose)}”的电话。`,
        offices.map(({ title, name }) => title || name),
      ),
    );
  },
});

/** By name, by a part of the office's name, or by what it answers for. */
function called(said: string, { name, title, matters }: KnownEntry): number {
  if (said === "") return 0;
  if (said === name || said === title) return 4;
  if (said.length >= 2 && title.includes(said)) return 3;
  if (name !== "" && said.endsWith(name)) return 3;
  return Math.max(0, ...matters.map((offered) => (matterFits(said, offered) === 2 ? 2 : 0)));
}

function notFound(text: string, known: readonly string[]): string {
  const names = [...new Set(known)].slice(0, mostNamed);
  return names.length > 0 ? `${text}能查的有：${names.join("、")}。` : `${text}办事电话还没有导入，请问村干部。`;
}

/** In a group the first alone: one line. */
function answer(found: readonly KnownEntry[], { message }: Context): Reply {
  const shown = found.slice(0, message.chat.kind === "group" ? 1 : mostShown);
  const more =
    message.chat.kind !== "group" && found.length > shown.length
      ? [`还有${found.length - shown.length}个，说全一点再查。`]
      : [];
  return here([...shown.map(lineOf), ...more].join("\n"));
}

/** `低保、医保：新会镇民政所 0537-1234567` */
function lineOf({ matters, name, title, phone: number, isPublic }: KnownEntry): string {
  const who = [title, name].filter(Boolean).join(" ");
  const at = number !== null && isPublic ? published(spaced(number)) : "号码没有公开，请到办公的地方问";
  return `${matters.length > 0 ? `${matters.join("、")}：` : ""}${who} ${at}`;
}

function spaced(number: string): string {
  if (!number.startsWith("0")) return number;
  const area = areaLength(number);
  return `${number.slice(0, area)}-${number.slice(area)}`;
}
