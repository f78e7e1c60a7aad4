import type { IncomingMessage } from "node:http";

/** Where pages are opened. */
export type Address = {
  /** `https://bot.example.cn`, without a slash at its end */
  base(): string;
  isOwn(host: string | undefined): boolean;
  /** cookies go over TLS only */
  readonly isSecure: boolean;
};

const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/**
 * From `PUBLIC_URL`, or this very machine where that is not set; `port`: known once it listens. Null: in the clear to
 * another machine nothing of this is shown.
 */
export function addressOf(publicUrl: string | undefined, port: () => number): Address | null {
  const isOwn = (host: string | undefined) => loopback.test(host ?? "");
  if (publicUrl === undefined) return { base: () => `http://localhost:${port()}`, isOwn, isSecure: false };
  const { protocol, host, origin } = new URL(publicUrl);
  if (protocol === "https:") return { base: () => origin, isOwn: (said) => said === host, isSecure: true };
  return isOwn(host) ? { base: () => origin, isOwn, isSecure: false } : null;
}

/** Who asks: the last hop before a proxy on this machine, else whoever is connected. Only counted, never kept or logged. */
export function clientOf({ socket, headers }: IncomingMessage): string {
  const from = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const forwarded = headers["x-forwarded-for"];
  const isProxied = (from === "::1" || from.startsWith("127.")) && forwarded !== undefined;
  return isProxied ? (String(forwarded).split(",").at(-1)?.trim() ?? from) : from;
}

/** Whether a form was sent by a page of ours: a page of another site says so in one of these, or is stopped by its cookie. */
export function isOwnForm({ headers }: IncomingMessage, { isOwn, isSecure }: Address): boolean {
  const { origin, "sec-fetch-site": site } = headers;
  if (site !== undefined && site !== "same-origin") return false;
  if (origin === undefined) return true;
  const [scheme, host] = [isSecure ? "https://" : "http://", headers.host];
  return isOwn(host) && origin === `${scheme}${host}`;
}
