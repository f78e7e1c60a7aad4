import { readFileSync } from "node:fs";
import { tallyOf } from "../../../handlers/consultation/count.ts";
import type { ChatAddress } from "../../../src/bot/message.ts";
import type { RawRequest, Route } from "../../../src/channels/channel.ts";
import { sign } from "../../../src/channels/onebot/http-post.ts";
import { createOnebot } from "../../../src/channels/onebot/index.ts";
import { signRequest } from "../../../src/channels/qq/client.ts";
import { createQq } from "../../../src/channels/qq/index.ts";
import type { TallyMessage, TallyPerson } from "../../../src/chinese/consultation/consultation.ts";
import { consultationsCorpus } from "../../../src/chinese/corpora/consultations.ts";
import { placesVersion } from "../../../src/store/tables/places.ts";
import type { World } from "../../world.ts";

export type Conversation = {
  readonly name: string;
  readonly number: number;
  readonly title: string;
  readonly options: readonly string[] | null;
  readonly numbered: boolean;
  readonly openedAt: number;
  readonly closesAt: number;
  readonly opening: string;
  readonly botName: string;
  readonly people: readonly TallyPerson[];
  readonly messages: readonly TallyMessage[];
  readonly expected: Readonly<Record<string, unknown>>;
};

/** Whole conversations with their tallies. */
export function conversationsIn(file: string): Conversation[] {
  return readFileSync(`test/corpus/${file}`, "utf8")
    .split("\n")
    .flatMap((line) => {
      const one = consultationsCorpus.parse(line);
      if (!one) return [];
      const { consultation, people, messages, botName } = one.input;
      const { number, openingMessage: opening, ...question } = consultation;
      const name = `${(JSON.parse(line) as { id: string }).id} ${question.title}`;
      const expected = one.expected as Record<string, unknown>;
      return [{ name, number: Number(number.slice(1)), opening, people, messages, botName, expected, ...question }];
    });
}

export const platforms = ["qq", "onebot"] as const;
export type Platform = (typeof platforms)[number];

const [appId, self] = ["102", "10001"];
const secret = "VillageBotSecret0000000000000001";
const account = { qq: (id: string) => `qq:${id}`, onebot: (id: string) => `onebot:${id}` };

/** A channel as it is configured, into which signed bytes are put; what the bot sends gets an id of that platform. */
export function webhookOf(platform: Platform, world: World) {
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const channel =
    platform === "qq"
      ? createQq({ appId, secret, log: () => {}, now: world.now, apiUrl: "http://127.0.0.1:1" })
      : createOnebot({
          secret,
          selfId: self,
          apiUrl: "http://127.0.0.1:1",
          retentionMs: 4e10,
          log: log as never,
          now: world.now,
        });
  const [route] = channel.routes;
  if (!route) throw new Error("no route");
  return (request: RawRequest) => put(route, request, world);
}

async function put(route: Route, request: RawRequest, world: World): Promise<void> {
  const { status } = await route.handle(request, world.accept);
  if (status >= 300) throw new Error(`refused with ${status}`);
  await world.quiet();
}

export type Played = Conversation & { readonly platform: Platform; readonly town: string };

const idOf = (played: Played, id: string): string => {
  const code = [...played.town].reduce((sum, character) => sum * 31 + character.charCodeAt(0), 7) % 1_000_000;
  return `${code}${id.replace(/\D/g, "").padStart(4, "0")}`;
};

export const groupOf = (played: Played): ChatAddress => ({
  channel: played.platform,
  bot: played.platform === "qq" ? appId : self,
  kind: "group",
  id: idOf(played, "1"),
});

/** The village where it was said, with those who said it, and as many consultations as came before. */
export async function settle(played: Played, world: World): Promise<Map<string, string>> {
  const { town, people, number, openedAt } = played;
  const ids = new Map<string, string>();
  await world.store.write(async (tables) => {
    const path = `/county/${town}/`;
    await tables.places.put(
      { id: town, parent_id: "county", level: "town", level_word: "", name: `${town}镇`, path, town_id: town },
      [],
    );
    for (const { id, name, away } of people) {
      const awayCity = away ? "苏州" : null;
      const person = await tables.people.add({
        name,
        homePlaceId: town,
        awayCity,
        partyMember: false,
        phone: null,
        now: 1,
      });
      await tables.people.nameAccount(account[played.platform](idOf(played, id)), person);
      ids.set(person, id);
    }
    const cadre = await tables.people.add({
      name: "开征求的",
      homePlaceId: null,
      awayCity: null,
      partyMember: false,
      phone: null,
      now: 1,
    });
    await tables.people.addPost({ personId: cadre, role: "cadre", placeId: town, title: "", now: 1 });
    await tables.people.nameAccount(account[played.platform](idOf(played, cadreId)), cadre);
    const { channel, bot, kind, id } = groupOf(played);
    const chat = `${channel}:${bot}:${kind}:${id}`;
    await tables.groups.meet(chat, 1, "all");
    await tables.groups.bind(chat, town, "village");
    await tables.groups.greeted(chat, 1);
    const before = {
      kind: "consultation",
      town_id: town,
      chat: "",
      account: "",
      author_id: null,
      text: "",
      fingerprint: "",
    } as const;
    await tables.records.addAll(
      Array.from({ length: number - 1 }, (_, at) => ({ ...before, cause: `${town}#${at}`, created_at: openedAt })),
    );
    await tables.settings.set(placesVersion, town);
  });
  return ids;
}

