import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/**
 * Whether a request carries the token: `Authorization: Bearer` or, from go-cqhttp, `Token`, in any case, or
 * `?access_token=`. NapCat sends an empty Bearer beside a token in its address, so either place will do.
 */
export function hasToken({ headers, url = "" }: Pick<IncomingMessage, "headers" | "url">, token: string): boolean {
  const header = /^(?:bearer|token) +(\S+)$/i.exec(headers.authorization?.trim() ?? "")?.[1];
  const query = new URLSearchParams(url.split("?").slice(1).join("?")).getAll("access_token");
  return [header, query.length === 1 ? query[0] : undefined].some(
    (given) => given !== undefined && isSame(given, token),
  );
}

function isSame(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
