import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Accept } from "../../bot/message.ts";
import type { RawRequest, RawResponse, Route } from "../channel.ts";
import { answerTo, endOfStream, holdsPicture } from "./bot-answer.ts";
import { readFrame, readRefresh } from "./bot-frame.ts";
import { toIncoming } from "./bot-incoming.ts";
import { seal } from "./crypto.ts";
import { type Delivery, type Endpoint, nothing, openDelivery, refused, verifyAddress } from "./endpoint.ts";
import type { Corp } from "./people.ts";

export type BotCallback = {
  readonly endpoint: Endpoint;
  readonly corp: Corp;
  readonly names: readonly string[];
  /** it was addressed in a group by none of them */
  readonly calledOtherwise: () => void;
  /** turns an open_userid into the userid it stands for */
  userid(id: string): Promise<string>;
};

const envelope = z.object({ encrypt: z.string() });

/** 智能机器人 in URL mode. https://developer.work.weixin.qq.com/document/path/101033 */
export function botRoute(bot: BotCallback): Route {
  return {
    path: "/webhook/wecom/bot",
    methods: ["GET", "POST"],
    async handle(request, accept) {
      return request.method === "GET" ? verifyAddress(bot.endpoint, request) : receive(bot, request, accept);
    },
  };
}

async function receive(bot: BotCallback, request: RawRequest, accept: Accept): Promise<RawResponse> {
  const encrypt = envelope.safeParse(parse(request.body.toString("utf8"))).data?.encrypt ?? null;
  const delivery = openDelivery(bot.endpoint, request.query, encrypt);
  if (delivery === null) return refused;
  const body = parse(delivery.message);
  if (body === undefined) return { status: 400, body: "" };
  const streamId = readRefresh(body);
  if (streamId !== null) return delivery.isStale ? refused : sealed(bot, delivery, endOfStream(streamId));
  const frame = readFrame(body);
  if (frame === null) return nothing;
  const userid = await bot.userid(frame.from.userid);
  const { signedAt, isStale } = delivery;
  const incoming = toIncoming(
    frame,
    { userid, arrivedAt: signedAt, isStale, onSocket: false },
    bot.corp,
    bot.names,
    bot.calledOtherwise,
  );
  if (incoming === null) return nothing;
  const accepted = await accept(incoming);
  if (accepted.refused) return refused;
  const { answer: said, picture } = accepted;
  if (!said) return nothing;
  const png = picture && holdsPicture(frame) ? await inTime(picture.png()) : undefined;
  const answer = answerTo(frame, incoming.key, picture && !png ? `${said}\n${picture.instead}` : said, png);
  return answer === null ? nothing : sealed(bot, delivery, answer);
}

/** WeCom waits five seconds for an answer, which has been written down by now. */
const drawnWithin = 3_000;

/** Undefined: it could not be drawn, or not in time. */
async function inTime(png: Promise<Buffer>): Promise<Buffer | undefined> {
  const patience = new AbortController();
  const late = sleep(drawnWithin, undefined, { signal: patience.signal }).catch(() => undefined);
  const drawn = await Promise.race([png.catch(() => undefined), late]);
  patience.abort();
  return drawn;
}

/** Encrypted with the pair that opened the request, under the request's own nonce. */
function sealed(bot: BotCallback, delivery: Delivery, answer: object): RawResponse {
  const timestamp = Math.floor(bot.endpoint.now() / 1000);
  const out = seal(delivery.pair, bot.endpoint.receiveId, JSON.stringify(answer), {
    timestamp: String(timestamp),
    nonce: delivery.nonce,
  });
  const body = JSON.stringify({ encrypt: out.encrypt, msgsignature: out.signature, timestamp, nonce: out.nonce });
  return { status: 200, type: "application/json; charset=utf-8", body };
}

/** Undefined for what is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
