import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { may, neededFor, roleWords } from "../../src/bot/permission.ts";
import { beginDigest, takeOver } from "../../src/bot/post.ts";
import { type PlaceValue, placeArgument, textField, wordArgument } from "../../src/bot/reading/declare.ts";
import { recorded } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { cityIn } from "../../src/chinese/names/index.ts";
import { isPhone } from "../../src/chinese/privacy/sensitive-kinds.ts";
import type { Role } from "../../src/store/schema.ts";
import type { KnownPerson } from "../../src/store/tables/roster.ts";
import { unclaimedForm } from "./unclaimed.ts";

const roleOf = (word: string): Role | undefined =>
  (Object.keys(roleWords) as Role[]).find((role) => role !== "admin" && roleWords[role] === word);

export const register = defineCommand({
  name: "登记",
  aliases: ["register"],
  summary: "把人登记到花名册",
  role: "cadre",
  where: ["direct"],
  examples: ["/登记 王强 东卧牛村三社 外出：苏州", "/登记 马骏 石门村 岗位：干部；职务：村文书"],
  args: z.object({
    name: wordArgument("姓名", { question: "登记谁？说姓名。" }),
    place: placeArgument("地点", { question: "是哪个村、哪个社的？" }),
    role: textField("岗位"),
    title: textField("职务"),
    phone: textField("手机"),
    city: textField("外出"),
    father: textField("父名"),
  }),
  forms: [unclaimedForm],
  async run({ name: called, place, role: said = roleWords.villager, title = "", ...written }, context) {
    const { name, father = written.father } = withFather(called);
    const facts = { ...written, ...(father === undefined ? {} : { father }) };
    if (!/^[\p{Script=Han}·]{2,8}$/u.test(name)) throw new UserError(`“${name}”不像姓名。例：/登记 王强 东卧牛村三社`);
    const role = roleOf(said.trim());
    if (!role) throw new UserError("岗位可写：村民、干部、书记。管理员要由运维设置。");
    const act = `appoint ${role}` as const;
    if (!may(context.actor, act, place))
      throw new NotAllowed(`登记${roleWords[role]}要当地${roleWords[neededFor(act)]}。`);
    const phone = phoneIn(facts.phone);
    const city = facts.city === undefined ? undefined : cityIn(facts.city);
    if (city === null) throw new UserError("没听懂“外出”。只写城市，例：外出：苏州");
    const known = await whoIsMeant(name, place, facts.father, context);
    const { tables, message, actor, now } = context;
    for (const post of known?.posts ?? [])
      if (!may(actor, `appoint ${post.role}`, { path: context.places.get(post.placeId)?.path ?? "/" }))
        throw new NotAllowed(`${name}是${roleWords[post.role]}，他的登记要上面的人改。`);
    const personId =
      known?.id ??
      (await tables.people.add({ name, homePlaceId: null, awayCity: null, partyMember: false, phone: null, now }));
    await tables.roster.correct(personId, {
      ...(role === "villager" ? { homePlaceId: place.id } : {}),
      ...(phone === undefined ? {} : { phone }),
      ...(city === undefined ? {} : { awayCity: city }),
      ...(facts.father === undefined ? {} : { fatherName: facts.father }),
    });
    if (role !== "villager") {
      const held = async () => {
        const posts = await tables.people.posts(personId);
        return posts.find((post) => post.role === role && post.place_id === place.id)?.id;
      };
      const before = await held();
      await tables.people.ensurePost({ personId, role, placeId: place.id, title, now });
      const given = await held();
      if (before === undefined && given !== undefined)
        await tables.handovers.add({
          ...{ cause: `${message.key}#registered`, at: now, account: message.sender.account },
          ...{ fromId: personId, toId: personId },
          moved: { posts: [{ ended: null, given }], pairings: [], reminders: [] },
        });
      await takeOver({ personId, role, placeId: place.id, title }, tables);
      if (role === "secretary") await beginDigest(personId, place.id, tables, now);
    }
    const by = { account: message.sender.account, personId: actor.person?.id ?? null };
    await tables.audit.add({ at: now, ...by, action: "registered", subject: personId, detail: role });
    const where = context.places.fullName(place.id);
    const what = `${name} ${where} ${roleWords[role]}${title && `（${title}）`}${city ? `，在${city}` : ""}`;
    const next = known?.accounts.length ? "" : `要他能用，发：/发码 ${name}。`;
    const back = role === "villager" ? "" : "错了回“撤销”。";
    return recorded(`登记好了：${what}。${next}${back}`, "登记好了。");
  },
});

/** 王秀英（王大山）: whose child, as lists of names say it */
function withFather(called: string): { readonly name: string; readonly father?: string } {
  const [, name, father] = /^([^（(]+)[（(](?:父名?|父亲|其父)?[:：]?(\p{Script=Han}{2,4})[）)]$/u.exec(called) ?? [];
  return name !== undefined && father !== undefined ? { name, father } : { name: called };
}

function phoneIn(said: string | undefined): string | undefined {
  if (said === undefined) return undefined;
  const digits = said
    .normalize("NFKC")
    .replace(/[\s-]/g, "")
    .replace(/^\+?86(?=1\d{10}$)/, "");
  if (!isPhone(digits)) throw new UserError("手机号位数不对，是11位数字。没登记。");
  return digits;
}

/** Somebody of that name in the same village is perhaps this one: asked, never guessed. @throws Ask */
async function whoIsMeant(
  name: string,
  place: PlaceValue,
  father: string | undefined,
  { tables, places, order }: Context,
): Promise<KnownPerson | undefined> {
  const villageOf = (id: string) => (places.above(id, "village") ?? places.get(id))?.id;
  const near = (await tables.roster.called([name])).filter(
    ({ placeIds, fatherName }) =>
      placeIds.some((id) => villageOf(id) === villageOf(place.id)) &&
      (father === undefined || fatherName === null || fatherName === father),
  );
  const sure = near.find(({ fatherName }) => father !== undefined && fatherName === father);
  if (sure || near.length === 0 || !order) return sure;
  if (order.chosen.who === "new" && father === undefined)
    throw new UserError(`同村同名的要写父名才分得开。例：/登记 ${name} ${place.name} 父名：王大山`);
  if (order.chosen.who !== undefined) return near.find(({ id }) => id === order.chosen.who);
  const choices = [
    ...near.slice(0, 7).map((person) => ({ value: person.id, label: `就是${describe(person, places)}` })),
    { value: "new", label: "是另一个人" },
  ].map(({ value, label }) => ({
    label,
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, who: value } },
  }));
  throw new Ask(
    `名册里已经有${name}。${listChoices(choices.map(({ label }) => label))}`,
    { kind: "choice", choices },
    "请私聊我登记。",
  );
}

function describe({ posts, homePlaceId, fatherName }: KnownPerson, places: Context["places"]): string {
  const [post] = posts;
  const where = post
    ? `${places.get(post.placeId)?.name}${post.title || roleWords[post.role]}`
    : places.get(homePlaceId ?? "")?.name;
  return `${where ?? ""}的${fatherName ? `（${fatherName}家）` : "这一位"}`;
}
