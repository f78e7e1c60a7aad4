import { createHmac, timingSafeEqual } from "node:crypto";
import type { RawRequest, RawResponse, Route } from "../channel.ts";
import { parseFrame } from "./frame.ts";
import type { Receive } from "./receive.ts";

// quick operations in the response are not used: Lagrange ignores them, NapCat most of them
const DONE: RawResponse = { status: 204 };
const REFUSED: RawResponse = { status: 403 };

/** `X-Signature` of a body. https://github.com/botuniverse/onebot-11/blob/master/communication/http-post.md */
export function sign(secret: string, body: Buffer | string): string {
  return `sha1=${createHmac("sha1", secret).update(body).digest("hex")}`;
}

/** Events by HTTP POST. Absent, wrong and stale signatures are answered alike. */
export function httpPost(path: string, secrets: readonly string[], receive: Receive): Route {
  return {
    path,
    methods: ["POST"],
    async handle(request, accept) {
      if (!isSigned(request, secrets)) return REFUSED;
      const frame = readFrame(request.body);
      if (frame === null) return { status: 400 };
      const accepted = await receive(frame, accept);
      return accepted?.refused === true ? REFUSED : DONE;
    },
  };
}

function isSigned({ headers, body }: RawRequest, secrets: readonly string[]): boolean {
  const given = Buffer.from(String(headers["x-signature"] ?? ""));
  return secrets.some((secret) => {
    const expected = Buffer.from(sign(secret, body));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function readFrame(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    return parseFrame(body.toString("utf8"));
  } catch {
    return null; // nothing but SyntaxError comes here
  }
}
