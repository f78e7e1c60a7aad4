import type Router from "@koa/router";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { html } from "../../page/html.ts";
import { hung } from "../../page/layout.ts";
import { clientOf } from "./address.ts";
import { type PagesOptions, plain, send, sheet, tooFast } from "./parts.ts";

/** A village may stand behind one address. */
const looks = { points: 120, duration: 60 } as const;

/** The notice board: read by anybody, on a phone or printed on one sheet. It asks for nothing and sets nothing. */
export function noticeRoutes(
  router: Router,
  {
    store,
    reference,
    notices,
    now,
    address,
  }: Pick<PagesOptions, "store" | "reference" | "notices" | "now" | "address">,
): void {
  const looked = new RateLimiterMemory(looks);
  router.get("/c/:token", async (ctx) => {
    const isOver = await looked.consume(clientOf(ctx.req, address)).then(
      () => false,
      () => true,
    );
    if (isOver) return tooFast(ctx, looks.duration);
    const { token = "" } = ctx.params;
    const id = await store.read.notices.hanging(token);
    const { places } = await reference();
    for (const notice of id === null ? [] : notices) {
      const found = await notice.show(id ?? "", { read: store.read, places, now: now() });
      if (!found) continue;
      ctx.set("Cache-Control", "public, max-age=60");
      const scan = { text: `${address.base() ?? ""}/c/${token}`, words: "手机扫一扫，看最新的。" };
      return send(ctx, 200, hung({ ...found, scan }, sheet.path));
    }
    plain(ctx, 404, "没有这张", html`<p>收回了，或者过了公布的日子。问村里。</p>`);
  });
}
