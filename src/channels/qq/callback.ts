import type { Accept } from "../../bot/message.ts";
import type { RawRequest, RawResponse, Route } from "../channel.ts";
import { decode } from "./decode.ts";
import { addressValidation, frame } from "./frame.ts";
import { type EventKey, signParts, verifiedBy } from "./signature.ts";

/** An unsigned body is read only to find an address validation in it, and those are short. */
const MAX_UNSIGNED_BYTES = 1024;

const HEARTBEAT = 1;
const DISPATCH = 0;
const VALIDATION = 13;

export type CallbackOptions = {
  readonly appId: string;
  /** the key in force first */
  readonly keys: readonly [EventKey, ...EventKey[]];
  /** how far a signed timestamp may be from our clock, both ways */
  readonly freshnessMs: number;
  /** epoch milliseconds */
  readonly now: () => number;
  /** told of each button pressed, once its effect is committed */
  readonly pressed: (interactionId: string) => void;
};

/** One answer for every cryptographic failure, so that none tells more than another. */
const REFUSAL: RawResponse = { status: 401, body: "unauthorized" };

type Signed = { readonly key: EventKey; readonly signedAt: number; readonly stale: boolean };

/** https://bot.q.qq.com/wiki/develop/api-v2/dev-prepare/interface-framework/event-emit.html */
export function qqCallback(options: CallbackOptions): Route {
  return { path: "/webhook/qq", methods: ["POST"], handle: (request, accept) => handle(options, request, accept) };
}

async function handle(options: CallbackOptions, request: RawRequest, accept: Accept): Promise<RawResponse> {
  const { headers, body } = request;
  const appId = headers["x-bot-appid"];
  if (appId !== undefined && appId !== options.appId) return REFUSAL;
  const signature = headers["x-signature-ed25519"];
  const timestamp = headers["x-signature-timestamp"];
  if (signature === undefined && timestamp === undefined)
    return body.length > MAX_UNSIGNED_BYTES ? REFUSAL : validate(options.keys[0], parse(body));
  const signed = verify(options, body, signature, timestamp);
  if (signed === null) return REFUSAL;
  const received = parse(body);
  if (received === null) return { status: 400, body: "not a JSON object" };
  if (received.op === DISPATCH) return dispatch(options, { received, ...signed }, accept);
  if (signed.stale) return REFUSAL;
  if (received.op === VALIDATION) return validate(signed.key, received);
  if (received.op === HEARTBEAT) return json({ op: 11, d: typeof received.d === "number" ? received.d : null });
  return ACKNOWLEDGED;
}

const ACKNOWLEDGED = json({ op: 12, d: 0 });

type Dispatch = Signed & { readonly received: Received };

async function dispatch(
  options: CallbackOptions,
  { received, signedAt, stale }: Dispatch,
  accept: Accept,
): Promise<RawResponse> {
  const decoded = decode(received, { appId: options.appId, receivedAt: options.now(), signedAt, stale });
  if (decoded === null) return stale ? REFUSAL : ACKNOWLEDGED;
  const { refused } = await accept(decoded.incoming);
  if (refused) return REFUSAL;
  if (decoded.interaction !== undefined) options.pressed(decoded.interaction);
  return ACKNOWLEDGED;
}

function verify(
  { keys, freshnessMs, now }: CallbackOptions,
  body: Buffer,
  signature: string | string[] | undefined,
  timestamp: string | string[] | undefined,
): Signed | null {
  if (typeof signature !== "string" || typeof timestamp !== "string" || !/^\d{1,11}$/.test(timestamp)) return null;
  const key = verifiedBy(keys, signature, timestamp, body);
  const signedAt = Number(timestamp) * 1000;
  return key === undefined ? null : { key, signedAt, stale: Math.abs(now() - signedAt) > freshnessMs };
}

/**
 * Signs an address validation, and nothing else. The key that signs here also proves events, so whoever could have
 * `event_ts + plain_token` read as a timestamp and an event's body would forge events: see {@link addressValidation}.
 */
function validate(key: EventKey, received: Received | null): RawResponse {
  const asked = received?.op === VALIDATION ? addressValidation.safeParse(received.d).data : undefined;
  if (asked === undefined) return REFUSAL;
  const { plain_token, event_ts } = asked;
  return json({ plain_token, signature: signParts(key, event_ts, plain_token) });
}

type Received = NonNullable<ReturnType<typeof parse>>;

/** The frame in a body, or null when it is no JSON object. */
function parse(body: Buffer) {
  try {
    return frame.parse(JSON.parse(body.toString("utf8")));
  } catch {
    return null;
  }
}

function json(value: unknown): RawResponse {
  return { status: 200, type: "application/json", body: JSON.stringify(value) };
}
