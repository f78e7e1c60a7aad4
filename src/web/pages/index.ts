import Router from "@koa/router";
import helmet from "koa-helmet";
import { giveWay } from "../../bot/give-way.ts";
import { ReadingError, StorageError } from "../../bot/storage-error.ts";
import { html } from "../../page/html.ts";
import { secondRoutes } from "../console/second.ts";
import { deskRoutes } from "../console/serve.ts";
import { nameOf, routeOf } from "../failures.ts";
import { linkRoutes } from "./links.ts";
import { noticeRoutes } from "./notice.ts";
import { ownChatRoute } from "./own-chat.ts";
import { type PagesOptions, plain, sheet } from "./parts.ts";
import { platformLogin } from "./platform-login.ts";
import { pageRoutes } from "./serve.ts";
import { visitors } from "./visitor.ts";

/** The pages on the phone, and the way in. They answer only under their own name. */
export function createPages(options: PagesOptions): Router {
  const router = new Router();
  const headers = pageHeaders(options.address.isSecure);
  router.use(headers, async (ctx, next) => {
    ctx.set("X-Robots-Tag", "noindex");
    ctx.set("Cache-Control", "no-store");
    if (!options.address.isOwn(ctx.get("host"))) {
      ctx.status = 421;
      ctx.body = "";
      return;
    }
    try {
      await giveWay();
      await next();
    } catch (error) {
      if (!(error instanceof StorageError || error instanceof ReadingError)) throw error;
      options.log.error({ route: routeOf(ctx), ...nameOf(error) }, "page failed");
      if (ctx.method === "POST") plain(ctx, 503, "现在存不了", html`<p>过一会儿再试。看过的页面还能看。</p>`);
      else plain(ctx, 503, "现在看不了", html`<p>过一会儿再开这一页。记下的都在。</p>`);
    }
  });
  router.get(sheet.path, (ctx) => {
    ctx.set("Cache-Control", "public, max-age=31536000, immutable");
    ctx.type = "text/css; charset=utf-8";
    ctx.body = sheet.css;
  });
  platformLogin(router, options);
  linkRoutes(router, options);
  ownChatRoute(router, options);
  noticeRoutes(router, options);
  const visitorOf = visitors(options);
  pageRoutes(router, { ...options, visitorOf });
  secondRoutes(router, { ...options, visitorOf });
  deskRoutes(router, { ...options, visitorOf });
  return router;
}

/** No script, nothing inline and nothing from elsewhere. With `no-referrer` a browser would call our own forms foreign. */
const pageHeaders = (isSecure: boolean) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: isSecure,
  });
