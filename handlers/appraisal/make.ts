import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { textArgument, textField, timeField } from "../../src/bot/reading/declare.ts";
import { placeValueOf } from "../../src/bot/reading/place.ts";
import { alreadyKept, keepRecord } from "../../src/bot/record/keep.ts";
import { recorded } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { findPlace } from "../../src/chinese/names/index.ts";
import { dayOf, startOfDay } from "../../src/chinese/time/index.ts";
import { slipsPerPhone } from "../../src/ledger/appraisal.ts";
import {
  type How,
  howWords,
  isBallot,
  leastOf,
  readPanels,
  type Template,
  templateCalled,
  templates,
} from "../../src/ledger/appraisal-templates.ts";
import { unlawfulVoters } from "../../src/ledger/own-appraisal-law.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import { objectsIn, peopleCalled } from "./objects.ts";
import { demandNotTooOften } from "./often.ts";
import { type Appraisal, appraisalOf, mayOrganise } from "./scope.ts";
import { termsAt } from "./settings.ts";
import { knownTemplates, namesOf } from "./templates.ts";
import { entitledIn, proof } from "./wording.ts";

const example = "/评议 新建 三票两评 东卧牛村 对象：班子、赫永福、王建国 截止：12月22日18:00 监票：李明、丁慧" as const;
const eighteen = 18 * 60 * 60_000;
const mostObjects = 60;
/** On one roll. */
const mostVoters = 5_000;

export const makeForm = defineForm({
  word: "新建",
  summary: "建一个评议：用哪个办法、评谁、谁监票、几时截止",
  examples: [
    example,
    "/评议 新建 民主评议 东卧牛村 对象：王建国、张桂兰 票：村民代表 100% 纸票 截止：12月30日 监票：李明、丁慧",
  ],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({
    text: textArgument("办法和地点", { question: `用哪个办法？${namesOf(templates)}` }),
    objects: textField("对象"),
    closes: timeField("截止", "deadline"),
    scrutineers: textField("监票"),
    panels: textField("票"),
    crowd: textField("群众"),
    delegates: textField("村民代表"),
  }),
  async run({ text, objects, closes, scrutineers, panels, crowd, delegates }, context) {
    const { template, rest } = templateIn(text, await knownTemplates(context));
    const place = placeIn(rest, context);
    if (!(await mayOrganise(context, place)))
      throw new NotAllowed(`${place.name}的评议要那里或上级的书记、组织委员来办，村务监督委员会主任也行。`);
    const already = await alreadyKept(context);
    if (already) return already;
    const wanted = withPanels(template, panels, { 群众: crowd, 村民代表: delegates });
    const terms = await asSet(wanted, place, "票：村民代表 100% 纸票", context);
    if (!closes || closes.rule !== null) throw new UserError(`没写几时截止。例：${example}`);
    const at = closes.hasClock ? closes.at : startOfDay(closes.at) + eighteen;
    if (at <= context.now) throw new UserError(`截止要在以后：${closes.echo}不行。例：${example}`);
    const found = await objectsIn(objects, terms, place, context);
    if (found.length === 0) throw new UserError(`没写评谁。例：${example}`);
    if (!terms.criteria && found.length > mostObjects) throw new UserError(`对象最多${mostObjects}个。`);
    await demandNotTooOften(terms, place, "没建", context);
    const watchers = scrutineers === undefined ? [] : await peopleCalled(scrutineers, "监票", context);
    const one = await makeAppraisal({ terms, place, at, objects: found, meetingId: null, watchers }, context);
    return recorded(
      `${proof(one, context, await entitledIn(one, context))}\n${nextStep(one)}`,
      `建好了 ${one.number}：${one.title}。`,
      one.row.id,
    );
  },
});

function templateIn(text: string, all: readonly Template[]): { template: Template; rest: string } {
  const [word = "", ...rest] = text.trim().split(/\s+/u);
  const template = templateCalled(word, all);
  if (template) return { template, rest: rest.join(" ") };
  throw new UserError(`没有“${word.slice(0, 10)}”这个办法。能用的：${namesOf(all)}。例：${example}`);
}

function placeIn(text: string, context: Context): PlaceRow {
  const { actor, places } = context;
  const own = actor.posts[0]?.placeId ?? places.root()?.id ?? null;
  if (text.trim() === "") {
    const place = own === null ? undefined : places.get(own);
    if (place) return place;
  }
  const found = findPlace(text.trim(), own, places.index);
  if (found.kind === "several")
    throw new UserError(`“${text}”有好几个：${found.values.map(({ id }) => places.fullName(id)).join("、")}。请写全。`);
  const place = found.kind === "one" ? places.get(found.value.id) : undefined;
  if (!place) throw new UserError(`没有找到“${text.slice(0, 20)}”。例：${example}`);
  return place;
}