const cadreId = "9999";

/** A cadre puts the question in the group. */
export async function open(played: Played, world: World, post: (request: RawRequest) => Promise<void>): Promise<void> {
  const { title, options, numbered, openedAt, closesAt } = played;
  world.waits(new Date(openedAt).toISOString());
  const opening = idOf(played, played.opening);
  world.sendWith(({ text }) => ({
    outcome: "sent",
    messageId: text.startsWith("【征求") ? opening : `${opening}-${text.length}`,
  }));
  const choices = options
    ? ` 选项：${options.map((option, at) => `${numbered ? at + 1 : ""}${option}`).join("/")}`
    : "";
  const until = new Date(closesAt + 8 * 3_600_000).toISOString();
  const date = `${until.slice(0, 4)}年${Number(until.slice(5, 7))}月${Number(until.slice(8, 10))}日${until.slice(11, 16)}`;
  const text = `/征求 ${title}${choices} 截止：${date}`;
  const message = { id: "9998", sender: cadreId, name: "村干部", fromBot: false, quote: null, mentioned: false };
  await post(requestOf(played, { ...message, sentAt: openedAt, text }));
}

/** What the platform would post for a message. */
export function requestOf(
  played: Played,
  { id, sender, name, sentAt, text, quote, mentioned }: TallyMessage,
): RawRequest {
  const message = idOf(played, id);
  const quoted = quote === null ? null : idOf(played, quote);
  const words = mentioned ? text.replaceAll(`@${played.botName}`, " ") : text;
  return played.platform === "qq"
    ? inQq(played, { message, quoted, words, mentioned, sender: idOf(played, sender), name, sentAt })
    : inOnebot(played, { message, quoted, words, mentioned, sender: idOf(played, sender), name, sentAt });
}

type Parts = {
  readonly message: string;
  readonly quoted: string | null;
  readonly words: string;
  readonly mentioned: boolean;
  readonly sender: string;
  readonly name: string;
  readonly sentAt: number;
};

function inQq(played: Played, { message, quoted, words, mentioned, sender, name, sentAt }: Parts): RawRequest {
  const you = { scope: "single", id: "BOT", member_openid: "BOT", username: played.botName, bot: true, is_you: true };
  const ext = [`msg_idx=${message}`, ...(quoted === null ? [] : [`ref_msg_idx=${quoted}`])];
  const d = {
    ...{ id: `ROBOT1.0_${message}`, content: words, group_openid: groupOf(played).id },
    timestamp: new Date(sentAt).toISOString().replace(".000Z", "+00:00"),
    author: { id: sender, member_openid: sender, member_role: "member", username: name, bot: false },
    ...{ message_type: quoted === null ? 0 : 103, message_scene: { source: "default", ext } },
    ...(mentioned ? { mentions: [you] } : {}),
  };
  const body = JSON.stringify({ id: `GROUP_MESSAGE_CREATE:${message}`, op: 0, s: 1, t: "GROUP_MESSAGE_CREATE", d });
  return signRequest(secret, appId, body, Math.floor(sentAt / 1000));
}

function inOnebot(played: Played, { message, quoted, words, mentioned, sender, name, sentAt }: Parts): RawRequest {
  const segments = [
    ...(quoted === null ? [] : [{ type: "reply", data: { id: quoted } }]),
    ...(mentioned ? [{ type: "at", data: { qq: self } }] : []),
    { type: "text", data: { text: words } },
  ];
  const body = JSON.stringify({
    ...{ time: Math.floor(sentAt / 1000), self_id: Number(self), post_type: "message", message_type: "group" },
    ...{
      sub_type: "normal",
      message_id: Number(message),
      group_id: Number(groupOf(played).id),
      user_id: Number(sender),
    },
    ...{ anonymous: null, message: segments, raw_message: words, font: 14 },
    sender: { user_id: Number(sender), nickname: name, card: "", role: "member" },
  });
  return {
    method: "POST",
    query: new URLSearchParams(),
    headers: { "x-signature": sign(secret, body) },
    body: Buffer.from(body),
  };
}

/** The tally as the corpus writes it. */
export async function tallied(played: Played, ids: ReadonlyMap<string, string>, world: World) {
  const { read } = world.store;
  const [row] = await read.records.find([played.town], ["consultation"], played.number);
  if (!row) throw new Error(`${played.name} was not opened`);
  const { title, options, numbered, openedAt, closesAt } = played;
  const asked = { id: row.id, number: `C${played.number}`, title, options, numbered, openedAt, closesAt };
  const { tally } = await tallyOf(asked, read);
  const own = (id: string): string => ids.get(id) ?? id;
  return {
    tally: Object.fromEntries(Object.entries(tally.tally).map(([stance, who]) => [stance, who.map(own).sort()])),
    people: tally.people,
    home: tally.home,
    away: tally.away,
    split: Object.fromEntries(Object.entries(tally.split).map(([stance, { home, away }]) => [stance, { home, away }])),
    unclassified: tally.unclassified.map(own).sort(),
    unmatched: tally.unmatched,
    entered_by: Object.fromEntries(Object.entries(tally.enteredBy).map(([who, by]) => [own(who), own(by)])),
  };
}
