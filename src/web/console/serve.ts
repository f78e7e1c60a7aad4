import type Router from "@koa/router";
import type { Context } from "koa";
import { secretHash } from "../../bot/page-link.ts";
import { widestPost } from "../../bot/permission.ts";
import type { Gazetteer } from "../../bot/places.ts";
import { html } from "../../page/html.ts";
import type { PlaceRow } from "../../store/schema.ts";
import { isOwnForm } from "../pages/address.ts";
import { jarOf } from "../pages/cookies.ts";
import { refuse, see } from "../pages/links.ts";
import { formOf, formToken, isToken, type PagesOptions, plain, send, sheet } from "../pages/parts.ts";
import type { Visitor } from "../pages/visitor.ts";
import type { Desk } from "./desk.ts";
import { framed } from "./frame.ts";
import { deskPages } from "./index.ts";

type Options = PagesOptions & {
  readonly visitorOf: (ctx: Context, kinds: readonly ["desk"]) => Promise<Visitor | null>;
};

/** Everything under `/console`: for whoever looks after a place, as far as they do at this moment. */
export function deskRoutes(router: Router, options: Options): void {
  const { store, reference, now, address, service, visitorOf } = options;

  router.post("/console/leave", async (ctx) => {
    const visitor = await visitorOf(ctx, ["desk"]);
    if (!visitor) return;
    const form = await formOf(ctx);
    if (!isOwnForm(ctx.req, address) || !isToken(form.get("token"), visitor.session)) return refuse(ctx);
    const { account, person } = visitor.actor;
    const entry = { at: now(), account, personId: person?.id ?? null, action: "desk left", subject: visitor.owner };
    await store.write(async (tables) => {
      await tables.browsers.signOut(secretHash(visitor.session));
      await tables.audit.add(entry);
    });
    jarOf(ctx, address.isSecure).drop("desk");
    see(ctx, "/login");
  });

  router.get("/console{/*rest}", async (ctx) => {
    const visitor = await visitorOf(ctx, ["desk"]);
    if (!visitor) return;
    const { places, calendar } = await reference();
    const place = placeOf(visitor, places);
    if (!place) return missing(ctx, visitor);
    const { actor } = visitor;
    const isWhole = place.parent_id === null;
    const pages = deskPages.filter(({ needs }) => isWhole || needs === "below");
    const [first = "", ...more] = ctx.path.split("/").slice(2);
    if (first === "") return see(ctx, `/console/${pages[0]?.path}`);
    const page = more.length === 0 ? pages.find(({ path }) => path === first) : undefined;
    if (!page) return missing(ctx, visitor);
    const query = Object.fromEntries(new URLSearchParams(ctx.querystring));
    const token = formToken(visitor.session);
    const desk: Desk = {
      actor,
      owner: visitor.owner,
      token,
      place,
      isWhole,
      places,
      calendar,
      query,
      now: now(),
      service,
    };
    const shown = await page.show(desk, store.read);
    send(ctx, 200, framed({ page, pages, style: sheet.path, token }, desk, shown));
  });

  async function missing(ctx: Context, { actor, owner }: Visitor): Promise<void> {
    const entry = { at: now(), account: actor.account, personId: actor.person?.id ?? null };
    await store.write((tables) => tables.audit.add({ ...entry, action: "desk refused", subject: owner }));
    plain(ctx, 404, "没有这一页", html`<p>没有这一页，或者不归您管。</p>`);
  }
}

/** The highest place that somebody looks after; nobody's: undefined. Nothing is there before places were imported. */
function placeOf({ actor }: Visitor, places: Gazetteer): PlaceRow | undefined {
  if (actor.isAdmin) return places.root() ?? nowhere;
  return places.get(widestPost(actor, "admin")?.placeId ?? "");
}

/** Before the first import: who looks after the bot sees what is missing. */
const nowhere: PlaceRow = {
  ...{ id: "", parent_id: null, level: "county", level_word: "", name: "", path: "/", town_id: "" },
};