/** `票：…` in place of the template's panels, or another way of one of them: `群众：开放`. */
function withPanels(
  template: Template,
  all: string | undefined,
  ways: Readonly<Record<string, string | undefined>>,
): Template {
  if (all !== undefined) {
    const panels = readPanels(all);
    if (!panels) throw new UserError("没听懂票怎么分。例：票：群众 40% 票号；党员 30% 名册；组织 30% 合议");
    return lawful({ ...template, panels: panels.map(({ slips: _many, ...panel }) => panel) });
  }
  const panels = template.panels.map((panel) => {
    const said = ways[panel.title]?.trim();
    if (said === undefined) return panel;
    const how = (Object.keys(howWords) as How[]).find((one) => howWords[one] === said);
    if (!how) throw new UserError(`${panel.title}怎么投？写 ${Object.values(howWords).join("、")}。`);
    return { ...panel, how };
  });
  return lawful({ ...template, panels });
}

/** @throws UserError where the law says who votes, and it is others */
function lawful(terms: Template): Template {
  const fault = unlawfulVoters(terms);
  if (fault !== null) throw new UserError(`${fault}。没建。`);
  return terms;
}

/** With what the place has set. `paper`: a line that asks for paper. @throws UserError where the place wants that */
export async function asSet(template: Template, place: PlaceRow, paper: string, context: Context): Promise<Template> {
  const set = await termsAt(place.id, context);
  if (set.paperOnly.includes(template.name) && template.panels.some(({ how }) => isBallot(how)))
    throw new UserError(`${place.name}的${template.name}只用纸票。例：${paper}`);
  return {
    ...template,
    ...(set.minCell > leastOf(template) ? { least: set.minCell } : {}),
    ...(set.slipsPerPhone === slipsPerPhone ? {} : { slipsPerPhone: set.slipsPerPhone }),
    ...(template.rule === "points" ? { thresholds: template.thresholds ?? set.stars } : {}),
  };
}

type Made = {
  readonly terms: Template;
  readonly place: PlaceRow;
  readonly at: number;
  readonly objects: Parameters<Context["tables"]["appraisals"]["setObjects"]>[1];
  readonly meetingId: string | null;
  readonly watchers: readonly string[];
};

export async function makeAppraisal(made: Made, context: Context): Promise<Appraisal> {
  const { terms, place, at, objects, meetingId, watchers } = made;
  const { tables } = context;
  const text = `${terms.name} ${place.name}`;
  const { id } = await keepRecord(
    { kind: "appraisal", place: placeValueOf(place.id, context) ?? null, day: dayOf(at), at, text },
    context,
  );
  await tables.records.change({ kind: "appraisal", id, state: "draft" }, { due_at: at });
  await tables.appraisals.add({
    ...{ record_id: id, terms: JSON.stringify(terms), meeting_id: meetingId },
    scrutineers: watchers.length > 0 ? `,${watchers.join(",")},` : "",
  });
  await tables.appraisals.setObjects(id, objects);
  await tables.appraisals.setPanels(id, terms.panels);
  for (const panel of await tables.appraisals.panels(id))
    if (panel.how === "roster" && panel.title.includes("党员"))
      await tables.appraisals.setRoster(panel.id, await membersOf(place, tables));
  const row = await tables.records.get(id);
  if (!row) throw new Error("the appraisal was not made");
  return appraisalOf(row, tables);
}

/** All of them or none: nobody is left off a roll silently. @throws UserError */
async function membersOf({ path, name }: { readonly path: string; readonly name: string }, tables: Context["tables"]) {
  const members = await tables.appraisals.members(path, mostVoters + 1);
  if (members.length > mostVoters)
    throw new UserError(`${name}的党员超过${mostVoters}名，一次评议装不下，没建。请分到下面各地各建一次。`);
  return members;
}

function nextStep({ number, panels }: Appraisal): string {
  const slips = panels.find(({ how }) => how === "slips");
  const roster = panels.find(({ how, title }) => how === "roster" && !title.includes("党员"));
  const steps = [
    ...(slips ? [`/评议 票号 ${number} ${slips.title} 40`] : []),
    ...(roster ? [`/评议 名单 ${number} ${roster.title} 名字、名字`] : []),
    `/评议 开始 ${number}`,
  ];
  return `下一步：${steps.join("，")}。错了回“撤销”。`;
}
