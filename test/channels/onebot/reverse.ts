import { afterEach, beforeEach, jest } from "@jest/globals";
import type { ChatAddress, Incoming } from "../../../src/bot/message.ts";
import type { Channel } from "../../../src/channels/channel.ts";
import { createOnebot, type OnebotOptions } from "../../../src/channels/onebot/index.ts";
import { openImplementation } from "./implementation.ts";
import { logged } from "./log.ts";
import { openSockets } from "./socket.ts";

export const to: ChatAddress = { channel: "onebot", bot: "10001", kind: "group", id: "700800900" };
export const outgoing = { id: "1", to, text: "好的", attempt: 1 };
export const connected = {
  time: 1795000001,
  self_id: 10001,
  post_type: "meta_event",
  meta_event_type: "lifecycle",
  sub_type: "connect",
};
export const message = {
  time: 1795000000,
  self_id: 10001,
  post_type: "message",
  message_type: "group",
  message_id: 1,
  group_id: 700800900,
  user_id: 20002,
  message: "意见：路灯坏了",
};

export let http: Awaited<ReturnType<typeof openImplementation>>;
export let log: ReturnType<typeof logged>;
export let channel: Channel;
export let sockets: Awaited<ReturnType<typeof openSockets>>;
export let accepted: Incoming[];
let arrived: (() => void)[];
let storageFailures: number;
let storage: Promise<void> | null;

export async function open(options: Partial<OnebotOptions> = {}): Promise<void> {
  accepted = [];
  arrived = [];
  storageFailures = 0;
  storage = null;
  log = logged();
  const times = { retentionMs: 1e12, timeoutMs: 10_000, now: () => 0, random: () => 0 };
  channel = createOnebot({
    secret: "s",
    apiUrl: http.url,
    accessToken: "T0KEN",
    selfId: "10001",
    log,
    ...times,
    ...options,
  });
  sockets = await openSockets(channel, async (incoming) => {
    arrived.shift()?.();
    if (storageFailures-- > 0) throw new Error("disk full");
    if (storage !== null) await storage;
    accepted.push(incoming);
    return { answer: null };
  });
}

export async function close(): Promise<void> {
  await channel.stop?.();
  await sockets.close();
}

/** Resolves when the next event comes to be accepted. */
export const arrival = () => new Promise<void>((resolve) => void arrived.push(resolve));

/** A connection that has spoken. */
export async function ready(headers: Record<string, string> = {}) {
  const implementation = await sockets.connect(headers);
  const seen = arrival();
  implementation.say(connected);
  implementation.say(message);
  await seen;
  return implementation;
}

/** The next so many events cannot be stored. */
export function storageFails(times: number): void {
  storageFailures = times;
}

/** What is stored is stored when this has settled. */
export function storageWaitsFor(what: Promise<void>): void {
  storage = what;
}

/** A channel with its sockets for each test; what they are is exported beside this, anew for each. */
export function onReverseWs(): void {
  beforeEach(async () => {
    http = await openImplementation();
    await open();
  });

  afterEach(async () => {
    jest.useRealTimers();
    await close();
    await http.close();
  });
}
