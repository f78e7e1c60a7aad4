import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import type { Handed, Item } from "../../src/bot/hand-over.ts";
import { Ask } from "../../src/bot/order.ts";
import { missing, type Occasion } from "../../src/bot/reading/ask.ts";
import {
  type Argument,
  numbersArgument,
  optional,
  type PersonValue,
  personArgument,
  type TimeValue,
  textArgument,
  textField,
  timeArgument,
  timeField,
} from "../../src/bot/reading/declare.ts";
import { calledSo } from "../../src/bot/record/called.ts";
import { handing } from "../../src/bot/record/hands-to.ts";
import { alreadyKept } from "../../src/bot/record/keep.ts";
import { ownPosts, postsOf } from "../../src/bot/record/target.ts";
import { endOf } from "../../src/bot/record/words.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { bound } from "../../src/chinese/privacy/clip.ts";
import { dayNumber, formatDateTime, formatDay, newYearNote, weekdayName } from "../../src/chinese/time/index.ts";
import { lateFrom } from "../../src/ledger/assignment-days.ts";
import { beforeDay, isHandedOn } from "../../src/ledger/assignment-words.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { PersonRow } from "../../src/store/tables/people.ts";
import { dueOf, withDeadline } from "./deadline.ts";
import { handOver } from "./hand-over.ts";
import { liftedFrom } from "./lift.ts";
import { mostHelpers } from "./limits.ts";
import { listForm } from "./list.ts";
import { mergeInto } from "./merge.ts";
import { editForm, lookForm, pasteForm } from "./paste/forms.ts";
import { sendWaiting } from "./paste/send.ts";
import { peopleIn } from "./people.ts";
import { ratesForm } from "./rates.ts";
import { registerForm } from "./register.ts";
import { demandAnother, sameAs } from "./same.ts";
import { settingsForm, termsAt } from "./settings.ts";

/** Somebody who has so much in hand is pointed out. */
const muchInHand = 10;
const mostEchoed = 100;

const args = z.object({
  numbers: optional(numbersArgument("号")),
  person: optional(personArgument("人", { asWritten: true })),
  text: optional(textArgument("事项")),
  until: optional(timeArgument("哪天前", "deadline")),
  due: timeField("期限", "deadline"),
  list: textField("来源"),
  helpers: textField("协办"),
  verifier: optional(personArgument("核实", { label: "核实", asWritten: true })),
});

const examples = ["/交办 王主任 三社路灯修好 期限：下周三", "/交办 O31 王主任 12月2日前"] as const;

export const assign = defineCommand({
  name: "交办",
  aliases: ["assign"],
  summary: "把一件事交给人办，到期有答复",
  role: "cadre",
  where: ["direct", "cadre"],
  examples,
  args,
  forms: [listForm, pasteForm, lookForm, editForm, registerForm, ratesForm, settingsForm],
  async run(said, context) {
    const sent = Object.keys(said).length === 0 ? await sendWaiting(context) : null;
    if (sent) return sent;
    const already = await alreadyKept(context);
    if (already) return already;
    const occasion: Occasion = {
      ...{ declared: { name: "交办", args, examples }, context, isBare: false },
      order: context.order ?? neverAsked(),
    };
    const [item, due] = await itemOf(said, occasion);
    if (item.origin) await demandAnother(item.origin, context);
    const same = await sameAs(
      { ownerId: item.owner.personId, placeId: item.handing.to.placeId, text: item.text },
      context,
    );
    if (same) return mergeInto(same, item, context);
    const openBefore = await context.tables.assignments.openOf(item.owner.personId);
    const [handed] = await handOver([item], context);
    if (!handed) throw new Error("nothing was handed over");
    return echo(handed, openBefore, due, context);
  },
});

function neverAsked(): never {
  throw new Error("an assignment is made outside a command");
}

type Said = z.infer<typeof args>;

const matter: Argument = {
  ...{ name: "text", title: "事项", required: false, reading: { kind: "text" } },
  question: "交办什么事？说事项和期限。",
};

/** What is to be handed over, and whether its deadline was said. @throws UserError or Ask */
async function itemOf(said: Said, occasion: Occasion): Promise<readonly [Item, "said" | "usual"]> {
  const { context } = occasion;
  const lifted = await liftedFrom(said.numbers ?? [], context);
  const owner = await knownPerson(said.person ?? noOwner(said.text ?? "", context), context);
  const more = await peopleIn(behind(said.person, said.text ?? "", context), "helper", occasion);
  const tail = said.due === undefined ? withDeadline(more.rest, occasion) : { text: more.rest };
  const text = tail.text.replace(/^[\s，,：:。]+/u, "").trim() || lifted?.text || "";
  if (text === "") throw missing(matter, occasion);
  const handed = await handingTo(owner, lifted?.place, context);
  if (lifted?.origin && lifted.accused?.includes(owner.id)) refuseAccused(owner, handed.to);
  const seen = lifted ?? (await liftedFrom.alone(text, handed.to.placeId, context));
  if (seen.accused?.includes(owner.id)) refuseAccused(owner, handed.to);
  const fielded = said.helpers === undefined ? { people: [] } : await peopleIn(`、${said.helpers}`, "with", occasion);
  const helpers = [...new Set([...more.people, ...fielded.people].map(({ id }) => id))].filter((id) => id !== owner.id);
  if (helpers.length > mostHelpers) throw new UserError(`协办最多${mostHelpers}位。`);
  const verifier = said.verifier === undefined ? null : await knownPerson(said.verifier, context);
  if (verifier?.id === owner.id) throw new UserError("核实的人不能就是责任人。");
  const given = said.due ? endOf(said.due) : tail.due;
  const above = lifted?.origin && isHandedOn(lifted.origin) ? lifted.origin.due_at : null;
  const terms = await termsAt(handed.from.placeId, context);
  const dueAt = dueOf(given, said.until as TimeValue | undefined, terms, context, above);
  const item = {
    ...{ text, owner: { personId: owner.id, name: owner.name }, handing: handed, dueAt, helpers },
    ...{ verifierId: verifier?.id ?? null, list: said.list ?? "", origin: lifted?.origin, part: lifted?.part ?? 0 },
    ...{ sensitive: seen.sensitive, accused: seen.accused },
  };
  return [item, given === undefined && said.until === undefined ? "usual" : "said"];
}

