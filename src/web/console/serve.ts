import type Router from "@koa/router";
import { giveWay } from "../../bot/give-way.ts";
import { secretHash } from "../../bot/page-link.ts";
import { jarOf } from "../pages/cookies.ts";
import { see, send, sheet } from "../pages/parts.ts";
import type { DeskPage } from "./desk.ts";
import { framed } from "./frame.ts";
import { importRoutes } from "./import-routes.ts";
import { deskPages } from "./index.ts";
import { createSeat, type DeskOptions } from "./seat.ts";
import { settingRoutes } from "./setting-routes.ts";
import { slipRoutes } from "./slip-routes.ts";
import { tableRoutes } from "./table-routes.ts";

/** Everything under `/console`: for whoever looks after a place, as far as they do at this moment. */
export function deskRoutes(router: Router, options: DeskOptions): void {
  const { store, address } = options;
  const seat = createSeat(options);

  router.post("/console/leave", async (ctx) => {
    const came = await seat.posted(ctx);
    if (!came) return;
    const { visitor } = came;
    await store.write(async (tables) => {
      await tables.browsers.signOut(secretHash(visitor.session));
      await seat.audit(visitor, { action: "desk left", subject: visitor.owner }, tables);
    });
    jarOf(ctx, address.isSecure).drop("desk");
    see(ctx, "/login");
  });

  importRoutes(router, options, seat);
  tableRoutes(router, options, seat);
  settingRoutes(router, options, seat);
  slipRoutes(router, options, seat);

  router.get("/console{/*rest}", async (ctx) => {
    const here = await seat.seated(ctx);
    if (!here) return;
    await giveWay();
    const { visitor, desk } = here;
    const pages = deskPages.filter(({ needs }) => desk.isWhole || needs === "below");
    const [first = "", ...more] = ctx.path.split("/").slice(2);
    if (first === "") return see(ctx, `/console/${pages[0]?.path}`);
    const page = more.length === 0 ? pages.find(({ path }) => path === first) : undefined;
    const shown = page ? await page.show(desk, store.readApart) : null;
    if (!page || shown === null) return seat.missing(ctx, visitor);
    await giveWay();
    const badges = new Map<DeskPage, number>();
    for (const one of pages) if (one.badge) badges.set(one, await one.badge(desk, store.readApart));
    send(ctx, 200, framed({ page, pages, badges, style: sheet.path, token: desk.token }, desk, shown));
  });
}
