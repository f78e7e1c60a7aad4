import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { textArgument } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { parseIsoDay, startOfDay } from "../../src/chinese/time/index.ts";
import { type Asked, type Called, callArticle, callsFor, reachedBy } from "../../src/ledger/assembly-call.ts";
import { bodyAt, bodyWord } from "../../src/ledger/bodies.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import { termsAt } from "./standing.ts";

const example = "提议村代会、提议村民会议";
export const representative = "村民代表";
/** What was asked for longer ago than this is asked for anew. */
const lasts = 90 * 24 * 60 * 60_000;
const back = /[\s，,]*(?:撤回|撤销|不提了|算了)$/u;

/** `提议村代会`: enough of those who may ask for it, and the committee hears that it is to be called, and of nobody's name. */
export const callForm = defineForm({
  word: "提议",
  summary: "提议开村代会（村民代表）或村民会议，谁提的不告诉任何人",
  examples: ["/议题 提议 村代会", "/议题 提议 村民会议", "/议题 提议 村代会 撤回"],
  where: ["direct"],
  args: z.object({ words: textArgument("什么会", { question: "提议开什么会？村代会还是村民会议？" }) }),
  async run({ words }, context) {
    const body = bodyAt(words.trim().replace(/^(?:召开|开)/u, ""))?.body;
    if (body !== "representatives" && body !== "villagers") throw new UserError(`能提议的是：${example}。`);
    const village = ownVillage(context);
    const isRepresentative = context.actor.posts.some(
      ({ title, placePath }) => title.includes(representative) && placePath.startsWith(village.path),
    );
    if (body === "representatives" && !isRepresentative)
      throw new NotAllowed("村代会由村民代表提议。村民可以提议村民会议：提议村民会议");
    return ask(body, village, isRepresentative, back.test(words), context);
  },
});

function ownVillage({ actor, places }: Context): PlaceRow {
  const home = actor.person?.homePlaceId ?? actor.posts.find(({ title }) => title.includes(representative))?.placeId;
  const village = home ? places.above(home, "village") : undefined;
  if (!village) throw new UserError("还不知道您住哪个村，先认领账号：认领 码");
  return village;
}

async function ask(
  body: Called,
  village: PlaceRow,
  isRepresentative: boolean,
  isTakenBack: boolean,
  context: Context,
): Promise<Reply> {
  const { tables, actor, message, now } = context;
  const which = { place_id: village.id, body };
  const met = await tables.assemblyCalls.lastMet(which);
  const since = met === null || parseIsoDay(met) === null ? 0 : startOfDay(met) + 24 * 60 * 60_000;
  await tables.assemblyCalls.begin(which, Math.max(since, now - lasts));
  // not of the village: what goes along into another one is one voice there too
  const voice = tables.records.fingerprint(`${body} ${actor.person?.id ?? ""}`);
  const word = bodyWord(body);
  if (isTakenBack) {
    const isGone = await tables.assemblyCalls.remove(which, voice);
    return privately(isGone ? `撤回了，不再算您提议${word}。` : `没有能撤回的提议（没提过，或已经够数告诉村里了）。`);
  }
  const isNew = await tables.assemblyCalls.add({
    ...{ ...which, voice, speaks_for: isRepresentative ? "representatives" : "villagers", at: now },
    cause: `${causesOf(message.key)}call`,
  });
  const rows = await tables.assemblyCalls.of(which);
  const asked = callsFor(
    body,
    rows.map(({ speaks_for }) => speaks_for),
    {
      representatives: await tables.motionRoster.titled(village.path, [representative]),
      villagers: (await termsAt(village.id, context)).adults,
    },
  );
  const reached = reachedBy(asked);
  if (reached && !rows.some(({ told }) => told === 1)) {
    await tellCommittee(body, village, reached, context);
    await tables.assemblyCalls.settle(which);
  }
  const begun = isNew ? "记下了" : "您已经提议过了";
  const stands = reached
    ? `够数了，已经告诉${village.name}要召集${word}`
    : asked.map((one) => countWords(one)).join("；");
  return privately(`${begun}：${stands}。谁提的不告诉任何人。${reached ? "" : `不提了回“提议${word} 撤回”。`}`);
}

const unknown = {
  representatives: "有几名村民代表，名册上还没有",
  villagers: "全村成年人数，村里还没登记",
} as const;
const who = { representatives: "村民代表", villagers: "村民" } as const;

const countWords = ({ voice, count, of, needed }: Asked): string =>
  needed === null
    ? `${count}名${who[voice]}提议，够不够数要看${unknown[voice]}`
    : `${count}名${who[voice]}提议，共${of}名，够${needed}名就告诉村里`;

/** All who work for the village, and nobody of those who asked is named. */
async function tellCommittee(body: Called, village: PlaceRow, { words, count, of }: Asked, context: Context) {
  const { tables, message } = context;
  const people = new Set((await tables.people.inOffice([village.id])).map(({ person_id }) => person_id));
  for (const person of people)
    await tell(
      {
        ...{ to: { person }, why: "others", private: true },
        text: `${village.name}${words}提议召集${bodyWord(body)}（${count}/${of}），应当召集（${callArticle(body)}）。谁提的不告诉任何人。开了记：/会议 ${bodyWord(body)} 12月12日 应到/实到`,
        cause: `calls:${message.key}#${person}`,
      },
      context,
    );
}
