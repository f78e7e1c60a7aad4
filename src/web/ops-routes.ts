import Router from "@koa/router";
import type { Registry } from "prom-client";
import { isOperator } from "./operator.ts";

export type Part = { readonly state: "ok" | "degraded"; readonly detail?: string };

/** `ready`: messages are taken. `parts` are named as on `/readyz`: `sql`, `redis`, … */
export type Health = { readonly ready: boolean; readonly parts: Readonly<Record<string, Part>> };

export type OpsOptions = {
  readonly health: () => Promise<Health>;
  readonly metrics: Registry;
  /** bearer token for what only operators see from outside; null: nobody does */
  readonly opsToken: string | null;
};

/** `/healthz` alive, `/readyz` able to serve and how, `/metrics` Prometheus text. */
export function opsRoutes({ health, metrics, opsToken }: OpsOptions): Router {
  const router = new Router({ sensitive: true, strict: true });
  router.get("/healthz", (ctx) => {
    ctx.body = "ok";
  });
  router.get("/readyz", async (ctx) => {
    const { ready, parts } = await health();
    ctx.status = ready ? 200 : 503;
    ctx.set("Cache-Control", "no-store");
    ctx.body = { ...statesOf(parts), ready, ...(isOperator(ctx.req, opsToken) && { details: detailsOf(parts) }) };
  });
  router.get("/metrics", async (ctx) => {
    if (!isOperator(ctx.req, opsToken)) {
      if (opsToken === null) return; // 404
      ctx.status = 401;
      ctx.set("WWW-Authenticate", "Bearer");
      ctx.body = "";
      return;
    }
    ctx.set("Content-Type", metrics.contentType);
    ctx.body = await metrics.metrics();
  });
  return router;
}

function statesOf(parts: Health["parts"]) {
  return Object.fromEntries(Object.entries(parts).map(([name, { state }]) => [name, state]));
}

function detailsOf(parts: Health["parts"]) {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, { detail }]) => (detail === undefined ? [] : [[name, detail]])),
  );
}
