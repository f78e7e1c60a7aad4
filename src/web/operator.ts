import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Whether a request comes from the machine itself, and not through a proxy, or carries the operator's bearer token. */
export function isOperator(request: IncomingMessage, token: string | null): boolean {
  return isLocal(request) || (token !== null && hasBearer(request, token));
}

function isLocal({ socket, headers }: IncomingMessage): boolean {
  const address = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const isLoopback = address === "::1" || address.startsWith("127.");
  return isLoopback && headers["x-forwarded-for"] === undefined && headers.forwarded === undefined;
}

function hasBearer({ headers }: IncomingMessage, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

// equal lengths for the comparison
const digest = (text: string) => createHash("sha256").update(text).digest();
