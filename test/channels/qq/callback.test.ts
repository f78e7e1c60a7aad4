import { describe, expect, test } from "@jest/globals";
import type { Accept, Incoming } from "../../../src/bot/message.ts";
import type { RawRequest } from "../../../src/channels/channel.ts";
import { qqCallback } from "../../../src/channels/qq/callback.ts";
import { signRequest } from "../../../src/channels/qq/client.ts";
import { importSecret } from "../../../src/channels/qq/signature.ts";
import { O1, O2, P1 } from "./fixtures.ts";

const NOW = Number(O1.timestamp) * 1000;
const SECONDS = Number(O1.timestamp);
const APP = "102";
const REFUSAL = { status: 401, body: "unauthorized" };
const ACKNOWLEDGED = { status: 200, type: "application/json", body: '{"op":12,"d":0}' };

function open({ secrets = [O1.secret] as [string, ...string[]], accepted = {} as { refused?: true } } = {}) {
  const taken: Incoming[] = [];
  const pressed: string[] = [];
  const [current, ...earlier] = secrets;
  const route = qqCallback({
    appId: APP,
    keys: [importSecret(current), ...earlier.map(importSecret)],
    freshnessMs: 600_000,
    now: () => NOW,
    pressed: (id) => pressed.push(id),
  });
  const accept: Accept = async (incoming) => {
    taken.push(incoming);
    return { answer: null, ...accepted };
  };
  return { taken, pressed, handle: (request: RawRequest) => route.handle(request, accept) };
}

const signed = (body: string | Buffer, seconds = SECONDS, secret = O1.secret) =>
  signRequest(secret, APP, body, seconds);
const unsigned = (body: string | Buffer, headers = {}): RawRequest => ({
  method: "POST",
  query: new URLSearchParams(),
  headers,
  body: Buffer.from(body),
});
const withHeaders = (request: RawRequest, headers: RawRequest["headers"]): RawRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});
const validation = (token: unknown, eventTs: unknown) =>
  JSON.stringify({ d: { plain_token: token, event_ts: eventTs }, op: 13 });

