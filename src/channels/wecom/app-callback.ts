import { randomBytes } from "node:crypto";
import type { Accept } from "../../bot/message.ts";
import type { RawRequest, RawResponse, Route } from "../channel.ts";
import { answerTo } from "./app-answer.ts";
import { sleepEvent, toIncoming } from "./app-incoming.ts";
import { seal } from "./crypto.ts";
import { type Delivery, type Endpoint, nothing, openDelivery, refused, verifyAddress } from "./endpoint.ts";
import type { Log } from "./options.ts";
import type { Corp } from "./people.ts";
import { readXml, writeXml } from "./xml.ts";

export type AppCallback = { readonly endpoint: Endpoint; readonly corp: Corp; readonly log: Log };

/** The self-built app. https://developer.work.weixin.qq.com/document/path/90238 */
export function appRoute(app: AppCallback): Route {
  return {
    path: "/webhook/wecom/app",
    methods: ["GET", "POST"],
    async handle(request, accept) {
      return request.method === "GET" ? verifyAddress(app.endpoint, request) : receive(app, request, accept);
    },
  };
}

async function receive(app: AppCallback, request: RawRequest, accept: Accept): Promise<RawResponse> {
  const encrypt = readXml(request.body.toString("utf8"))?.get("Encrypt")?.trim() ?? null;
  const delivery = openDelivery(app.endpoint, request.query, encrypt);
  if (delivery === null) return refused;
  const fields = readXml(delivery.message);
  if (fields === null) return { status: 400, body: "" };
  const sleep = sleepEvent(fields);
  if (sleep !== null && !delivery.isStale)
    app.log("error", "wecom says this app is little used and may be switched off: see the admin console", {
      event: sleep,
    });
  const incoming = toIncoming(fields, { arrivedAt: delivery.signedAt, isStale: delivery.isStale }, app.corp);
  if (incoming === null) return nothing;
  const accepted = await accept(incoming);
  if (accepted.refused) return refused;
  if (!accepted.answer) return nothing;
  return sealed(app, delivery, answerTo(fields, app.corp.corpId, accepted.answer, app.endpoint.now()));
}

function sealed(app: AppCallback, delivery: Delivery, xml: string): RawResponse {
  const timestamp = Math.floor(app.endpoint.now() / 1000);
  const nonce = randomBytes(8).toString("hex");
  const out = seal(delivery.pair, app.endpoint.receiveId, xml, { timestamp: String(timestamp), nonce });
  const envelope = { Encrypt: out.encrypt, MsgSignature: out.signature, TimeStamp: timestamp, Nonce: nonce };
  return { status: 200, type: "application/xml; charset=utf-8", body: writeXml({ xml: envelope }) };
}
