import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { jobs } from "../jobs/index.ts";
import type { Outgoing, SendResult } from "../src/bot/delivery/outgoing.ts";
import { type ChatAddress, chatKey, type Incoming, type Message, type PictureSource } from "../src/bot/message.ts";
import { nextDue } from "../src/bot/next-due.ts";
import { dayOf } from "../src/chinese/time/index.ts";
import { joinBot } from "../src/join.ts";
import { defaultMinute } from "../src/ledger/digest.ts";
import type { Picture } from "../src/pictures/picture.ts";
import { createSeal, type Seal } from "../src/store/engine/seal.ts";
import type { Role } from "../src/store/schema.ts";
import { openStore, type Store } from "../src/store/store.ts";
import { placesVersion } from "../src/store/tables/places.ts";
import { openPostgresDatabase, type Template } from "./services/postgres.ts";
import { doorVariable } from "./services/postgres-of-run.ts";

const town = "town";
export const worldKey = Buffer.alloc(32, 7);

/** Saturday, 10:00 in Shanghai. */
export const saturday = Date.parse("2026-11-21T10:00:00+08:00");

export const engines = ["sqlite", "postgres"] as const;
export type Engine = (typeof engines)[number];

export const direct = (who: string): ChatAddress => ({ channel: "sandbox", bot: town, kind: "direct", id: who });
export const group = (id: string): ChatAddress => ({ channel: "sandbox", bot: town, kind: "group", id });

/** The town of nearly every test, as it is at {@link saturday}. */
export const smallTown: Template = {
  name: "small_town",
  async fill(url) {
    const store = await openStore({ url, seal: createSeal(worldKey) });
    await settle(store, saturday);
    await store.close();
  },
};

/** Of the run; of a world that is opened without one, its own. */
const runFolder = (): string => {
  const door = process.env[doorVariable];
  if (door !== undefined) return dirname(door);
  alone ??= mkdtempSync(join(tmpdir(), "chuanmen-played-"));
  return alone;
};
let alone: string | undefined;

/** The small town as a SQLite file to be copied, made once in a run. */
export async function smallTownFile(): Promise<string> {
  const file = join(runFolder(), "small-town.db");
  if (existsSync(file)) return file;
  const folder = mkdtempSync(join(dirname(file), "filling-"));
  await smallTown.fill(`sqlite:${join(folder, "town.db")}`);
  const town = new DatabaseSync(join(folder, "town.db"));
  town.prepare("vacuum into ?").run(join(folder, "whole.db")); // without a journal beside it
  town.close();
  renameSync(join(folder, "whole.db"), file);
  return file;
}

/** Nobody pulls the plug. */
const hasty = { synchronous: "off" } as const;

type WorldOptions = {
  readonly engine?: Engine;
  readonly startAt?: number;
  /** makes the database that is found there instead of the small town */
  readonly found?: (url: string) => Promise<void>;
  /** where pages are opened; by default nowhere */
  readonly pages?: () => string | null;
  /** goes on with the database that stands there, and leaves it */
  readonly url?: string;
};

