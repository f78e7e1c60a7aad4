import type { Context } from "koa";

/** Secrets that a browser keeps, by what they are for. */
export type Jar = {
  get(name: Name): string | undefined;
  /** `lasts` in milliseconds */
  set(name: Name, value: string, lasts: number): void;
  drop(name: Name): void;
};

type Name = "session" | "desk" | "device" | "claim" | "size" | "state";

/**
 * Sent back to this very host and not to scripts. Lax: a link that is tapped in another app comes with them; with a
 * form of another site they do not go.
 */
export function jarOf(ctx: Context, isSecure: boolean): Jar {
  const called = (name: Name) => `${isSecure ? "__Host-" : ""}chuanmen-${name}`;
  const set = (name: Name, value: string, seconds: number) =>
    ctx.append(
      "Set-Cookie",
      `${called(name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`,
    );
  return {
    get(name) {
      const given = ctx.cookies.get(called(name));
      return given !== undefined && /^[\w-]{1,64}$/.test(given) ? given : undefined;
    },
    set: (name, value, lasts) => set(name, value, Math.floor(lasts / 1000)),
    drop: (name) => set(name, "", 0),
  };
}
