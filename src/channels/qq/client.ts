import type { RawRequest } from "../channel.ts";
import { importSecret, signParts } from "./signature.ts";

/** A request as the platform would make it; `seconds` is the signed time. */
export function signRequest(secret: string, appId: string, body: string | Buffer, seconds: number): RawRequest {
  const timestamp = String(seconds);
  return {
    method: "POST",
    query: new URLSearchParams(),
    headers: {
      "content-type": "application/json",
      "user-agent": "QQBot-Callback",
      "x-bot-appid": appId,
      "x-signature-ed25519": signParts(importSecret(secret), timestamp, body),
      "x-signature-timestamp": timestamp,
    },
    body: Buffer.from(body),
  };
}
