import type { Context, Middleware } from "koa";
import type { Accept } from "../bot/message.ts";
import type { Channel, RawResponse, Route } from "../channels/channel.ts";
import { readBody } from "./body.ts";

/** The webhooks of the configured channels, found by their path. The path of another channel is not known here. */
export function channelRoutes(channels: readonly Channel[], accept: Accept): Middleware {
  const routes = channels.flatMap((channel) => channel.routes);
  const webhooks = new Map(
    routes.map(({ path }) => [
      path,
      webhook(
        routes.filter((route) => route.path === path),
        accept,
      ),
    ]),
  );
  return function findWebhook(ctx, next) {
    // a console keeps the closing slash that somebody typed after the address
    const path = ctx.path.endsWith("/") ? ctx.path.slice(0, -1) : ctx.path;
    const answerWebhook = webhooks.get(path);
    if (!answerWebhook) return next();
    ctx._matchedRoute = path;
    return answerWebhook(ctx);
  };
}

function webhook(routes: readonly Route[], accept: Accept) {
  const allowed = routes.flatMap((route) => route.methods);
  return async function answerWebhook(ctx: Context): Promise<void> {
    // no browser makes a page of what a caller has us say
    ctx.set("X-Content-Type-Options", "nosniff");
    const route = routes.find(({ methods }) => methods.some((method) => method === ctx.method));
    if (route === undefined) {
      ctx.set("Allow", allowed.join(", "));
      ctx.status = 405;
      ctx.body = "";
      return;
    }
    const body = await readBody(ctx.req);
    // not ctx.query: a key given twice must stay visible
    const query = new URLSearchParams(ctx.querystring);
    answer(ctx, await route.handle({ method: ctx.method, query, headers: ctx.req.headers, body }, accept));
  };
}

function answer(ctx: Context, response: RawResponse): void {
  ctx.status = response.status;
  if (response.status === 204) return;
  ctx.set("Content-Type", response.type ?? "text/plain; charset=utf-8");
  ctx.body = response.body ?? "";
}
