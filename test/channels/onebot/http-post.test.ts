import { describe, expect, test } from "@jest/globals";
import type { Incoming } from "../../../src/bot/message.ts";
import type { RawResponse } from "../../../src/channels/channel.ts";
import { sign } from "../../../src/channels/onebot/http-post.ts";
import { createOnebot } from "../../../src/channels/onebot/index.ts";
import { logged } from "./log.ts";

const SECRET = "village-demo-secret";
const B1 =
  '{"time":1795000000,"self_id":10001,"post_type":"message","message_type":"group","sub_type":"normal","message_id":-2147480001,"group_id":700800900,"user_id":20002,"anonymous":null,"message":[{"type":"text","data":{"text":"/help"}}],"raw_message":"/help","font":14,"sender":{"user_id":20002,"nickname":"demo","card":"","role":"member"}}';
const B2 =
  '{"time":1795000001,"self_id":10001,"post_type":"meta_event","meta_event_type":"lifecycle","sub_type":"connect"}';
const B3 = '{"post_type":"message","raw_message":"走访王家沟：低保已核实"}';
const S1 = "sha1=a4825bcba9b387f2bd1293e5fa865a2b356f8093";
const S2 = "sha1=f7b4373ade43035fa741dc008cb05b1ef232ff78";
const S3 = "sha1=47c3e32c7f04f16b44f99a49426a6d970309203c";

function endpoint(changes: { secret?: string; previousSecret?: string; selfId?: string; refused?: true } = {}) {
  const log = logged();
  const { refused, ...rest } = changes;
  const channel = createOnebot({
    secret: SECRET,
    selfId: "10001",
    apiUrl: "http://127.0.0.1:1",
    retentionMs: 30 * 86_400_000,
    log,
    now: () => 1_795_000_002_000,
    ...rest,
  });
  const accepted: Incoming[] = [];
  const post = async (body: string | Buffer, signature?: string): Promise<RawResponse> => {
    const route = channel.routes[0];
    if (route === undefined) throw new Error("no route");
    const headers = signature === undefined ? {} : { "x-signature": signature };
    const request = { method: "POST", query: new URLSearchParams(), headers, body: Buffer.from(body) };
    return route.handle(request, async (incoming) => {
      accepted.push(incoming);
      return { answer: null, ...(refused === undefined ? {} : { refused }) };
    });
  };
  return { post, accepted, lines: log.lines };
}

describe("the webhook", () => {
  test("takes a signed message and answers 204 with no quick operation", async () => {
    const { post, accepted } = endpoint();
    expect(await post(B1, S1)).toEqual({ status: 204 });
    expect(accepted).toMatchObject([{ text: "/help", platformId: "-2147480001" }]);
  });

  test("takes meta events silently", async () => {
    const { post, accepted } = endpoint();
    expect(await post(B2, S2)).toEqual({ status: 204 });
    expect(accepted).toEqual([]);
  });

  test("takes UTF-8 secrets, and an event that lacks everything", async () => {
    expect(await endpoint({ secret: "密钥-demo" }).post(B3, S3)).toEqual({ status: 204 });
  });

  test("takes the previous secret while there is one", async () => {
    const old = sign("old", B1);
    expect(await endpoint({ previousSecret: "old" }).post(B1, old)).toEqual({ status: 204 });
    expect(await endpoint({ previousSecret: "old" }).post(B1, S1)).toEqual({ status: 204 });
    expect(await endpoint().post(B1, old)).toEqual({ status: 403 });
  });

  const reserialised = JSON.stringify(JSON.parse(B1), null, 1);
  test.each<[string, string | Buffer, string | undefined]>([
    ["no signature", B1, undefined],
    ["an empty one", B1, ""],
    ["a wrong one", B1, S2],
    ["a truncated one", B1, S1.slice(0, -1)],
    ["an upper-case one", B1, S1.toUpperCase()],
    ["no prefix", B1, S1.slice(5)],
    ["another algorithm", B1, S1.replace("sha1", "sha256")],
    ["the header twice", B1, `${S1}, ${S1}`],
    ["another secret's", B1, sign("another", B1)],
    ["an empty secret's", B1, sign("", B1)],
    ["the same JSON written differently", reserialised, S1],
    ["garbage", Buffer.from([0xff, 0x00, 0x7b]), S1],
    ["JSON 100,000 deep", "[".repeat(100_000), S1],
  ])("refuses %s, and reads nothing", async (_, body, signature) => {
    const { post, accepted, lines } = endpoint();
    expect(await post(body, signature)).toEqual({ status: 403 });
    expect(accepted).toEqual([]);
    expect(lines).toEqual([]);
  });

  test.each<[string, string | Buffer]>([
    ["nothing", ""],
    ["no JSON", "你好"],
    ["no object", "[]"],
    ["JSON 100,000 deep", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["a number beyond all bounds", '{"time":1e400}'],
    ["bytes that are no text", Buffer.from([0x7b, 0xff, 0x7d])],
  ])("answers 400 to %s, signed", async (_, body) => {
    const { post, accepted } = endpoint();
    expect(await post(body, sign(SECRET, Buffer.from(body)))).toEqual({ status: 400 });
    expect(accepted).toEqual([]);
  });

  test("broken UTF-8 inside a text is replaced once", async () => {
    const body = Buffer.from(B1.replace("/help", "意见\u0001"));
    body[body.indexOf(1)] = 0xff;
    const { post, accepted } = endpoint();
    expect(await post(body, sign(SECRET, body))).toEqual({ status: 204 });
    expect(accepted).toMatchObject([{ text: "意见\ufffd" }]);
  });

  test("an authentic event of another account is ignored and logged", async () => {
    const { post, accepted, lines } = endpoint({ selfId: "10002" });
    expect(await post(B1, S1)).toEqual({ status: 204 });
    expect(accepted).toEqual([]);
    expect(lines).toHaveLength(1);
  });

  test("any account is taken when none is named", async () => {
    const body = B1.replace("10001", "9007199254740993");
    const log = logged();
    const channel = createOnebot({
      secret: SECRET,
      apiUrl: "http://127.0.0.1:1",
      retentionMs: 1e12,
      log,
      now: () => 0,
    });
    const seen: Incoming[] = [];
    const headers = { "x-signature": sign(SECRET, body) };
    await channel.routes[0]?.handle(
      { method: "POST", query: new URLSearchParams(), headers, body: Buffer.from(body) },
      async (incoming) => {
        seen.push(incoming);
        return { answer: null };
      },
    );
    expect(seen).toMatchObject([{ chat: { bot: "9007199254740993" } }]);
  });

  test("a stale event that is not known is answered like a wrong signature", async () => {
    expect(await endpoint({ refused: true }).post(B1, S1)).toEqual({ status: 403 });
  });

  test("what storage throws passes through", async () => {
    const channel = createOnebot({
      secret: SECRET,
      apiUrl: "http://127.0.0.1:1",
      retentionMs: 1e12,
      log: logged(),
      now: () => 0,
    });
    const request = {
      method: "POST",
      query: new URLSearchParams(),
      headers: { "x-signature": S1 },
      body: Buffer.from(B1),
    };
    await expect(channel.routes[0]?.handle(request, () => Promise.reject(new Error("disk full")))).rejects.toThrow(
      "disk full",
    );
  });
});
