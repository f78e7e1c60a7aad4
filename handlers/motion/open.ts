import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { textArgument, textField } from "../../src/bot/reading/declare.ts";
import { placeValueOf } from "../../src/bot/reading/place.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { recorded } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { findPlace } from "../../src/chinese/names/index.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import { dayOf, formatDay, readTime, startOfDay } from "../../src/chinese/time/index.ts";
import { isOfSection, stepHow, stepWord, type Template, templateCalled } from "../../src/ledger/motion-templates.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { goInto } from "./merge.ts";
import { originsIn, tellOrigins } from "./origins.ts";
import { mayRecord } from "./rights.ts";
import { standingOf, termsAt } from "./standing.ts";
import { knownTemplates } from "./templates.ts";

const examples = [
  "/议题 新建 修水渠走东线 来自：O31、C7 预算：12万 完成：明年3月底",
  "/议题 新建 修订村规民约 模板：村规民约",
] as const;
const mostTitle = 60;

export const openForm = defineForm({
  word: "新建",
  summary: "开一个议题（村干部）",
  examples,
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({
    title: textArgument("题目", { question: "议什么？" }),
    origins: textField("来自"),
    budget: textField("预算"),
    finish: textField("完成"),
    template: textField("模板"),
    place: textField("地点"),
  }),
  async run(given, context) {
    const said = withTail(given);
    const title = maskSensitive(said.title.trim());
    if ([...title].length > mostTitle) throw new UserError(`题目最长${mostTitle}字。例：${examples[0]}`);
    const village = ownVillage(context);
    const template = await templateFor(said.template, village, context);
    const place = isOfSection(template) ? sectionSaid(said.place, context) : village;
    const already = await alreadyKept(context);
    if (already) return already;
    const origins = said.origins === undefined ? [] : await originsIn(said.origins, village, context);
    const same = await sameAs(title, place, context);
    const { tables, message, now } = context;
    const finish = said.finish === undefined ? null : finishIn(said.finish, context);
    const day = dayOf(message.sentAt);
    const { id, number } = await keepRecord(
      { kind: "motion", place: placeValueOf(place.id, context) ?? null, day, at: message.sentAt, text: title },
      context,
    );
    await tables.motions.add({
      ...{ record_id: id, template: JSON.stringify(template), budget: maskSensitive(said.budget?.trim() ?? "") },
      ...{ finish_by: finish, stepped_at: now },
    });
    await tables.motions.addText({ record_id: id, version: 1, day, text: title, cause: `${message.key}#text` });
    for (const origin of origins) await tables.motions.link(id, "origin", origin.id);
    const row = await tables.records.get(id);
    if (same && row) {
      const into = await standingOf(same, tables);
      const brought = await goInto(await standingOf(row, tables), into, context);
      return recorded(
        `并入 ${into.number} 了：${title}，您提的记作 ${number}。${brought}错了回“撤销”，${number} 就单独议。`,
        `并入 ${into.number} 了。`,
        id,
      );
    }
    await tellOrigins({ id, number }, "in", `进了议题 ${number}：${title}。`, context);
    const from = origins.length === 0 ? "" : `来自${origins.length}条，提的人告诉了。`;
    const until = finish === null ? "" : `，${formatDay(finish, now)}前完成`;
    const first = template.steps[0];
    const full = `建好了 ${number}：${title}（${place.name}，${template.name}${until}）。${from}下一步：${stepWord(first)}，发：${stepHow(first, number)}。错了回“撤销”。`;
    return recorded(full, `建好了 ${number}：${title}。`, id);
  },
});

const tails = {
  origins: /来自\s*[:：]?\s*([OoCcTtVvJjＯ]\d[\dOoCcTtVvJj、,，\s]*)$/u,
  budget: /预算\s*[:：]?\s*(约?\d\S*)$/u,
} as const;

