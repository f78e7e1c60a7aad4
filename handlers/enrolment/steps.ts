import type { Context } from "../../src/bot/context.ts";
import { holdsAt } from "../../src/bot/permission.ts";
import type { PlaceValue } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import { campaignTermsOf, usualCampaigns } from "../../src/ledger/campaign-terms.ts";
import { daysBetween } from "../../src/ledger/coverage.ts";
import { untilMonth } from "../../src/ledger/enrolment.ts";
import type { Enrolment } from "../../src/store/tables/enrolments.ts";
import { above, demandAbove, demandCounty, enrolled, isCounty, listsOf, missing, tellThose } from "./who.ts";

type Said = { readonly place: PlaceValue; readonly words: string; readonly owner: string; readonly basis: string };

const note = async (action: string, place: string, { tables, message, actor, now }: Context, detail: string) =>
  tables.audit.add({
    ...{ at: now, account: message.sender.account, personId: actor.person?.id ?? null, action, subject: place, detail },
  });

/** @throws UserError where it stands there already */
export async function enrol({ place, words, owner, basis }: Said, context: Context): Promise<Reply> {
  const { tables, message, now, places } = context;
  demandAbove(context, place);
  const register = (await tables.campaigns.around(place.path)).find(
    ({ template, path }) => template === "register" && place.path.startsWith(path),
  );
  if (!register) throw new UserError("还没有名册。先发：/专项 新建 后进村整顿 名册");
  const [name = ""] = owner.split(/\s/u, 1);
  const found =
    name === "" ? [] : await tables.people.candidates({ names: [name] }, { path: places.root()?.path ?? "/" });
  const named = found.filter((one) => one.name === name);
  if (name !== "" && named.length !== 1)
    throw new UserError(named.length === 0 ? `名册上没有${name}，没列入。` : `${name}不止一位，没列入。`);
  const today = dayOf(now);
  const until = untilMonth(`${words} ${owner}`, today);
  const isNew = await tables.enrolments.add({
    ...{ cause: `${causesOf(message.key)}enrolment`, campaign_id: register.id, place_id: place.id },
    ...{ owner_id: named[0]?.id ?? null, from_day: today, to_day: until, state: "enrolled", since_day: today },
    ...{ basis: basis === "" ? null : basis, account: message.sender.account, created_at: now },
  });
  if (!isNew) throw new UserError(`${place.name}已在册。看它：/整顿 ${place.name}`);
  await note("enrolled", place.id, context, basis);
  const [list = ""] = listsOf(place.name);
  const by = named[0] ? `包：${named[0].name}，` : "还没有人包，";
  await tellThose(
    { owner_id: named[0]?.id ?? null, place_id: place.id },
    `${place.name}列入整顿了${until === null ? "" : `，到${formatDay(until, now)}`}。看要办的：/整顿 ${place.name}`,
    context,
  );
  return here(
    `${place.name}列入整顿：${by}${until === null ? "没写到哪天" : `到${formatDay(until, now)}`}。问题这样交办：/交办 清单 来源：${list}。列错了：/整顿 撤下 ${place.name} 列错了`,
  );
}

/** Whoever is in charge asks, a secretary above says so; without the test only the county, with a reason. */
export async function pass({ place, basis }: Said, context: Context): Promise<Reply> {
  const { actor, tables, message } = context;
  const one = await enrolled(place, context);
  if (one.state !== "enrolled") throw new UserError(`${place.name}已经达标了。看它：/整顿 ${place.name}`);
  const left = await missing(one, context);
  if (left.length > 0 && !(basis !== "" && isCounty(context, place)))
    throw new UserError(`${place.name}还不能达标：${left.join("；")}。`);
  if (holdsAt(actor, "secretary", above(place.path))) return follow(one, place, basis, context);
  if (one.owner_id !== actor.person?.id) throw new NotAllowed("达标由包的干部提，上级书记同意。", "由包的干部提。");
  if (!(await tables.enrolments.change(one, { asked_cause: message.key })))
    throw new UserError("刚才有人改过，请再看一遍。");
  await tellThose(one, `${place.name}的整顿提了达标，该办的都办了。同意回：/整顿 同意 ${place.name}`, context);
  return here(`提了：${place.name}达标，等上级书记同意。`);
}

