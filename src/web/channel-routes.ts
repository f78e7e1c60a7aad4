import Router, { type RouterMiddleware } from "@koa/router";
import type { Accept } from "../bot/message.ts";
import type { Channel, RawResponse, Route } from "../channels/channel.ts";
import { readBody } from "./body.ts";

/** The webhooks of the configured channels. The path of another channel is not known here: 404. */
export function channelRoutes(channels: readonly Channel[], accept: Accept): Router {
  // not strict: a console keeps the closing slash that somebody typed after the address
  const router = new Router({ sensitive: true });
  const routes = channels.flatMap((channel) => channel.routes);
  for (const path of new Set(routes.map((route) => route.path)))
    router.all(
      path,
      webhook(
        routes.filter((route) => route.path === path),
        accept,
      ),
    );
  return router;
}

function webhook(routes: readonly Route[], accept: Accept): RouterMiddleware {
  const allowed = routes.flatMap((route) => route.methods);
  return async function answerWebhook(ctx) {
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

function answer(ctx: Parameters<RouterMiddleware>[0], response: RawResponse): void {
  ctx.status = response.status;
  if (response.status === 204) return;
  ctx.set("Content-Type", response.type ?? "text/plain; charset=utf-8");
  ctx.body = response.body ?? "";
}
