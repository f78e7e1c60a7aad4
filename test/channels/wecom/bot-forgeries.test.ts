import { describe, expect, test } from "@jest/globals";
import { botCallback } from "../../../src/channels/wecom/client.ts";
import { hello, path, refused, stamp } from "./bot-frames.ts";
import { A3, aesKey, pair, token } from "./vectors.ts";
import { createWorld } from "./world.ts";

describe("what is not proven is refused with one answer and no effect", () => {
  const good = botCallback(pair, hello, stamp);
  const query = (change: (query: URLSearchParams) => void) => {
    const changed = new URLSearchParams(good.query);
    change(changed);
    return changed.toString();
  };
  const without = (name: string) => query((each) => each.delete(name));
  const twice = (name: string) => query((each) => each.append(name, each.get(name) ?? ""));
  const set = (name: string, value: string) => query((each) => each.set(name, value));
  test.each([
    ["no query", { ...good, query: "" }],
    ...["msg_signature", "timestamp", "nonce"].flatMap((name): [string, { query: string; body: string }][] => [
      [`no ${name}`, { ...good, query: without(name) }],
      [`${name} twice`, { ...good, query: twice(name) }],
      [`an empty ${name}`, { ...good, query: set(name, "") }],
    ]),
    ["an array-like nonce", { ...good, query: good.query.replace("nonce=", "nonce[]=") }],
    ["another nonce", { ...good, query: set("nonce", "n-2") }],
    ["another time", { ...good, query: set("timestamp", "1700000001") }],
    ["a time in words", botCallback(pair, hello, { ...stamp, timestamp: "now" })],
    ["a time with a fraction", botCallback(pair, hello, { ...stamp, timestamp: "1700000000.5" })],
    ["a negative time", botCallback(pair, hello, { ...stamp, timestamp: "-1700000000" })],
    ["another token", botCallback({ token: "other", aesKey }, hello, stamp)],
    ["another key", botCallback({ token, aesKey: `${aesKey.slice(1)}A` }, hello, stamp)],
    ["no body", { ...good, body: "" }],
    ["garbage", { ...good, body: "\u0000\u0001{" }],
    ["null", { ...good, body: "null" }],
    ["no ciphertext", { ...good, body: "{}" }],
    ["two ciphertexts", { ...good, body: '{"encrypt":["a","b"]}' }],
    ["another's ciphertext", { ...good, body: JSON.stringify({ encrypt: A3.encrypt }) }],
    ["deep JSON", { ...good, body: "[".repeat(60_000) }],
    ["a plain, unencrypted frame", { ...good, body: JSON.stringify(hello) }],
  ])("%s", async (_, callback) => {
    const world = createWorld();
    expect(await world.post(path, callback)).toEqual(refused);
    expect(world.accepted).toEqual([]);
  });

  test("the very same query and body, unchanged, passes", async () => {
    expect(await createWorld().post(path, good)).toMatchObject({ status: 200 });
  });
});