export async function agree({ place, basis }: Said, context: Context): Promise<Reply> {
  demandAbove(context, place);
  const one = await enrolled(place, context);
  if (one.asked_cause === null || one.state !== "enrolled") throw new UserError(`${place.name}没有人提达标。`);
  const left = await missing(one, context);
  if (left.length > 0) throw new UserError(`${place.name}还不能达标：${left.join("；")}。`);
  return follow(one, place, basis, context);
}

async function follow(one: Enrolment, place: PlaceValue, basis: string, context: Context): Promise<Reply> {
  const today = dayOf(context.now);
  await take(
    one,
    { state: "followed", since_day: today, asked_cause: null, ...(basis === "" ? {} : { basis }) },
    context,
  );
  await note("enrolment passed", place.id, context, basis);
  const long = lasting(await followUpAt(place, context));
  await tellThose(one, `${place.name}整顿达标了，再跟踪${long}。`, context);
  return here(`${place.name}达标，今天起跟踪${long}。${long}后：/整顿 销号 ${place.name} 依据：…`);
}

const followUpAt = async ({ id }: PlaceValue, { tables }: Context): Promise<number> =>
  campaignTermsOf(await tables.records.setFor("campaign", id)).followUpDays;
const lasting = (days: number): string => (days === usualCampaigns.followUpDays ? "一年" : `${days}天`);

/** After the year, with nothing open. */
export async function strike({ place, basis }: Said, context: Context): Promise<Reply> {
  demandCounty(context, place);
  const one = await enrolled(place, context);
  if (one.state !== "followed") throw new UserError(`${place.name}还没达标，不能销号。`);
  const days = daysBetween(one.since_day, dayOf(context.now));
  const followUpDays = await followUpAt(place, context);
  if (days < followUpDays)
    throw new UserError(
      `${place.name}达标后跟踪了${days}天，满${lasting(followUpDays)}才能销号，还差${followUpDays - days}天。`,
    );
  const open = await context.tables.enrolments.openOf(listsOf(one.place), one.path);
  if (open.length > 0)
    throw new UserError(`${place.name}还有没办完的：${open.map((number) => `J${number}`).join("、")}。`);
  if (basis === "") throw new UserError(`请写依据。例：/整顿 销号 ${place.name} 依据：12月20日县委常委会`);
  await take(one, { state: "struck", since_day: dayOf(context.now), basis }, context);
  await note("enrolment struck", place.id, context, basis);
  await tellThose(one, `${place.name}的整顿销号了。`, context);
  return here(`${place.name}销号了。`);
}

export async function enrolAnew({ place, words }: Said, context: Context): Promise<Reply> {
  demandAbove(context, place);
  const one = await enrolled(place, context);
  if (one.state !== "followed") throw new UserError(`${place.name}不在跟踪。`);
  if (words === "") throw new UserError(`请写原因。例：/整顿 重新列入 ${place.name} 老问题又出来了`);
  await take(one, { state: "enrolled", since_day: dayOf(context.now), basis: words }, context);
  await note("enrolled anew", place.id, context, words);
  await tellThose(one, `${place.name}重新列入整顿了。`, context);
  return here(`${place.name}重新列入整顿。`);
}

export async function remove({ place, words }: Said, context: Context): Promise<Reply> {
  demandCounty(context, place);
  const one = await enrolled(place, context);
  if (words === "") throw new UserError(`请写原因。例：/整顿 撤下 ${place.name} 列错了`);
  await take(one, { state: "removed", since_day: dayOf(context.now), basis: words }, context);
  await note("enrolment removed", place.id, context, words);
  return here(`${place.name}从名册上撤下了。`);
}

async function take(
  one: Enrolment,
  change: Parameters<Context["tables"]["enrolments"]["change"]>[1],
  { tables }: Context,
) {
  if (!(await tables.enrolments.change(one, change))) throw new UserError("刚才有人改过，请再看一遍。");
}
