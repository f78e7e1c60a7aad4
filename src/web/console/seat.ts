import type { Context } from "koa";
import { plainCode, secretHash } from "../../bot/page-link.ts";
import { widestPost } from "../../bot/permission.ts";
import type { Gazetteer } from "../../bot/places.ts";
import { html, type Shown } from "../../page/html.ts";
import { freshLasts } from "../../page/lasting.ts";
import type { PlaceRow } from "../../store/schema.ts";
import type { Tables } from "../../store/tables.ts";
import { isOwnForm } from "../pages/address.ts";
import { formOf, formToken, isToken, type PagesOptions, plain, refuse } from "../pages/parts.ts";
import type { Visitor } from "../pages/visitor.ts";
import type { Desk } from "./desk.ts";

export type DeskOptions = PagesOptions & {
  readonly visitorOf: (ctx: Context, kinds: readonly ["desk"]) => Promise<Visitor | null>;
};

export type Seated = { readonly visitor: Visitor; readonly desk: Desk };

/** Who sits at the console, and whether what they send is theirs. */
export function createSeat({ store, reference, now, address, service, visitorOf }: DeskOptions) {
  /** Null: it was answered. */
  async function seated(ctx: Context): Promise<Seated | null> {
    const visitor = await visitorOf(ctx, ["desk"]);
    if (!visitor) return null;
    const { places, calendar } = await reference();
    const place = placeOf(visitor, places);
    if (!place) {
      await missing(ctx, visitor);
      return null;
    }
    const { actor, owner } = visitor;
    const query = Object.fromEntries(new URLSearchParams(ctx.querystring));
    const desk: Desk = {
      ...{ actor, owner, place, places, calendar, query, service },
      ...{
        token: formToken(visitor.session),
        isWhole: place.parent_id === null,
        now: now(),
        isFresh: isFresh(visitor),
      },
    };
    return { visitor, desk };
  }

  const isFresh = ({ since }: Visitor): boolean => now() - since < freshLasts;

  /** What is not there, or not theirs: they learn nothing, and it is written down. */
  async function missing(ctx: Context, { actor, owner }: Visitor): Promise<void> {
    const entry = { at: now(), account: actor.account, personId: actor.person?.id ?? null };
    await store.write((tables) => tables.audit.add({ ...entry, action: "desk refused", subject: owner }));
    plain(ctx, 404, "没有这一页", html`<p>没有这一页，或者不归您管。</p>`, html`<p><a href="/console">回总览</a></p>`);
  }

  const isTheirs = (ctx: Context, visitor: Visitor, token: string | null): boolean =>
    isOwnForm(ctx.req, address) && isToken(token, visitor.session);

  return {
    seated,
    missing,
    isTheirs,
    /** A form of this very session; null: it was answered. */
    async posted(ctx: Context): Promise<(Seated & { readonly form: URLSearchParams }) | null> {
      const here = await seated(ctx);
      if (!here) return null;
      const form = await formOf(ctx);
      if (isTheirs(ctx, here.visitor, form.get("token"))) return { ...here, form };
      refuse(ctx);
      return null;
    },
    /** They came in just now, or bring a code that the chat gave them just now; it is used up. */
    async isSure(visitor: Visitor, code: string | null, tables: Tables): Promise<boolean> {
      if (isFresh(visitor)) return true;
      const hash = secretHash(plainCode(code ?? ""));
      const ticket = await tables.tickets.valid(hash, "desk", now());
      return ticket?.owner === visitor.owner && (await tables.tickets.use(hash, now())) !== undefined;
    },
    audit: (
      { actor: { account, person } }: Visitor,
      what: { readonly action: string; readonly subject: string; readonly detail?: string },
      tables: Tables,
    ): Promise<void> => tables.audit.add({ at: now(), account, personId: person?.id ?? null, ...what }),
  };
}

export type Seat = ReturnType<typeof createSeat>;

/** Asks for a code where somebody has been at the console for a while. */
export const codeField = ({ isFresh }: Pick<Desk, "isFresh">, id: string): Shown =>
  !isFresh &&
  html`<label for=${id}>私聊机器人发 /登录，把新给的码写在这里</label>
    <input id=${id} name="code" required autocomplete="one-time-code" />`;

/** The highest place that somebody looks after; nobody's: undefined. Nothing is there before places were imported. */
function placeOf({ actor }: Visitor, places: Gazetteer): PlaceRow | undefined {
  if (actor.isAdmin) return places.root() ?? nowhere;
  return places.get(widestPost(actor, "admin")?.placeId ?? "");
}

/** Before the first import: who looks after the bot sees what is missing. */
const nowhere: PlaceRow = {
  ...{ id: "", parent_id: null, level: "county", level_word: "", name: "", path: "/", town_id: "" },
};
