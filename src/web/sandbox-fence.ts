import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a request was made by a browser on this machine at this very address: nobody signs in to the sandbox, so no
 * proxy may stand before it, no other site's page may reach it, and no foreign name may be bound to this machine.
 */
export function isFromHere(headers: IncomingHttpHeaders): boolean {
  const { host = "", origin } = headers;
  if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host)) return false;
  if (Object.keys(headers).some((name) => name === "forwarded" || name.startsWith("x-forwarded-"))) return false;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}