/** `孙国华、何敏 …`: what follows the first names others too. */
function behind(person: PersonValue | undefined, text: string, { order }: Context): string {
  const rest = order?.rest ?? "";
  const end = person ? rest.indexOf(person.name) + person.name.length : 0;
  return person && rest.slice(end).trimStart().startsWith("、") ? `、${text}` : text;
}

/** @throws UserError for a word that stands where somebody should, Ask where nothing does */
function noOwner(text: string, { order }: Context): never {
  const word = /^\s*(\S{2,12})\s+\S/u.exec(text)?.[1];
  if (word !== undefined) throw new UserError(`名册里没有“${word}”，请交给联系他的干部。例：${examples[0]}`);
  if (!order) throw new UserError(`交给谁？例：${examples[0]}`);
  throw new Ask(
    "交给谁？说姓名。",
    { kind: "blank", argument: "person", order: { ...order, asked: order.asked + 1 }, standsAnyway: false },
    `一行写完，例：${examples[0]}`,
  );
}

/** Never to the accused. @throws NotAllowed */
function refuseAccused(
  { name }: PersonRow,
  post: { readonly role: "villager" | "cadre" | "secretary" | "admin"; readonly title: string },
): never {
  throw new NotAllowed(`这件说的就是${calledSo(name, post)}，不能交给他本人。`, "这件不能这样交，请私聊我。");
}

async function knownPerson({ id, name }: PersonValue, { tables }: Context): Promise<PersonRow> {
  const person = id === null ? undefined : await tables.people.get(id);
  if (!person) throw new UserError(`名册里没有“${name}”，请交给联系他的干部。`);
  return person;
}

/** @throws UserError where the speaker may hand them nothing */
async function handingTo(owner: PersonRow, near: string | undefined, context: Context) {
  const { actor } = context;
  if (owner.id === actor.person?.id) throw new UserError("自己的事用 /提醒。");
  const posts = await postsOf(owner.id, context);
  const found = handing(ownPosts(context), posts, near);
  if (found) return found;
  if (posts.every(({ role }) => role === "villager"))
    throw new UserError(`${owner.name}没有岗位，交给管他那里的干部。`);
  const places = actor.posts.map(({ placeName }) => placeName).join("、");
  throw new NotAllowed(
    `${owner.name}不在您管的地方（${places || "没有岗位"}），交不了。往上反映的写“意见：…”，交给您的事不归您管回“退回”。`,
    "这件您交不了，请私聊我。",
  );
}

async function echo(one: Handed, openBefore: number, due: "said" | "usual", context: Context): Promise<Reply> {
  const { now, calendar } = context;
  const { number, text, owner, dueAt, helpers, isHeard, sensitive } = one;
  const names = await context.tables.people.names(helpers);
  const also = helpers.length > 0 ? `，${helpers.map((id) => names.get(id) ?? "").join("、")}协办` : "";
  const late = lateFrom(dueAt, calendar);
  const grace =
    late === dueAt
      ? ""
      : `（${weekdayName(dayNumber(dueAt))}，到${weekdayName(dayNumber(late))}${formatDay(late, now)}18:00不算超期）`;
  const { defaultDays } = await termsAt(one.handing.from.placeId, context);
  const above = one.origin && isHandedOn(one.origin) ? one.origin : undefined;
  const usual =
    due === "usual" ? `（没说期限，按${above?.due_at === dueAt ? "上面给您的" : `${defaultDays}个工作日`}）` : "";
  // no working days were counted where the day was said and is one
  const until = due === "usual" || grace !== "" ? newYearNote(now, late, calendar) : "";
  const later =
    above?.due_at && dueAt > above.due_at
      ? `比上面给您的 ${numberOf(above)} 晚，那件${beforeDay(above.due_at, now)}。`
      : "";
  const full = [
    `交出去了 ${number}：${bound(text, mostEchoed)}，${owner.name}${also}，${formatDateTime(dueAt, now)}前${usual}。`,
    openBefore >= muchInHand ? `他手上还有${openBefore}件没办完。` : "",
    isHeard ? "" : "他还没认领账号，收不到，请转告。",
    grace,
    until,
    later,
    "错了回“撤销”。",
  ];
  const line = sensitive
    ? `${number} 已交办`
    : `${number}：${bound(text, 40)}（${owner.name}，${beforeDay(dueAt, now)}）`;
  return recorded(full.join(""), line, one.id);
}
