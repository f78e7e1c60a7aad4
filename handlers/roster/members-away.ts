import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, type PlaceValue, placeArgument, textArgument } from "../../src/bot/reading/declare.ts";
import { listed } from "../../src/bot/record/list.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import { daysBetween, nameSome } from "../../src/ledger/coverage.ts";
import type { MemberAway } from "../../src/store/tables/members-away.ts";

/** So long without a word somebody is out of touch. */
const outOfTouchDays = 90;
const mostCities = 5;
const mostNamed = 5;

const isOutOfTouch = ({ day }: MemberAway, today: string): boolean =>
  day === null || daysBetween(day, today) > outOfTouchDays;

/** Members of the party who work elsewhere, and when their branch last spoke with each: nothing is written down for it. */
export const membersAway = defineCommand({
  name: "流动党员",
  looksUp: true,
  aliases: ["membersaway"],
  summary: "看在外的党员在哪里、多久没联系，给他们发通知",
  role: "cadre",
  where: ["direct"],
  examples: ["/流动党员", "/流动党员 东卧牛"],
  args: z.object({ place: optional(placeArgument("村", { fallback: "none" })) }),
  forms: [
    defineForm({
      word: "通知",
      summary: "把支部的通知单独发给本村在外的每个党员",
      examples: ["/流动党员 通知 12月5日20:00线上开支部党员大会"],
      args: z.object({
        place: placeArgument("村", { question: "哪个村的？" }),
        words: textArgument("通知", { question: "通知什么？如：12月5日20:00线上开支部党员大会" }),
      }),
      run: ({ place, words }, context) => notify(place, words, context),
    }),
  ],
  run: ({ place }, context) => list(place, context),
});

async function list(said: PlaceValue | undefined, context: Context): Promise<Reply> {
  const { actor, places, tables, now } = context;
  const own = actor.isAdmin ? places.root() : places.get(widestPost(actor, "cadre")?.placeId ?? "");
  const at = said ?? own;
  if (!at) throw new UserError("您还没有管的地方。");
  demand(actor, "keep record", at, "流动党员");
  const all = await tables.membersAway.below(at.path);
  if (all === null) throw new UserError(tooMany(at, places));
  const today = dayOf(now);
  const left = all.filter((one) => isOutOfTouch(one, today)).length;
  const touch = left > 0 ? `；${outOfTouchDays}天以上没联系${left}人` : "";
  return listed(
    {
      title: "很久没联系的在前",
      above: `流动党员 ${at.name}${all.length}人（${cities(all)}）${touch}`,
      empty: `${at.name}名册上没有在外的党员。党员、外出两栏在名册里，或本人发：/在外 城市`,
      find: async ({ limit, offset }) => all.slice(offset, offset + limit),
      line: ({ name, city, placeId, day }) => {
        const where = places.above(placeId, "village");
        const from = where && where.id !== at.id ? `${where.name} ` : "";
        const days = day === null ? 0 : daysBetween(day, today);
        const ago = days > 0 ? `${formatDay(day ?? today, now)}联系过，${days}天前` : "今天联系过";
        const when = day === null ? "还没联系过" : ago;
        return `${from}${name}（${city}）${when}`;
      },
      foot: "联系了照常记：/谈心 村名 姓名 说了什么",
    },
    undefined,
    context,
  );
}

function tooMany({ name, path }: Pick<PlaceValue, "name" | "path">, { get, towns }: Context["places"]): string {
  const [town] = towns(path).flatMap((id) => (get(id)?.level === "town" ? (get(id)?.name ?? []) : []));
  const how =
    town === undefined || town === name ? "一个村一个村看：/流动党员 村名" : `一个镇一个镇看：/流动党员 ${town}`;
  return `${name}在外的党员太多，一次列不完。${how}`;
}

/** `昆山2、青岛1` */
function cities(all: readonly MemberAway[]): string {
  const counts = new Map<string, number>();
  for (const { city } of all) counts.set(city, (counts.get(city) ?? 0) + 1);
  const most = [...counts].sort(([, one], [, other]) => other - one);
  const shown = most.slice(0, mostCities).map(([city, count]) => `${city}${count}`);
  return `${shown.join("、")}${most.length > mostCities ? `等${most.length}个城市` : ""}`;
}

/** To each alone: who belongs to the party is not said in front of a village. */
async function notify(place: PlaceValue, words: string, context: Context): Promise<Reply> {
  const { actor, places, tables, message, now } = context;
  const village = places.above(place.id, "village");
  if (!village) throw new UserError("通知一个村一个村地发。例：/流动党员 通知 东卧牛 12月5日20:00线上开支部党员大会");
  demand(actor, "keep record", village, "流动党员");
  const members = await tables.membersAway.below(village.path);
  if (members === null) throw new UserError(tooMany(village, places));
  const all = members.filter(({ id }) => id !== actor.person?.id);
  if (all.length === 0) throw new UserError(`${village.name}名册上没有在外的党员，没发。`);
  const unheard: string[] = [];
  for (const { id, name } of all) {
    const told = await tell(
      {
        ...{ to: { person: id }, why: "others", private: true, cause: `${message.key}#member:${id}` },
        text: `${village.name}党支部通知：${words.trim()}\n有话跟支部说，直接回我：意见 …`,
      },
      { tables, now },
    );
    if (told.way !== "private") unheard.push(name);
  }
  const rest =
    unheard.length === 0
      ? ""
      : `${nameSome(unheard.slice(0, mostNamed), unheard.length, "人")}收不到，请打电话；要能收到先：/发码 姓名`;
  return here([`发给${all.length - unheard.length}人。`, rest].filter(Boolean).join(""));
}
