import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type Router from "@koa/router";
import Koa, { type Middleware } from "koa";
import helmet from "koa-helmet";
import type { Accept } from "../bot/message.ts";
import type { Channel } from "../channels/channel.ts";
import { channelRoutes } from "./channel-routes.ts";
import { failures, routeOf } from "./failures.ts";
import { frontDoor } from "./front-door.ts";
import type { WebLog } from "./log.ts";
import { type OpsOptions, opsRoutes } from "./ops-routes.ts";
import { watchUnderWay } from "./under-way.ts";
import { createUpgrades } from "./upgrades.ts";

export type WebOptions = OpsOptions & {
  readonly channels: readonly Channel[];
  readonly accept: Accept;
  /** the pages of the sandbox, where there is one */
  readonly sandbox: Router | null;
  /** the pages on the phone, where there are any */
  readonly pages?: Router | null;
  readonly log: WebLog;
  /** milliseconds; defaults 10,000 for the header of a request, 15,000 for all of it, 5,000 for what is under way at `stop` */
  readonly patience?: { readonly header?: number; readonly request?: number; readonly stop?: number };
};

export type Web = {
  /** Port 0 takes a free one. Rejects when the address cannot be had. */
  listen(port: number, host: string): Promise<{ port: number }>;
  /** Takes nothing new, finishes what is under way, closes every socket. */
  stop(): Promise<void>;
};

/** The HTTP server: webhooks, WebSockets, health, metrics and, where there is one, the sandbox. */
export function createWeb(options: WebOptions): Web {
  const { header = 10_000, request = 15_000, stop: stopWithin = 5_000 } = options.patience ?? {};
  const upgrades = createUpgrades(options.channels, options.accept);
  let isStopping = false;
  const app = createApp(options, () => isStopping);
  const server = createServer(
    { headersTimeout: header, requestTimeout: request, connectionsCheckingInterval: Math.min(1000, header) },
    app.callback(),
  );
  const underWay = watchUnderWay(server);
  server.on("upgrade", upgrades.handle);
  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
          server.off("error", reject);
          resolve({ port: (server.address() as AddressInfo).port });
        });
      }),
    async stop() {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      upgrades.destroyAll();
      const patience = new AbortController();
      const expired = sleep(stopWithin, undefined, { signal: patience.signal }).catch(() => undefined);
      await Promise.race([underWay.none(), expired]);
      patience.abort();
      server.closeAllConnections(); // also those on which nothing, or half a header, was ever sent
      await closed;
    },
  };
}

function createApp(options: WebOptions, isStopping: () => boolean): Koa {
  const app = new Koa();
  app.on("error", () => undefined); // the client hung up before its answer; everything else ends in failures()
  app.use(async function closeWhenStopping(ctx, next) {
    await next();
    if (isStopping()) ctx.set("Connection", "close");
  });
  if (options.log.isLevelEnabled?.("debug") !== false) app.use(requestLog(options.log));
  app.use(failures(options.log));
  app.use(onlyPaths);
  // a platform is no browser: what pages need is for what comes after
  app.use(channelRoutes(options.channels, options.accept));
  if (options.pages) app.use(options.pages.routes());
  app.use(security());
  app.use(frontDoor(options.sandbox !== null).routes());
  app.use(opsRoutes(options).routes());
  if (options.sandbox) app.use(options.sandbox.routes());
  return app;
}

/** Nothing inline and nothing from elsewhere. Whether there is TLS in front is not known here, so no HSTS. */
function security(): Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    // without a referrer a browser says of our own forms that they come from nowhere
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: false,
  });
}

// Koa's parser throws on some absolute request targets, and nobody here sends them.
const onlyPaths: Middleware = async (ctx, next) => {
  if (ctx.url.startsWith("/")) return next();
  ctx.status = 400;
  ctx.body = "";
};

function requestLog(log: WebLog): Middleware {
  return async function logRequest(ctx, next) {
    const startedAt = performance.now();
    await next();
    const ms = Math.round(performance.now() - startedAt);
    log.debug({ method: ctx.method, route: routeOf(ctx), status: ctx.status, ms }, "request");
  };
}
