import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import Router from "@koa/router";
import type { Context, Middleware } from "koa";
import { z } from "zod";
import type { CharacterId, GroupId } from "../channels/sandbox/cast.ts";
import type { SandboxClock } from "../channels/sandbox/clock.ts";
import type { Cast, Sandbox } from "../channels/sandbox/index.ts";
import type { Line } from "../channels/sandbox/transcript.ts";
import { readBody } from "./body.ts";
import { isFromHere } from "./sandbox-fence.ts";
import { nextMorning, nextWorkMorning } from "./sandbox-mornings.ts";

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The furthest the clock can be moved at once, or set from now when everything begins anew, in milliseconds. */
const furthest = 400 * 24 * 60 * 60_000;
/** The longest text that is taken, in UTF-16 units. */
const longest = 5000;

export type SandboxParts = {
  readonly channel: Sandbox;
  readonly clock: SandboxClock;
  /** Clears everything away; the world begins at this time. */
  beginAnew(at: number): Promise<void>;
};

/** The page `/sandbox` and what it asks for, behind the fence of {@link isFromHere}. */
export function createSandboxPages({ channel, clock, beginAnew }: SandboxParts): Router {
  const shapes = shapesFor(channel.cast);
  const router = new Router({ prefix: "/sandbox" });
  router.use((ctx, next) => (isFromHere(ctx.req.headers) ? next() : undefined));
  router.get("/", file("page.html", "text/html; charset=utf-8"));
  for (const name of readdirSync(folder)) {
    const type = types[extname(name)];
    if (type) router.get(`/${name}`, file(name, type));
  }
  router.get("/api/state", (ctx) => {
    const world = channel.world();
    const now = clock.now();
    ctx.set("Cache-Control", "no-store");
    ctx.body = {
      world, // a page that outlived it begins again
      now,
      morning: nextMorning(now),
      workMorning: nextWorkMorning(now),
      furthest: now + furthest,
      longest,
      ...channel.cast,
      lines: channel.since(ctx.query.world === world ? Number(ctx.query.since) || 0 : 0).map(withoutBytes),
    };
  });
  router.get("/pictures/:world/:sequence", (ctx) => {
    const { world, sequence } = ctx.params;
    const png = world === channel.world() ? channel.shown(Number(sequence)) : null;
    if (png === null) return;
    ctx.set("Cache-Control", "private, max-age=86400, immutable");
    ctx.set("Content-Type", "image/png");
    ctx.body = png;
  });
  router.post("/api/say", async (ctx) => {
    const words = await readJson(ctx, shapes.saying);
    if (words === null) return;
    if (words.text.length > longest) {
      ctx.status = 413;
      return;
    }
    await channel.say(words);
    ctx.status = 204;
  });
  router.post("/api/recall", async (ctx) => {
    const taken = await readJson(ctx, shapes.recall);
    if (taken !== null) ctx.status = (await channel.recall(taken.who, taken.sequence)) ? 204 : 404;
  });
  router.post("/api/clock", async (ctx) => {
    const move = await readJson(ctx, z.object({ at: z.int().max(clock.now() + furthest) }));
    if (move === null) return;
    await clock.advanceTo(move.at);
    ctx.status = 204;
  });
  router.post("/api/anew", async (ctx) => {
    const real = clock.realNow();
    const near = z.int().refine((at) => Math.abs(at - real) <= furthest);
    const wanted = await readJson(ctx, z.object({ at: near.optional() }));
    if (wanted === null) return;
    await beginAnew(wanted.at ?? real);
    ctx.status = 204;
  });
  return router;
}

/** A picture is fetched by itself. */
const withoutBytes = ({ shows, ...line }: Line) => (shows === undefined ? line : { ...line, shows: true });

/** What the characters may say: only in their own groups, and to the bot. A picture has no words. */
function shapesFor({ characters, groups }: Cast) {
  const isCharacter = (id: string): id is CharacterId => characters.some((character) => character.id === id);
  const isGroup = (id: string): id is GroupId => groups.some((group) => group.id === id);
  const who = z.string().refine(isCharacter);
  const saying = z
    .object({
      who,
      where: z.literal("direct").or(z.string().refine(isGroup)),
      text: z.string().trim(),
      kind: z.enum(["picture", "voice"]).optional(),
      quotes: z.int().optional(),
    })
    .refine(({ text, kind }) => (text === "") === (kind === "picture"))
    .refine((said) =>
      groups.every(({ id, members }) => id !== said.where || members.some((member) => member === said.who)),
    )
    .transform(({ kind, quotes, ...said }) => ({ ...said, ...(kind && { kind }), ...(quotes && { quotes }) }));
  return { saying, recall: z.object({ who, sequence: z.int() }) };
}

const folder = fileURLToPath(new URL("./sandbox/", import.meta.url));

function file(name: string, type: string): Middleware {
  const content = readFileSync(folder + name);
  return function sendFile(ctx) {
    ctx.set("Cache-Control", "no-cache");
    ctx.set("Content-Type", type);
    ctx.body = content;
  };
}

/** Null when it was no JSON (415) or not of this shape (400), and that has been answered. */
async function readJson<Shape extends z.ZodType>(ctx: Context, shape: Shape): Promise<z.infer<Shape> | null> {
  // a page of another site could send a plain form without asking first
  if (!ctx.is("application/json")) {
    ctx.status = 415;
    return null;
  }
  const read = shape.safeParse(parse(await readBody(ctx.req)));
  if (read.success) return read.data;
  ctx.status = 400;
  return null;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
