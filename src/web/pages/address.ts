import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import type { Config } from "../../config.ts";

/** Where pages are opened. */
export type Address = {
  /** `https://bot.example.cn`, without a slash at its end */
  base(): string;
  isOwn(host: string | undefined): boolean;
  /** cookies go over TLS only */
  readonly isSecure: boolean;
  /** whose word about who asks is taken */
  isProxy(client: string): boolean;
};

const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/**
 * From `PUBLIC_URL`, or this very machine where that is not set; `port`: known once it listens. Null: in the clear to
 * another machine nothing of this is shown.
 */
export function addressOf(
  publicUrl: string | undefined,
  port: () => number,
  proxies: readonly string[],
): Address | null {
  const isProxy = proxiesOf(proxies);
  const isOwn = (host: string | undefined) => loopback.test(host ?? "");
  if (publicUrl === undefined) return { base: () => `http://localhost:${port()}`, isOwn, isSecure: false, isProxy };
  const { protocol, host, origin } = new URL(publicUrl);
  if (protocol === "https:") return { base: () => origin, isOwn: (said) => said === host, isSecure: true, isProxy };
  return isOwn(host) ? { base: () => origin, isOwn, isSecure: false, isProxy } : null;
}

/** Null: there are no pages. A real platform is not told of this machine's own name, which leads nobody here. */
export const pagesOf = (
  {
    PAGES,
    PUBLIC_URL,
    TRUSTED_PROXIES,
    hasChannel,
  }: Pick<Config, "PAGES" | "PUBLIC_URL" | "TRUSTED_PROXIES" | "hasChannel">,
  port: () => number,
): Address | null =>
  PAGES === "off" || (hasChannel && PUBLIC_URL === undefined) ? null : addressOf(PUBLIC_URL, port, TRUSTED_PROXIES);

/** `10.0.0.2`, `10.0.0.0/8` */
function proxiesOf(list: readonly string[]): Address["isProxy"] {
  const known = new BlockList();
  const family = (ip: string) => (isIP(ip) === 6 ? "ipv6" : "ipv4");
  for (const one of list) {
    const [ip = "", bits] = one.split("/");
    if (bits === undefined) known.addAddress(ip, family(ip));
    else known.addSubnet(ip, Number(bits), family(ip));
  }
  return (client) => isIP(client) !== 0 && known.check(client, family(client));
}

/**
 * Who asks: whoever is connected, or, where that is a proxy whose word is taken, the last hop before it that is none.
 * Only counted, never kept or logged.
 */
export function clientOf({ socket, headers }: IncomingMessage, { isProxy }: Pick<Address, "isProxy">): string {
  const hops = String(headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((hop) => hop.trim().replace(/^::ffff:/, ""))
    .filter(Boolean);
  let client = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  while (isProxy(client)) {
    const hop = hops.pop();
    if (hop === undefined) break;
    client = hop;
  }
  return client;
}

/** Whether a form was sent by a page of ours: a page of another site says so in one of these, or is stopped by its cookie. */
export function isOwnForm({ headers }: IncomingMessage, { isOwn, isSecure }: Address): boolean {
  const { origin, "sec-fetch-site": site } = headers;
  if (site !== undefined && site !== "same-origin") return false;
  if (origin === undefined) return true;
  const [scheme, host] = [isSecure ? "https://" : "http://", headers.host];
  return isOwn(host) && origin === `${scheme}${host}`;
}
