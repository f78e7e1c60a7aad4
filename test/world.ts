import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jobs } from "../jobs/index.ts";
import type { Outgoing, SendResult } from "../src/bot/delivery/outgoing.ts";
import { type ChatAddress, chatKey, type Incoming, type Message, type PictureSource } from "../src/bot/message.ts";
import { nextDue } from "../src/bot/next-due.ts";
import { joinBot } from "../src/join.ts";
import type { Picture } from "../src/pictures/picture.ts";
import type { Sheet } from "../src/pictures/sheet.ts";
import { createSeal, type Seal } from "../src/store/engine/seal.ts";
import { openStore } from "../src/store/store.ts";
import { openPostgresDatabase } from "./services/postgres.ts";
import { direct, group, saturday, settle, smallTown, smallTownFile, worldKey } from "./small-town.ts";

export { direct, group, saturday, worldKey };

export const engines = ["sqlite", "postgres"] as const;
export type Engine = (typeof engines)[number];

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
  /** where the keys of open ballots lie; by default in a folder of its own */
  readonly ballotDir?: string;
};

/** A small town on real SQL, spoken to as people do. Everything that goes out is kept instead of sent. */
export async function openWorld({
  engine = "sqlite",
  startAt = saturday,
  found,
  pages,
  url: standing,
  ballotDir: ballotsAt,
}: WorldOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-world-"));
  const ballotDir = ballotsAt ?? join(folder, "ballots");
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
  const sheets: Sheet[] = [];
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
    ballotDir,
    ...(pages ? { pages } : {}),
    outside: {
      send: async (message) => {
        const result = await respond(message);
        if (result.outcome !== "sent") return result;
        await (message.picture?.png() ?? message.file?.bytes());
        sent.push({
          to: chatKey(message.to),
          text: message.picture ? "［图］" : message.file ? `［文件］${message.file.name}` : message.text,
          at: now,
        });
        return result;
      },
      picture: (_, source) => pictures(source),
      paint: async (shown) => {
        if ("lines" in shown) sheets.push(shown);
        else drawn.push(shown);
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
    /** where the keys of open ballots lie */
    ballotDir,
    context,
    accept,
    /** every page there is */
    pages: bot.pages,
    notices: bot.notices,
    cards: bot.cards,
    sent,
    /** the figures of every picture that was sent */
    drawn,
    /** the lines of every file that was sent */
    sheets,
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
    /** At once, as far as there are connections: what waits five seconds for one, on a machine that is busy, is refused. */
    async acceptsAll(incoming: readonly Incoming[]) {
      const left = [...incoming];
      while (left.length > 0) await Promise.all(left.splice(0, 10).map(accept));
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
