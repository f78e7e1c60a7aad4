import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { textArgument, textField, timeField } from "../../src/bot/reading/declare.ts";
import { placeValueOf } from "../../src/bot/reading/place.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDateTime } from "../../src/chinese/time/index.ts";
import { type Asked, grace, heardAfter, longestOpen, nextMoment } from "../../src/ledger/consultation.ts";
import type { GroupRow } from "../../src/store/tables/groups.ts";
import { amendForm } from "./amend.ts";
import { askedOf, fieldsOf } from "./asked.ts";
import { postForm, takeDownForm } from "./board.ts";
import { classifyForm } from "./classify.ts";
import { closeForm, remindForm } from "./forms.ts";
import { listForm } from "./list.ts";
import { readOptions } from "./options.ts";
import { resultForm } from "./result.ts";
import { groupNames, groupsAsked } from "./where.ts";
import { openingText } from "./wording.ts";

const mostTitle = 200;
const example = "例：/征求 修水渠走东线还是西线 选项：东线/西线 截止：周五";

/** Said anywhere in it: counts are not published before the end; who said what goes no further than the group. */
const ways = {
  hidden: /[\s，,；;（(]*不公开过程[\s，,；;。）)]*/u,
  unnamed: /[\s，,；;（(]*(?:对外)?不具名[\s，,；;。）)]*/u,
} as const;
const without = (text: string): string => text.replace(ways.hidden, " ").replace(ways.unnamed, " ").trim();

export const consult = defineCommand({
  name: "征求",
  aliases: ["consult"],
  summary: "在群里征求意见",
  role: "cadre",
  where: everywhere,
  examples: ["/征求 修水渠走东线还是西线？ 选项：东线/西线 截止：周五"],
  args: z.object({
    title: textArgument("题目", { question: "征求什么？" }),
    options: textField("选项"),
    until: timeField("截止", "deadline"),
    groups: textField("群"),
  }),
  forms: [resultForm, classifyForm, closeForm, amendForm, listForm, remindForm, postForm, takeDownForm],
  async run({ title: said, options: choices, until, groups }, context) {
    if (!until) throw new UserError(`没写什么时候截止。${example}`);
    const { message, now } = context;
    if (until.rule !== null || until.at <= now) throw new UserError(`截止要在以后：${until.echo}不行。${example}`);
    if (until.at - now > longestOpen) throw new UserError(`${until.echo}太远了，最远两个月。`);
    const whole = [said, ...Object.values(context.order?.fields ?? {}).flat()].join(" ");
    const title = without(said);
    if (title === "" || [...title].length > mostTitle) throw new UserError(`题目要写，最长${mostTitle}字。${example}`);
    const { options, numbered } = readOptions(choices === undefined ? undefined : without(choices), title);
    const asked = await groupsAsked(groups === undefined ? undefined : without(groups), context);
    const already = await alreadyKept(context);
    if (already) return already;
    const facts = {
      options,
      numbered,
      hidden: ways.hidden.test(whole),
      unnamed: ways.unnamed.test(whole),
      openedAt: message.sentAt,
      counted: "",
      result: "",
      decision: "",
    };
    const place = placeOf(asked, context);
    const { id } = await keepRecord(
      {
        ...{ kind: "consultation", place, day: dayOf(message.sentAt), at: message.sentAt, text: title },
        ...{ fields: fieldsOf(facts), nextAt: until.at + grace },
      },
      context,
    );
    await context.tables.records.change(
      { kind: "consultation", id, state: "open" },
      { due_at: until.at, next_at: nextMoment(now, until.at) },
    );
    const row = await context.tables.records.get(id);
    if (!row) throw new Error("the record was not made");
    return publish(askedOf(row, context.tables), facts.unnamed, asked, context);
  },
});

/** Where it belongs: the place of its groups, or what the speaker has to do with all of them. */
function placeOf(groups: readonly GroupRow[], context: Context) {
  const ids = [...new Set(groups.map(({ place_id }) => place_id ?? ""))];
  const [only] = ids;
  const id = only !== undefined && ids.length === 1 ? only : (widestPost(context.actor, "cadre")?.placeId ?? only);
  return (id === undefined ? undefined : placeValueOf(id, context)) ?? null;
}

async function publish(
  asked: Asked,
  isUnnamed: boolean,
  groups: readonly GroupRow[],
  context: Context,
): Promise<readonly Reply[]> {
  const { message, tables, now, places } = context;
  const own = chatKey(message.chat);
  const question = { recordId: asked.id, question: JSON.stringify(asked), until: asked.closesAt + heardAfter };
  await tables.consultations.put(
    question,
    groups.map(({ key }) => key),
    now,
  );
  let later: number | null = null;
  for (const { key, hears } of groups) {
    if (key === own) continue;
    const told = await tell(
      {
        ...{
          to: { chat: key },
          text: openingText(asked, { hears, isUnnamed }, now),
          cause: `${causesOf(message.key)}open:${key}`,
        },
        ...{ subject: asked.id, why: "others", expires: asked.closesAt },
      },
      context,
    );
    if (told.way !== "none" && told.from > now) later = told.from;
  }
  const isHere = groups.find(({ key }) => key === own);
  const names = groups
    .filter(({ key }) => key !== own)
    .map(({ place_id, kind }) => `${places.get(place_id ?? "")?.name ?? ""}${groupNames[kind ?? "village"]}`);
  const when = later === null ? "" : `现在不打扰人，${formatDateTime(later, now)}发。`;
  const elsewhere = `征求 ${asked.number} 发到${[...new Set(names)].join("、")}，${formatDateTime(asked.closesAt, now)}截止。${when}错了回“撤销”。`;
  return [
    ...(isHere ? [{ ...here(openingText(asked, { hears: isHere.hears, isUnnamed }, now)), subject: asked.id }] : []),
    ...(names.length > 0 && message.chat.kind === "direct" ? [{ ...here(elsewhere), subject: asked.id }] : []),
  ];
}
