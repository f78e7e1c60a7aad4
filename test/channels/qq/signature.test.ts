import { describe, expect, test } from "@jest/globals";
import { deriveSeed, type EventKey, importSecret, signParts, verifiedBy } from "../../../src/channels/qq/signature.ts";
import { O1, O2, P1, P2, P3 } from "./fixtures.ts";

const publicHex = (key: EventKey) =>
  key.publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");

describe("the key made of an AppSecret", () => {
  test.each([
    ["exactly 32 characters stay", O1.secret, O1.secret],
    ["16 are doubled once", P1.secret, P1.secret + P1.secret],
    ["28 are doubled and cut", P2.secret, P2.seed],
    ["12 are doubled twice and cut", P3.secret, "123456abcdef123456abcdef123456ab"],
    ["5 are doubled three times", "abcde", "abcde".repeat(7).slice(0, 32)],
    ["40 are cut", `${"x".repeat(32)}yyyyyyyy`, "x".repeat(32)],
  ])("%s", (_name, secret, seed) => {
    expect(deriveSeed(secret).toString()).toBe(seed);
  });

  test("an empty secret is refused", () => {
    expect(() => deriveSeed("")).toThrow("empty");
  });

  test.each([P1, P2, O1])("public key $publicKey", ({ secret, publicKey }) => {
    expect(publicHex(importSecret(secret))).toBe(publicKey);
  });
});

describe("signing an address validation", () => {
  test.each([P1, O2])("token $plainToken", ({ secret, eventTs, plainToken, signature }) => {
    expect(signParts(importSecret(secret), eventTs, plainToken)).toBe(signature);
  });
});

describe("verifying an event", () => {
  const key = importSecret(O1.secret);
  const body = Buffer.from(O1.body);
  const flipped = Buffer.from(body);
  flipped[200] = (flipped[200] ?? 0) ^ 1;
  const highBits = `${O1.signature.slice(0, -2)}e5`;

  test("the vectors are good", () => {
    const p3 = importSecret(P3.secret);
    expect(verifiedBy([p3], P3.signature, P3.timestamp, Buffer.from(P3.body))).toBe(p3);
    expect(verifiedBy([key], O1.signature, O1.timestamp, body)).toBe(key);
    expect(body).toHaveLength(401);
  });

  test("hex may be upper case, and any of the keys may be the one", () => {
    expect(verifiedBy([importSecret("other"), key], O1.signature.toUpperCase(), O1.timestamp, body)).toBe(key);
  });

  test.each([
    ["one byte of the body flipped", O1.signature, O1.timestamp, flipped],
    ["another timestamp", O1.signature, "1795000001", body],
    ["63 bytes of signature", O1.signature.slice(2), O1.timestamp, body],
    ["65 bytes of signature", `${O1.signature}00`, O1.timestamp, body],
    ["no hex", `${O1.signature.slice(2)}zz`, O1.timestamp, body],
    ["no signature", "", O1.timestamp, body],
    ["the top bits of the last byte set", highBits, O1.timestamp, body],
    ["re-serialised body", O1.signature, O1.timestamp, Buffer.from(JSON.stringify(JSON.parse(O1.body), null, 1))],
    ["another secret's signature", P3.signature, O1.timestamp, body],
    [
      "two signatures joined, as node:http joins doubled headers",
      `${O1.signature}, ${O1.signature}`,
      O1.timestamp,
      body,
    ],
  ])("refused: %s", (_name, signature, timestamp, bytes) => {
    expect(verifiedBy([key], signature, timestamp, bytes)).toBeUndefined();
  });
});