describe("an event", () => {
  test("is accepted, and acknowledged when that is done", async () => {
    const world = open();
    expect(await world.handle(signed(O1.body))).toEqual(ACKNOWLEDGED);
    expect(world.taken).toMatchObject([{ type: "message", text: "/help" }]);
  });

  test("signed as the published vector is, by bytes", async () => {
    const headers = { "x-signature-ed25519": O1.signature, "x-signature-timestamp": O1.timestamp };
    expect(await open().handle(unsigned(O1.body, headers))).toEqual(ACKNOWLEDGED);
  });

  test("signed with the secret before the last change is accepted while that is configured", async () => {
    expect(await open({ secrets: ["new", O1.secret] }).handle(signed(O1.body))).toEqual(ACKNOWLEDGED);
    expect(await open({ secrets: ["new"] }).handle(signed(O1.body))).toEqual(REFUSAL);
  });

  test.each([
    [-601, true],
    [-600, false],
    [600, false],
    [601, true],
  ])("signed %i seconds from now: stale is %s", async (offset, stale) => {
    const world = open();
    await world.handle(signed(O1.body, SECONDS + offset));
    expect(world.taken[0]).toHaveProperty("type", "message");
    expect("stale" in (world.taken[0] ?? {})).toBe(stale);
  });

  test("too old and never seen gets the refusal that everything false gets", async () => {
    expect(await open({ accepted: { refused: true } }).handle(signed(O1.body, SECONDS - 5000))).toEqual(REFUSAL);
  });

  test("that cannot be stored is not acknowledged", async () => {
    const route = qqCallback({
      appId: APP,
      keys: [importSecret(O1.secret)],
      freshnessMs: 1,
      now: () => NOW,
      pressed: () => {},
    });
    await expect(route.handle(signed(O1.body), () => Promise.reject(new Error("disk full")))).rejects.toThrow(
      "disk full",
    );
  });

  test("a pressed button is passed on once it is committed, a refused one never", async () => {
    const d = { id: "i1", type: 11, group_openid: "G", group_member_openid: "U", timestamp: 1795000000 };
    const body = JSON.stringify({ op: 0, t: "INTERACTION_CREATE", id: "INTERACTION_CREATE:i1", d });
    const world = open();
    await world.handle(signed(body));
    expect(world.pressed).toEqual(["i1"]);
    const refusing = open({ accepted: { refused: true } });
    await refusing.handle(signed(body));
    expect(refusing.pressed).toEqual([]);
  });

  test.each([
    ["an unknown type", '{"op":0,"t":"NEW_THING","id":"x","d":{}}'],
    ["an unknown op", '{"op":99}'],
    ["an op of another kind", '{"op":"0","t":"GROUP_MESSAGE_CREATE"}'],
    ["no op", "{}"],
    ["data of another kind", '{"op":0,"t":"GROUP_MESSAGE_CREATE","id":7,"d":[1]}'],
    ["__proto__", '{"op":0,"__proto__":{"t":"GROUP_MESSAGE_CREATE"},"t":"__proto__","d":{"constructor":1}}'],
    ["deep nesting", `{"op":0,"t":"GROUP_MESSAGE_CREATE","d":${"[".repeat(30_000)}${"]".repeat(30_000)}}`],
  ])("with %s is acknowledged and changes nothing", async (_name, body) => {
    const world = open();
    expect(await world.handle(signed(body))).toEqual(ACKNOWLEDGED);
    expect(world.taken).toEqual([]);
  });

  test.each(["", "x", "7", "null", "[]", '"text"', '{"op":0'])(
    "a signed body that is no object (%s) is a bad request",
    async (body) => {
      expect(await open().handle(signed(body))).toMatchObject({ status: 400 });
    },
  );

  test("invalid UTF-8 that is signed is read with replacements", async () => {
    const body = Buffer.from(O1.body);
    body[body.indexOf("/help")] = 0xff;
    const world = open();
    expect(await world.handle(signed(body))).toEqual(ACKNOWLEDGED);
    expect(world.taken).toMatchObject([{ text: "\ufffdhelp" }]);
  });
});

describe("a heartbeat", () => {
  test.each([
    ['{"op":1,"d":42}', '{"op":11,"d":42}'],
    ['{"op":1}', '{"op":11,"d":null}'],
    [`{"op":1,"d":${"[".repeat(30_000)}${"]".repeat(30_000)}}`, '{"op":11,"d":null}'],
  ])("%.20s", async (body, answer) => {
    expect(await open().handle(signed(body))).toEqual({ status: 200, type: "application/json", body: answer });
  });
});

describe("everything false gets one and the same answer", () => {
  const good = signed(O1.body);
  test.each([
    ["no signature", unsigned(O1.body)],
    ["no timestamp", withHeaders(good, { "x-signature-timestamp": undefined })],
    ["a timestamp and no signature", withHeaders(good, { "x-signature-ed25519": undefined })],
    ["an empty signature", withHeaders(good, { "x-signature-ed25519": "" })],
    ["a cut signature", withHeaders(good, { "x-signature-ed25519": O1.signature.slice(0, 126) })],
    ["a doubled signature", withHeaders(good, { "x-signature-ed25519": [O1.signature, O1.signature] })],
    ["a timestamp that is no integer", withHeaders(good, { "x-signature-timestamp": "1795000000.0" })],
    ["another timestamp", withHeaders(good, { "x-signature-timestamp": "1795000001" })],
    ["another body", { ...good, body: Buffer.from(O1.body.replace("help", "hell")) }],
    ["another bot's secret", signed(O1.body, SECONDS, "another")],
    ["another bot's id", withHeaders(good, { "x-bot-appid": "103" })],
    ["an unsigned heartbeat", unsigned('{"op":1,"d":1}')],
    ["no JSON, unsigned", unsigned("{")],
    ["a long unsigned validation", unsigned(`${validation("a", "1795000001")}${" ".repeat(1024)}`)],
    ["a validation signed falsely", withHeaders(unsigned(validation("a", "1795000001")), good.headers)],
    ["a heartbeat signed long ago", signed('{"op":1,"d":1}', SECONDS - 601)],
    ["an unknown event signed long ago", signed('{"op":0,"t":"NEW_THING","id":"x","d":{}}', SECONDS + 601)],
    ["a validation signed long ago", signed(validation("a", "1795000001"), SECONDS - 5000)],
  ])("%s", async (_name, request) => {
    const world = open();
    expect(await world.handle(request)).toEqual(REFUSAL);
    expect(world.taken).toEqual([]);
  });
});

