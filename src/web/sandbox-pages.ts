import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import Router from "@koa/router";
import type { Context, Middleware } from "koa";
import { z } from "zod";
import type { CharacterId, GroupId } from "../channels/sandbox/cast.ts";
import type { SandboxClock } from "../channels/sandbox/clock.ts";
import type { Cast, Sandbox } from "../channels/sandbox/index.ts";
import { readBody } from "./body.ts";
import { isFromHere } from "./sandbox-fence.ts";
import { nextMorning, nextWorkMorning } from "./sandbox-mornings.ts";

const scripts = ["page", "choices", "element", "examples", "guide", "memory", "server", "talk", "times"];

/** The furthest the clock can be moved at once, in milliseconds. */
const furthest = 31 * 24 * 60 * 60_000;

const moving = z.object({ at: z.int() });

/** The page `/sandbox` and what it asks for, behind the fence of {@link isFromHere}. */
export function createSandboxPages(sandbox: Sandbox, clock: SandboxClock): Router {
  const saying = sayingIn(sandbox.cast);
  const run = randomUUID(); // a page that outlived a restart begins again
  const router = new Router({ prefix: "/sandbox" });
  router.use((ctx, next) => (isFromHere(ctx.req.headers) ? next() : undefined));
  router.get("/", file("page.html", "text/html; charset=utf-8"));
  router.get("/icon.svg", file("icon.svg", "image/svg+xml"));
  router.get("/page.css", file("page.css", "text/css; charset=utf-8"));
  for (const name of scripts) router.get(`/${name}.js`, file(`${name}.js`, "text/javascript; charset=utf-8"));
  router.get("/api/state", (ctx) => {
    const since = ctx.query.run === run ? Number(ctx.query.since) || 0 : 0;
    const now = clock.now();
    ctx.set("Cache-Control", "no-store");
    ctx.body = {
      run,
      now,
      morning: nextMorning(now),
      workMorning: nextWorkMorning(now),
      ...sandbox.cast,
      lines: sandbox.since(since),
    };
  });
  router.post("/api/say", async (ctx) => {
    const words = await readJson(ctx, saying);
    if (words === null) return;
    await sandbox.say(words);
    ctx.status = 204;
  });
  router.post("/api/clock", async (ctx) => {
    const move = await readJson(ctx, moving);
    if (move === null) return;
    const now = clock.now();
    if (move.at > now + furthest) {
      ctx.status = 400;
      return;
    }
    await clock.advanceTo(move.at);
    ctx.status = 204;
  });
  return router;
}

/** What the characters may say: only in their own groups, and to the bot. */
function sayingIn({ characters, groups }: Cast) {
  const isCharacter = (id: string): id is CharacterId => characters.some((character) => character.id === id);
  const isGroup = (id: string): id is GroupId => groups.some((group) => group.id === id);
  return z
    .object({
      who: z.string().refine(isCharacter),
      where: z.literal("direct").or(z.string().refine(isGroup)),
      text: z.string().trim().min(1).max(5000),
    })
    .refine(
      ({ who, where }) => where === "direct" || groups.some(({ id, members }) => id === where && members.includes(who)),
    );
}

function file(name: string, type: string): Middleware {
  const content = readFileSync(new URL(`./sandbox/${name}`, import.meta.url));
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
