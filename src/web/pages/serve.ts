import type Router from "@koa/router";
import type { Context } from "koa";
import type { Actor } from "../../bot/actor.ts";
import { giveWay } from "../../bot/give-way.ts";
import { secretHash } from "../../bot/page-link.ts";
import { holdsAt, widestPost } from "../../bot/permission.ts";
import type { Gazetteer } from "../../bot/places.ts";
import { dayNumber, formatDay, weekdayName } from "../../chinese/time/index.ts";
import { html, type Shown } from "../../page/html.ts";
import { hung, type Size, sizes, wholePage } from "../../page/layout.ts";
import type { Look, Page } from "../../page/page.ts";
import type { PlaceRow } from "../../store/schema.ts";
import { isOwnForm } from "./address.ts";
import { jarOf } from "./cookies.ts";
import { lookOf } from "./look.ts";
import { formOf, formToken, isToken, noSuchPage, type PagesOptions, plain, refuse, see, send, sheet } from "./parts.ts";
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

  /** One of one's own browsers, by what its line on the page says. */
  router.post("/p/device", async (ctx) => {
    const visitor = await here(ctx);
    if (!visitor) return;
    const form = await formOf(ctx);
    if (!isOwnForm(ctx.req, address) || !isToken(form.get("token"), visitor.session)) return refuse(ctx);
    const { actor, owner } = visitor;
    const isGone = await store.write(async (tables) => {
      if (!(await tables.browsers.forgetDevice(form.get("device") ?? "", owner, secretHash(visitor.session))))
        return false;
      const entry = { at: now(), account: actor.account, personId: actor.person?.id ?? null, action: "page left" };
      await tables.audit.add({ ...entry, subject: owner });
      return true;
    });
    if (isGone) see(ctx, "/p/me");
    else await missing(ctx, visitor);
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

  /** What is asked for, by its address; null: there is no such page, or it is not theirs. */
  async function found({ actor, session }: Visitor, path: string, querystring: string) {
    const { places, calendar } = await reference();
    const home = homeOf(actor, places);
    const [first = "", second, ...more] = path.split("/").slice(2).map(decoded);
    const single = pages.find(({ path: of, of: about }) => about === "record" && of === first);
    const record = single ? await store.read.records.get(second ?? "") : undefined;
    const place = first === "me" ? home : single ? places.get(record?.place_id ?? "") : places.get(first);
    const word = first === "me" ? first : second;
    const page = single ?? pages.find((one) => one.path === word && one.of === undefined);
    if (!place || !page || !isWithin(actor, page, place) || (first === "me" && second !== undefined)) return null;
    const query = Object.fromEntries(new URLSearchParams(querystring));
    const token = formToken(session);
    const where = { place, places, calendar, query, token, record: record ?? null, now: now() };
    return { page, more, look: lookOf(actor, where), begins: single ? (home ?? place) : place };
  }

  router.get("/p{/*rest}", async (ctx) => {
    const visitor = await here(ctx);
    if (!visitor) return;
    await giveWay();
    if (ctx.path.split("/")[2] === undefined) {
      const home = homeOf(visitor.actor, (await reference()).places);
      return home ? see(ctx, `/p/${encodeURIComponent(home.id)}/today`) : missing(ctx, visitor);
    }
    const asked = await found(visitor, ctx.path, ctx.querystring);
    if (!asked) return missing(ctx, visitor);
    const { page, more, look } = asked;
    if (page.photo && more[0] === "photo" && more.length === 2) {
      const image = await page.photo(more[1] ?? "", look, store.readApart);
      if (!image) return missing(ctx, visitor);
      ctx.type = "image/jpeg";
      ctx.body = image;
      return;
    }
    if (more.length > 0) return missing(ctx, visitor);
    if (look.query.for === "board" && page.board) {
      const poster = await page.board(look, store.readApart);
      return poster ? send(ctx, 200, hung(poster, sheet.path)) : missing(ctx, visitor);
    }
    const shown = await page.show(look, store.readApart);
    if (shown === null) return missing(ctx, visitor);
    await giveWay();
    whole(ctx, asked, shown);
  });

  /** What stands on no page: asked for with a reason, written down, and shown in the answer to that alone. */
  router.post("/p/:of/:id/once", async (ctx) => {
    const visitor = await here(ctx);
    if (!visitor) return;
    const form = await formOf(ctx);
    if (!isOwnForm(ctx.req, address) || !isToken(form.get("token"), visitor.session)) return refuse(ctx);
    const asked = await found(visitor, ctx.path.replace(/\/once$/, ""), "");
    const shown = asked?.more.length === 0 ? await asked.page.once?.(asked.look, store.readApart) : null;
    if (!asked || !shown) return missing(ctx, visitor);
    const why = (form.get("why") ?? "").trim().slice(0, 200);
    if (why.length < 2) return plain(ctx, 422, "没有打开", html`<p>写一句为什么要看，再按“看这一条”。</p>`);
    const { account, person } = visitor.actor;
    const entry = { at: now(), account, personId: person?.id ?? null, action: "page looked", detail: why };
    await store.write((tables) => tables.audit.add({ ...entry, subject: asked.look.record?.id ?? "" }));
    whole(ctx, asked, shown);
  });

  function whole(ctx: Context, { page, look, begins }: NonNullable<Awaited<ReturnType<typeof found>>>, shown: Shown) {
    send(
      ctx,
      200,
      wholePage(
        {
          ...{ title: page.path === "today" ? look.place.name : page.title, style: sheet.path, size: sizeOf(ctx) },
          ...{
            day:
              page.path === "today"
                ? `${formatDay(look.now, look.now)} ${weekdayName(dayNumber(look.now))}`
                : `${look.places.localName(look.place.id)} ${formatDay(look.now, look.now)}`,
            now: look.now,
            token: look.token,
            path: ctx.method === "GET" ? ctx.url : "/p",
          },
          ...around(page, pages, look, begins),
        },
        shown,
      ),
    );
  }

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
            // what one thing of a list says of itself stands under the name of the list
            .map((one) => ({
              to: to(place.id, one.path),
              words: one.title,
              isHere: one === page || one.title === page.title,
            })),
    dock: docks.flatMap((word) => {
      const first = pages.find(({ dock }) => dock === word);
      return first ? [{ to: to(place.id, first.path), words: word, isHere: page.dock === word }] : [];
    }),
  };
}
