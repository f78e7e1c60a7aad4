import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { may, neededFor, roleWords } from "../../src/bot/permission.ts";
import { endPost as endOne } from "../../src/bot/post.ts";
import { optional, type PlaceValue, personArgument, placeArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { tellLeft } from "../../src/bot/tell/left.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import type { HeldPost } from "../../src/store/tables/roster.ts";

export const endPost = defineCommand({
  name: "撤岗",
  aliases: ["resign"],
  summary: "撤掉一个人的岗位",
  role: "secretary",
  where: ["direct", "cadre"],
  examples: ["/撤岗 王建国 东卧牛村"],
  args: z.object({
    person: personArgument("人", { asWritten: true, question: "撤谁的岗位？说姓名。" }),
    place: optional(placeArgument("地点", { fallback: "none" })),
  }),
  async run({ person, place }, context) {
    const { message, actor, tables, now } = context;
    if (person.id === null) throw new UserError(`您管的地方没有在任的“${person.name}”。`);
    const name = (await tables.people.get(person.id))?.name ?? person.name;
    const ending = await postsAt(person.id, name, place, context);
    for (const post of ending) {
      const act = `appoint ${post.role}` as const;
      if (!may(actor, act, { path: context.places.get(post.placeId)?.path ?? "/" }))
        throw new NotAllowed(`撤${roleWords[post.role]}要当地${roleWords[neededFor(act)]}。`);
    }
    let followed = 0;
    for (const post of ending) {
      const ended = await endOne(post, tables, now);
      followed += ended?.followed ?? 0;
      for (const row of ended?.left ?? []) await tellLeft(name, row, message.key, context);
      await tables.audit.add({
        at: now,
        account: message.sender.account,
        personId: actor.person?.id ?? null,
        action: "ended post",
        subject: post.id,
      });
    }
    await tables.handovers.add({
      ...{ cause: `${message.key}#ended`, at: now, account: message.sender.account },
      ...{ fromId: person.id, toId: person.id },
      moved: { posts: ending.map(({ id }) => ({ ended: id, given: null })), pairings: [], reminders: [] },
    });
    const words = ending.map((post) => postWords(post, context)).join("、");
    await tell(
      {
        to: { person: person.id },
        text: `您不再担任${words}，从现在起。有疑问请问管理员。`,
        cause: `${message.key}#ended`,
        why: "others",
        private: true,
      },
      context,
    );
    const also = followed > 0 ? `提醒${followed}条转给了接任的人。` : "";
    return privately(`${name}不再担任${words}。${also}错了回“撤销”。`, "好，撤了。");
  },
});

/** `新会镇东卧牛村干部（村委会主任）` */
const postWords = ({ placeId, role, title }: HeldPost, { places }: Context): string =>
  `${places.fullName(placeId)}${roleWords[role]}${title && `（${title}）`}`;

/** The posts at one place. @throws UserError or Ask */
async function postsAt(
  personId: string,
  name: string,
  place: PlaceValue | undefined,
  context: Context,
): Promise<readonly HeldPost[]> {
  const held = (await context.tables.people.posts(personId)).filter(
    (post) => post.role !== "villager" && post.place_path.startsWith(place?.path ?? "/"),
  );
  const exact = held.filter((post) => post.place_id === place?.id);
  const meant = (exact.length > 0 ? exact : held).map(({ id, role, place_id, title }) => ({
    ...{ id, personId, role, placeId: place_id, title },
  }));
  if (meant.length === 0) throw new UserError(`${name}${place ? `在${place.name}` : ""}没有岗位。`);
  const places = [...new Set(meant.map((post) => post.placeId))];
  if (places.length > 1) throw whichPlace(name, places, context);
  return meant;
}

function whichPlace(name: string, ids: readonly string[], { order, places }: Context): Error {
  if (!order) throw new Error("a post is asked about outside a command");
  const choices = ids.slice(0, 9).map((id) => ({
    label: places.fullName(id),
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, place: id } },
  }));
  return new Ask(
    `${name}不止一个岗位，撤哪里的？${listChoices(choices.map(({ label }) => label))}`,
    { kind: "choice", choices },
    "一行写完，例：/撤岗 王建国 东卧牛村",
  );
}
