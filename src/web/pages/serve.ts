import type Router from "@koa/router";
import type { Context } from "koa";
import type { Actor } from "../../bot/actor.ts";
import { secretHash } from "../../bot/page-link.ts";
import { holdsAt, widestPost } from "../../bot/permission.ts";
import type { Gazetteer } from "../../bot/places.ts";
import { formatDay } from "../../chinese/time/index.ts";
import { type Size, sizes, wholePage } from "../../page/layout.ts";
import type { Look, Page } from "../../page/page.ts";
import type { PlaceRow } from "../../store/schema.ts";
import { isOwnForm } from "./address.ts";
import { jarOf } from "./cookies.ts";
import { refuse, see } from "./links.ts";
import { lookOf } from "./look.ts";
import { formOf, formToken, isToken, noSuchPage, type PagesOptions, send, sheet } from "./parts.ts";
import type { Visitor, visitors } from "./visitor.ts";

const year = 365 * 24 * 60 * 60_000;

type Options = PagesOptions & { readonly visitorOf: ReturnType<typeof visitors> };

/** Everything under `/p`: who is signed in, whether the page's place is theirs, what it shows. */
export function pageRoutes(router: Router, { store, reference, pages, now, address, visitorOf }: Options): void {
  /** The figures of the console lead on to the pages of places. */
  const here = (ctx: Context) => visitorOf(ctx, ["phone", "desk"]);

  router.post("/p/leave", async (ctx) => {
    const visitor = await here(ctx);
    if (!visitor) return;
    const form = await formOf(ctx);
    if (!isOwnForm(ctx.req, address) || !isToken(form.get("token"), visitor.session)) return refuse(ctx);
    await store.write(async (tables) => {
      if (form.get("all") === null) await tables.browsers.signOut(secretHash(visitor.session));
      else await tables.browsers.forget(visitor.owner);
      const { account, person } = visitor.actor;
      const entry = { at: now(), account, personId: person?.id ?? null, action: "page left", subject: visitor.owner };
      await tables.audit.add(entry);
    });
    jarOf(ctx, address.isSecure).drop(visitor.kind === "phone" ? "session" : "desk");
    see(ctx, "/login");
  });

  router.post("/p/size", async (ctx) => {
    const visitor = await here(ctx);
    if (!visitor) return;
    const form = await formOf(ctx);
    if (!isOwnForm(ctx.req, address) || !isToken(form.get("token"), visitor.session)) return refuse(ctx);
    const next = sizes[(sizes.indexOf(sizeOf(ctx)) + 1) % sizes.length] || "usual";
    jarOf(ctx, address.isSecure).set("size", next, year);
    const back = form.get("back") ?? "";
    see(ctx, /^\/p\/[\w\-/?=&%.\p{Script=Han}]*$/u.test(back) ? encodeURI(decodeURI(back)) : "/p");
  });

  router.get("/p{/*rest}", async (ctx) => {
    const visitor = await here(ctx);
    if (!visitor) return;
    const { places, calendar } = await reference();
    const home = homeOf(visitor.actor, places);
    const [first, second, ...more] = ctx.path.split("/").slice(2).map(decoded);
    if (first === undefined) return home ? see(ctx, `/p/${encodeURIComponent(home.id)}/today`) : missing(ctx, visitor);
    const single = pages.find(({ path, of }) => of === "record" && path === first);
    const record = single ? await store.read.records.get(second ?? "") : undefined;
    const place = first === "me" ? home : single ? places.get(record?.place_id ?? "") : places.get(first);
    const path = first === "me" ? first : second;
    const page = single ?? pages.find((one) => one.path === path && one.of === undefined);
    const photo = page?.photo && more[0] === "photo" && more.length === 2 ? (more[1] ?? "") : null;
    const isWhole = (more.length === 0 || photo !== null) && (first !== "me" || second === undefined);
    if (!place || !page || !isWhole || !isWithin(visitor.actor, page, place)) return missing(ctx, visitor);
    const query = Object.fromEntries(new URLSearchParams(ctx.querystring));
    const look = lookOf(visitor.actor, { place, places, calendar, query, record: record?.id ?? "", now: now() });
    if (photo !== null) {
      const image = await page.photo?.(photo, look, store.read);
      if (!image) return missing(ctx, visitor);
      ctx.type = "image/jpeg";
      ctx.body = image;
      return;
    }
    const shown = await page.show(look, store.read);
    if (shown === null) return missing(ctx, visitor);
    send(
      ctx,
      200,
      wholePage(
        {
          ...{ title: page.path === "today" ? place.name : page.title, style: sheet.path, size: sizeOf(ctx) },
          ...{
            day: `${page.path === "today" ? "" : `${place.name} `}${formatDay(look.now, look.now)}`,
            now: look.now,
            token: formToken(visitor.session),
            path: ctx.url,
          },
          ...around(page, pages, look, single ? (home ?? place) : place),
        },
        shown,
      ),
    );
  });

  /** Whoever tries what is not theirs learns nothing, and it is written down. */
  async function missing(ctx: Context, { actor, owner }: Visitor): Promise<void> {
    const entry = { at: now(), account: actor.account, personId: actor.person?.id ?? null };
    await store.write((tables) => tables.audit.add({ ...entry, action: "page refused", subject: owner }));
    noSuchPage(ctx);
  }

  const sizeOf = (ctx: Context): Size => {
    const kept = jarOf(ctx, address.isSecure).get("size");
    return sizes.find((size) => size === kept) ?? "";
  };
}

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
};

/** Where somebody begins: the highest place they lead, else where they work, else all. */
function homeOf(actor: Actor, places: Gazetteer): PlaceRow | undefined {
  const post = widestPost(actor, "secretary") ?? widestPost(actor, "cadre");
  return post ? places.get(post.placeId) : actor.isAdmin ? places.root() : undefined;
}

const isWithin = (actor: Actor, { needs }: Page, { path }: PlaceRow): boolean => holdsAt(actor, needs, path);

/**
 * What leads on from a page: the places above it, the pages beside it, the foot of all pages. `place`: from a record it
 * is where the reader began, and not the hamlet that the record is of.
 */
function around(page: Page, pages: readonly Page[], { places, actor }: Look, place: PlaceRow) {
  const to = (id: string, path: string) => (path === "me" ? "/p/me" : `/p/${encodeURIComponent(id)}/${path}`);
  const above = place.path
    .split("/")
    .filter(Boolean)
    .flatMap((id) => places.get(id) ?? []);
  const below = pages.find(({ dock, of }) => of === undefined && dock !== null && dock === page.dock) ?? page;
  const docks = [...new Set(pages.flatMap(({ dock }) => dock ?? []))];
  return {
    crumbs: above
      .filter((one) => holdsAt(actor, page.needs, one.path))
      .map((one) => ({ to: to(one.id, below.path), words: one.name, isHere: one.id === place.id })),
    tabs:
      page.dock === null
        ? []
        : pages
            .filter(({ dock, of }) => dock === page.dock && of === undefined)
            .map((one) => ({ to: to(place.id, one.path), words: one.title, isHere: one === page })),
    dock: docks.flatMap((word) => {
      const first = pages.find(({ dock }) => dock === word);
      return first ? [{ to: to(place.id, first.path), words: word, isHere: page.dock === word }] : [];
    }),
  };
}
