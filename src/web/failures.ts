import type { Context, Middleware } from "koa";
import { StorageError } from "../bot/storage-error.ts";
import { BodyError } from "./body.ts";
import type { WebLog } from "./log.ts";

/** The one place where a request's failure becomes a status. Nothing of an error is shown, and its message is not logged. */
export function failures(log: WebLog): Middleware {
  return async function answerFailures(ctx, next) {
    try {
      await next();
    } catch (error) {
      ctx.status = statusOf(error);
      ctx.body = "";
      if (ctx.status === 413) ctx.set("Connection", "close");
      if (ctx.status >= 500) log.error({ route: routeOf(ctx), ...nameOf(error) }, "request failed");
    }
  };
}

/** The pattern of the address and never the address itself, which may hold what opens a page. */
export const routeOf = ({ _matchedRoute }: Context): string =>
  typeof _matchedRoute === "string" ? _matchedRoute : "other";

function statusOf(error: unknown): number {
  if (error instanceof BodyError) return error.status;
  return error instanceof StorageError ? 503 : 500;
}

type Named = { readonly error: string; readonly at?: string; readonly cause?: Named };

/** What an error is, where it was thrown and what it came from: its message may hold people's words. */
export function nameOf(error: unknown): Named {
  if (typeof error !== "object" || error === null || !("name" in error)) return { error: "unknown" };
  const stack = "stack" in error && typeof error.stack === "string" ? error.stack : "";
  const at = /^\s+at .*?((?:file:|node:|\/)[!-~]+:\d+:\d+)\)?$/m.exec(stack)?.[1];
  const cause = "cause" in error && error.cause !== undefined ? nameOf(error.cause) : undefined;
  return { error: String(error.name), ...(at !== undefined && { at }), ...(cause && { cause }) };
}