/** What is said behind the title without a colon, as people do: `修水渠 预算12万 来自O31`. */
function withTail<Said extends { title: string; origins?: string | undefined; budget?: string | undefined }>(
  given: Said,
): Said {
  let said = given;
  for (let turn = 0; turn < 2; turn++)
    for (const [name, tail] of Object.entries(tails)) {
      const [all = "", value] = new RegExp(`[\\s,，;；]${tail.source}`, "u").exec(said.title.trim()) ?? [];
      if (value === undefined || said[name as keyof typeof tails] !== undefined) continue;
      said = { ...said, title: said.title.trim().slice(0, -all.length), [name]: value.trim() };
    }
  return said;
}

/** The village in which the actor works. @throws NotAllowed */
function ownVillage(context: Context): PlaceRow {
  for (const { placeId } of context.actor.posts) {
    const place = context.places.get(placeId);
    const village = place && context.places.above(place.id, "village");
    if (village && mayRecord(context.actor, place, context)) return village;
  }
  throw new NotAllowed("议题由村里提：村书记、村委会成员和村干部可以开。镇里可以看和备案：/议题 列表");
}

async function templateFor(said: string | undefined, village: PlaceRow, context: Context): Promise<Template> {
  const { order } = context;
  const name = order?.chosen.template ?? said;
  const all = await knownTemplates(context);
  const known = all.map((one) => one.name).join("、");
  if (name !== undefined) {
    const template = templateCalled(name, all);
    if (!template) throw new UserError(`没有模板“${name.slice(0, 10)}”，有：${known}。`);
    return template;
  }
  const { templates: used } = await termsAt(village.id, context);
  const [only] = used;
  const template = used.length === 1 && only !== undefined ? templateCalled(only, all) : undefined;
  if (template) return template;
  if (!order) throw new Error("a template is asked about outside a command");
  const choices = used.map((label) => ({
    label,
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, template: label } },
  }));
  throw new Ask(
    `按哪个模板？${listChoices(used)}`,
    { kind: "choice", choices },
    `按哪个模板？写上，例：模板：${only ?? ""}`,
  );
}

/** @throws UserError */
function sectionSaid(said: string | undefined, { actor, places }: Context): PlaceRow {
  const own = actor.posts.map(({ placeId }) => places.get(placeId)).find((place) => place?.level === "section");
  if (said === undefined && own) return own;
  const found = said === undefined ? null : findPlace(said, actor.posts[0]?.placeId ?? null, places.index);
  const place = found?.kind === "one" ? places.get(found.value.id) : undefined;
  const isOwn = place?.level === "section" && actor.posts.some(({ placePath }) => place.path.startsWith(placePath));
  if (!place || !isOwn) throw new UserError("哪个小组的事？写上，例：/议题 新建 修三社机耕路 模板：小组事 地点：三社");
  return place;
}

/** The same title is open here already: the one it goes into, where whoever says it wants so. @throws Ask */
async function sameAs(title: string, place: PlaceRow, context: Context): Promise<RecordRow | undefined> {
  const { order, tables } = context;
  if (!order || order.chosen.anew !== undefined) return undefined;
  const plain = (text: string) => text.normalize("NFKC").replace(/[\s\p{P}]/gu, "");
  const open = await tables.motions.at([place.id], ["going", "published"]);
  const same = open.find((row) => plain(tables.records.openText(row)) === plain(title));
  if (!same || order.chosen.into === same.id) return same;
  const into = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, into: same.id } };
  const anew = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, anew: "yes" } };
  const choices = [
    { label: `并入 M${same.number}`, order: into },
    { label: "另开一个", order: anew },
  ];
  throw new Ask(
    `${place.name}已经有 M${same.number} ${tables.records.openText(same)}。${listChoices(choices.map(({ label }) => label))}`,
    { kind: "choice", choices },
    `${place.name}已经有 M${same.number}。`,
  );
}

const eighteen = 18 * 60 * 60_000;

/** The end of a day ahead. @throws UserError */
function finishIn(said: string, { message, calendar, now }: Context): number {
  const time = readTime(said, { sentAt: message.sentAt, use: "deadline", calendar });
  const at = time.kind === "moment" ? time.at : time.kind === "day" ? startOfDay(time.day) + eighteen : 0;
  if (at <= now) throw new UserError(`没听懂什么时候完成“${said.slice(0, 20)}”，或已经过了。例：完成：明年3月底`);
  return at;
}