describe("the validation of the address", () => {
  const answer = (plain_token: string, signature: string) => ({
    status: 200,
    type: "application/json",
    body: JSON.stringify({ plain_token, signature }),
  });

  test.each([P1, O2])("$plainToken is signed, with or without signature headers", async (vector) => {
    const body = validation(vector.plainToken, vector.eventTs);
    const world = open({ secrets: [vector.secret] });
    expect(await world.handle(unsigned(body))).toEqual(answer(vector.plainToken, vector.signature));
    const request = signed(body, SECONDS, vector.secret);
    expect(await world.handle(request)).toEqual(answer(vector.plainToken, vector.signature));
  });

  test("asked for with the previous secret is answered with it", async () => {
    const request = signed(validation(O2.plainToken, O2.eventTs));
    expect(await open({ secrets: ["new", O2.secret] }).handle(request)).toEqual(answer(O2.plainToken, O2.signature));
  });

  test.each([
    ["a token with a brace", validation('{"op":0}', "1795000001")],
    ["a token with a blank", validation("a b", "1795000001")],
    ["a token with a line end", validation("a\n", "1795000001")],
    ["an empty token", validation("", "1795000001")],
    ["a long token", validation("a".repeat(129), "1795000001")],
    ["a token that is no string", validation(["a"], "1795000001")],
    ["a time that is a number", validation("a", 1795000001)],
    ["a short time", validation("a", "179500000")],
    ["a time with a brace", validation("a", '1795000001{"op":0}')],
    ["a time with a line end", validation("a", "1795000001\n")],
    ["no data", '{"op":13}'],
    ["a list", `[${validation("a", "1795000001")}]`],
    ["an op in a string", validation("a", "1795000001").replace("13", '"13"')],
  ])("refused: %s", async (_name, body) => {
    expect(await open().handle(unsigned(body))).toEqual(REFUSAL);
  });

  test("is no oracle: no answer of it is the signature of an event", async () => {
    const { headers } = unsigned("", { "x-bot-appid": APP });
    const world = open();
    const forged = '{"op":0,"id":"x","t":"GROUP_DEL_ROBOT","d":{"group_openid":"G","timestamp":1}}';
    const tokens = [forged, forged.slice(1), "7", "1e1000", "null", "true", `${"9".repeat(100)}`];
    const times = ["1795000000", "1795000000{", "17950000001", "1795000000000"];
    for (const time of times)
      for (const token of tokens) {
        const response = await world.handle(unsigned(validation(token, time), headers));
        const found: unknown = response.status === 200 ? JSON.parse(response.body ?? "") : null;
        if (found === null) continue;
        const { signature } = found as { signature: string };
        // any cut of what was signed into a timestamp and a body
        const all = time + token;
        for (let cut = 1; cut <= all.length; cut += 1) {
          const stamped = { "x-signature-ed25519": signature, "x-signature-timestamp": all.slice(0, cut) };
          expect((await world.handle(unsigned(all.slice(cut), stamped))).status).toBeGreaterThanOrEqual(400);
        }
      }
    expect(world.taken).toEqual([]);
  });
});