/** A small town on real SQL, spoken to as people do. Everything that goes out is kept instead of sent. */
export async function openWorld({
  engine = "sqlite",
  startAt = saturday,
  found,
  pages,
  url: standing,
}: WorldOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-world-"));
  const sealed: string[] = [];
  const isUsual = found === undefined && startAt === saturday;
  const database =
    engine === "postgres" && !standing ? await openPostgresDatabase(isUsual ? smallTown : undefined) : undefined;
  const url = standing ?? database?.url ?? `sqlite:${join(folder, "world.db")}`;
  if (isUsual && !standing && !database) copyFileSync(await smallTownFile(), join(folder, "world.db"));
  await found?.(url);
  const store = await openStore({
    url,
    seal: noting(createSeal(worldKey), sealed),
    sqlite: hasty,
    // what is opened on one database again and again costs less so
    ...(!standing && { guarded: true }),
  });
  if (!found && !standing && !isUsual) await settle(store, startAt);
  let now = startAt;
  // what is found there has messages of its own
  let count = found ? 1_000 : 0;
  const sent: { to: string; text: string; at: number }[] = [];
  const drawn: Picture[] = [];
  let respond: (message: Outgoing) => SendResult | Promise<SendResult> = () => ({ outcome: "sent" });
  let pictures: (source: PictureSource) => Promise<Buffer> = () => Promise.reject(new Error("no pictures here"));
  const logged: string[] = [];
  const log = (event: string, facts: object) => void logged.push(`${event} ${JSON.stringify(facts)}`);
  const bot = joinBot({
    store,
    admins: new Set(["sandbox:admin"]),
    now: () => now,
    log,
    botName: "小助手",
    ...(pages ? { pages } : {}),
    outside: {
      send: async (message) => {
        const result = await respond(message);
        if (result.outcome !== "sent") return result;
        await message.picture?.png();
        sent.push({ to: chatKey(message.to), text: message.picture ? "［图］" : message.text, at: now });
        return result;
      },
      picture: (_, source) => pictures(source),
      paint: async (picture) => {
        drawn.push(picture);
        return Buffer.from("PNG");
      },
    },
  });
  const { accept, context, quiet } = bot;

  const ran = new Set<string>();
  const runDue = async () => {
    for (const job of jobs)
      for (const { data, at } of await job.due(now, context))
        if (at <= now) {
          ran.add(job.name);
          await job.run(job.data.parse(data), context);
        }
    await quiet();
  };

  return {
    store,
    url,
    context,
    accept,
    /** every page there is */
    pages: bot.pages,
    cards: bot.cards,
    sent,
    /** the figures of every picture that was sent */
    drawn,
    logged,
    /** names of the jobs that had something to do */
    ran,
    /** all that was written under the seal so far, in clear: messages, answers, questions, what is to be sent */
    sealed,
    now: () => now,
    sendWith: (answer: typeof respond) => {
      respond = answer;
    },
    /** what the platform gives for a picture */
    picturesFrom: (answer: typeof pictures) => {
      pictures = answer;
    },
    message,
    drain: bot.drain,
    quiet,
    /** What the bot says in that chat because of it, line by line; "" for silence. */
    async says(
      who: string,
      text: string,
      where: ChatAddress = direct(who),
      more: Partial<Message> = {},
    ): Promise<string> {
      const before = sent.length;
      await this.receives(message(who, text, where, more));
      return sent
        .slice(before)
        .filter(({ to }) => to === chatKey(where))
        .map((entry) => entry.text)
        .join("\n");
    },
    async receives(incoming: Incoming) {
      const accepted = await accept(incoming);
      await quiet();
      return accepted;
    },
    /** What was sent to a chat so far. */
    toChat: (chat: ChatAddress) => sent.filter(({ to }) => to === chatKey(chat)).map((entry) => entry.text),
    /** Moves the clock, from one minute with something due to the next, and runs it. */
    async passes(until: string | number) {
      const end = typeof until === "number" ? now + until : Date.parse(until);
      while (now < end) {
        const next = Math.ceil(((await nextDue(store.read, now)) ?? end) / 60_000) * 60_000;
        now = Math.min(next, end);
        await runDue();
      }
    },
    /** The machine is asleep until then: nothing runs in between. */
    async sleeps(until: string) {
      now = Date.parse(until);
      await runDue();
    },
    /** Later, and no job has come by yet. */
    waits(until: string) {
      now = Date.parse(until);
    },
    async close() {
      await quiet();
      await this.abandon();
    },
    /** As `close`, with work that will not end. */
    async abandon() {
      await bot.stop();
      await store.close();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  function message(who: string, text: string, chat: ChatAddress = direct(who), more: Partial<Message> = {}): Message {
    return {
      type: "message",
      key: `m${++count}`,
      chat,
      sender: { account: `sandbox:${who}`, shortAccount: `sandbox:${who}`, name: who },
      text,
      mentioned: false,
      botNames: ["小助手"],
      quote: null,
      sentAt: now,
      answers: "push",
      privately: direct(who),
      hears: "all",
      ...more,
    };
  }
}

const noting = (seal: Seal, sealed: string[]): Seal => ({
  ...seal,
  seal: (text) => {
    sealed.push(text);
    return seal.seal(text);
  },
});

export type World = Awaited<ReturnType<typeof openWorld>>;

const villages: Readonly<Record<string, readonly string[]>> = {
  东卧牛村: ["一社", "二社", "三社"],
  西卧牛村: ["一社", "二社"],
  李家湾村: ["一社"],
  柳河村: [],
  石门村: [],
};

/** 云湖县 › 新会镇 › five villages, a few people, a village group and a cadre group. */
async function settle(store: Store, now: number): Promise<void> {
  await store.write(async (tables) => {
    const put = (
      id: string,
      parent: string | null,
      level: "county" | "town" | "village" | "section",
      name: string,
      path: string,
      town: string,
    ) =>
      tables.places.put(
        { id, parent_id: parent, level, level_word: "", name, path, town_id: town },
        name === "东卧牛村" ? ["卧牛东"] : [],
      );
    await put("county", null, "county", "云湖县", "/county/", "county");
    await put("town", "county", "town", "新会镇", "/county/town/", "town");
    for (const [village, sections] of Object.entries(villages)) {
      await put(village, "town", "village", village, `/county/town/${village}/`, "town");
      for (const section of sections) {
        const id = `${village}${section}`;
        await put(id, village, "section", section, `/county/town/${village}/${id}/`, "town");
      }
    }
    const person = async (
      account: string,
      name: string,
      role: Role,
      placeId: string,
      title = "",
      away: string | null = null,
    ) => {
      const home = role === "villager" ? placeId : null;
      const id = await tables.people.add({
        name,
        homePlaceId: home,
        awayCity: away,
        partyMember: false,
        phone: null,
        now: saturday,
      });
      if (role !== "villager") await tables.people.addPost({ personId: id, role, placeId, title, now: saturday });
      if (role === "secretary") await tables.digests.begin(id, defaultMinute(placeId), dayOf(now + 24 * 60 * 60_000));
      if (account) await tables.people.nameAccount(`sandbox:${account}`, id);
    };
    await person("wang", "王建国", "cadre", "东卧牛村", "村委会主任");
    await person("zhou", "周明", "cadre", "town", "包村干部");
    await person("sun", "孙国华", "secretary", "town", "镇党委书记");
    await person("li", "李大山", "villager", "东卧牛村三社", "", "苏州");
    await person("xiuying", "王秀英", "villager", "东卧牛村一社");
    await person("", "赫振山", "secretary", "东卧牛村", "村党支部书记");
    await person("", "王秀英", "villager", "西卧牛村一社");
    for (const [id, place, kind] of [
      ["village", "东卧牛村", "village"],
      ["office", "town", "cadre"],
    ] as const) {
      await tables.groups.meet(chatKey(group(id)), saturday, "all");
      await tables.groups.bind(chatKey(group(id)), place, kind);
      await tables.groups.greeted(chatKey(group(id)), saturday);
    }
    await tables.settings.set(placesVersion, "1");
  });
}
