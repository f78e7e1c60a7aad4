import type { RawRequest, RawResponse } from "../channel.ts";
import { type KeyPair, type Opened, open } from "./crypto.ts";

/** One callback address: whose keys open it, and until when a signed timestamp is fresh. */
export type Endpoint = {
  readonly pairs: readonly KeyPair[];
  /** the corp id for an app, empty for a 智能机器人 */
  readonly receiveId: string;
  readonly freshForMs: number;
  now(): number;
};

export type Delivery = Opened & {
  readonly nonce: string;
  /** epoch milliseconds at which WeCom signed it */
  readonly signedAt: number;
  readonly isStale: boolean;
};

/** The one answer to whatever is not proven to come from WeCom. */
export const refused: RawResponse = { status: 403, body: "" };

/** "Received, no reply": WeCom does not deliver it again. */
export const nothing: RawResponse = { status: 200, body: "" };

/** Null unless the query is whole and the ciphertext authentic. */
export function openDelivery(endpoint: Endpoint, query: URLSearchParams, encrypt: string | null): Delivery | null {
  const signature = only(query, "msg_signature");
  const timestamp = only(query, "timestamp");
  const nonce = only(query, "nonce");
  if (!signature || !timestamp || !nonce || !encrypt || !/^\d{1,12}$/.test(timestamp)) return null;
  const opened = open(endpoint.pairs, endpoint.receiveId, { signature, timestamp, nonce, encrypt });
  if (opened === null) return null;
  const signedAt = Number(timestamp) * 1000;
  return { nonce, signedAt, isStale: Math.abs(endpoint.now() - signedAt) > endpoint.freshForMs, ...opened };
}

/** The check WeCom makes when an admin saves the address: the plain text back, nothing around it. */
export function verifyAddress(endpoint: Endpoint, request: RawRequest): RawResponse {
  // base64 has no blank: one here was a `+` that some proxy wrote unescaped
  const echo = only(request.query, "echostr")?.replaceAll(" ", "+") ?? null;
  const delivery = openDelivery(endpoint, request.query, echo);
  return delivery === null || delivery.isStale ? refused : { status: 200, body: delivery.message };
}

function only(query: URLSearchParams, name: string): string | null {
  const values = query.getAll(name);
  return values.length === 1 ? (values[0] ?? null) : null;
}
