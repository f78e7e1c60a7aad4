import type { Context } from "koa";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Actor } from "../../bot/actor.ts";
import { secretHash } from "../../bot/page-link.ts";
import { StorageError } from "../../bot/storage-error.ts";
import { deskIdle } from "../../page/lasting.ts";
import type { SessionKind, SignedIn } from "../../store/tables/browsers.ts";
import { clientOf } from "./address.ts";
import { jarOf } from "./cookies.ts";
import { type PagesOptions, see, tooFast } from "./parts.ts";

const minute = 60;
/** So often at most it is written down that somebody is still there; milliseconds. */
const noted = 5 * 60_000;

export type Visitor = SignedIn & { readonly session: string; readonly kind: SessionKind; readonly actor: Actor };

/** Tells who asks. What they may see is asked of the roster at each request, and nothing of it stands in a session. */
export function visitors({ store, admins, now, address }: PagesOptions) {
  const bySession = new RateLimiterMemory({ points: 120, duration: minute });
  const byClient = new RateLimiterMemory({ points: 30, duration: minute });

  async function found(ctx: Context, kind: SessionKind) {
    const session = jarOf(ctx, address.isSecure).get(kind === "phone" ? "session" : "desk");
    if (session === undefined) return null;
    const since = kind === "desk" ? now() - deskIdle : 0;
    const signedIn = await store.read.browsers.signedIn({ hash: secretHash(session), kind, since, now: now() });
    return signedIn && { signedIn, session, kind };
  }

  /** Null: nobody is signed in in any of these ways, and that was answered. */
  return async function visitorOf(ctx: Context, kinds: readonly SessionKind[]): Promise<Visitor | null> {
    let here: Awaited<ReturnType<typeof found>> = null;
    for (const kind of kinds) here ??= await found(ctx, kind);
    const [limiter, key] = here ? [bySession, secretHash(here.session)] : [byClient, clientOf(ctx.req, address)];
    const isOver = await limiter.consume(key).then(
      () => false,
      () => true,
    );
    if (isOver) {
      tooFast(ctx, minute);
      return null;
    }
    const isAdmin = here !== null && admins.has(here.signedIn.shortAccount);
    // whose account is somebody else's by now is nobody here
    if (!here || (here.signedIn.person === null && !(isAdmin && here.signedIn.owner === here.signedIn.account))) {
      see(ctx, "/login");
      return null;
    }
    const { signedIn, session, kind } = here;
    if (kind === "desk" && now() - signedIn.seenAt > noted) await stillThere(secretHash(session));
    const { account, person, posts } = signedIn;
    return { ...signedIn, session, kind, actor: { account, person, posts, isAdmin, unsubscribed: false } };
  };

  /** Where nothing can be written it is shown all the same. */
  async function stillThere(hash: string): Promise<void> {
    await store
      .write((tables) => tables.browsers.seen(hash, now()))
      .catch((error: unknown) => {
        if (!(error instanceof StorageError)) throw error;
      });
  }
}
