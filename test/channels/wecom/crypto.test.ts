import { createCipheriv, createDecipheriv } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { getSignature } from "@wecom/crypto";
import { keyPairs, open, type Sealed, seal } from "../../../src/channels/wecom/crypto.ts";
import fc from "../../property.ts";
import { A1, A2, A3, A4, A5, aesKey, corpId, pair, token, V1, V2 } from "./vectors.ts";

const vectors = Object.entries({ V1, V2, A1, A2, A3, A4, A5 });

test.each(vectors)("%s opens, and is what sealing gives", (_, { receiveId, message, random, ...sealed }) => {
  expect(open([pair], receiveId, sealed)).toEqual({ message, pair });
  expect(seal(pair, receiveId, message, { ...sealed, random: Buffer.from(random) })).toEqual(sealed);
});

test("what is sealed opens, whatever it says", () => {
  const words = fc.string({ unit: "grapheme", minLength: 1 });
  fc.assert(
    fc.property(words, fc.string(), fc.constantFrom("", corpId), (message, nonce, receiveId) => {
      const sealed = seal(pair, receiveId, message, { timestamp: "1700000000", nonce });
      expect(open([pair], receiveId, sealed)?.message).toBe(message);
    }),
  );
});

const key = Buffer.from(`${aesKey}=`, "base64");

/** Encrypts any bytes, in whole blocks of 16, as an attacker with the key but with ideas of his own would. */
function sealedBytes(plain: Buffer): Sealed {
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  return signed(Buffer.concat([cipher.update(plain), cipher.final()]).toString("base64"));
}

function signed(encrypt: string): Sealed {
  const [timestamp, nonce] = ["1700000000", "n"];
  return { encrypt, timestamp, nonce, signature: getSignature(token, timestamp, nonce, encrypt) };
}

function plainOf(encrypt: string): Buffer {
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(encrypt, "base64"), decipher.final()]);
}

/** The plain bytes of A3 (12 bytes of message, a whole block of padding) with some of them replaced. */
function altered(at: number, ...values: number[]): Sealed {
  const plain = plainOf(A3.encrypt);
  plain.set(values, at < 0 ? plain.length + at : at);
  return sealedBytes(plain);
}

describe("refused alike", () => {
  const cases: [string, Sealed, string][] = [
    ["one character of the signature", { ...A2, signature: A2.signature.replace(/.$/, "0") }, ""],
    ["an upper-case signature", { ...A2, signature: A2.signature.toUpperCase() }, ""],
    ["a signature cut short", { ...A2, signature: A2.signature.slice(1) }, ""],
    ["no signature", { ...A2, signature: "" }, ""],
    ["a signature of other letters of the same length in bytes", { ...A2, signature: `${"村".repeat(13)}a` }, ""],
    ["another receive id", signed(A5.encrypt), "wxother"],
    ["a corp's message at the bot", signed(A5.encrypt), ""],
    ["the bot's message at a corp", signed(A2.encrypt), corpId],
    ["16 bytes missing", signed(Buffer.from(A2.encrypt, "base64").subarray(0, -16).toString("base64")), ""],
    [
      "a length that is no multiple of 16",
      signed(Buffer.from(A2.encrypt, "base64").subarray(0, -1).toString("base64")),
      "",
    ],
    ["base64 with a line end", signed(`${A2.encrypt.slice(0, 76)}\n${A2.encrypt.slice(76)}`), ""],
    ["base64 in the URL alphabet", signed(A2.encrypt.replaceAll("+", "-")), ""],
    ["base64 without its padding", signed(A3.encrypt.replace(/=+$/, "")), ""],
    ["no ciphertext", signed(""), ""],
    ["padding of 0", altered(-1, 0), ""],
    ["padding of 33", altered(-1, 33), ""],
    ["padding bytes that differ", altered(-2, 7), ""],
    ["a length beyond the data", altered(16, 0, 0, 1, 0), ""],
    ["a length of four thousand million", altered(16, 255, 255, 255, 255), ""],
    ["a message that is no UTF-8", altered(20, 0xff), ""],
    ["an empty message", seal(pair, "", "", { timestamp: "1700000000", nonce: "n" }), ""],
    ["less than a header", sealedBytes(Buffer.alloc(16, 16)), ""],
  ];
  test.each(cases)("%s", (_, sealed, receiveId) => {
    expect(open([pair], receiveId, sealed)).toBeNull();
  });
});

describe("rotation", () => {
  const other = { token: "other", aesKey: `${"a".repeat(42)}A` };
  test.each([
    ["nothing", pair, { ...other }, null],
    ["both", pair, { ...other, previous: pair }, pair],
    [
      "the token alone",
      { token, aesKey: other.aesKey },
      { ...other, previous: { token } },
      { token, aesKey: other.aesKey },
    ],
    ["the key alone", { token: "other", aesKey }, { ...other, previous: { aesKey } }, { token: "other", aesKey }],
  ])("changing %s", (_, sender, configured, opener) => {
    const sealed = seal(sender, "", "x", { timestamp: "1700000000", nonce: "n" });
    expect(open(keyPairs(configured), "", sealed)?.pair ?? null).toEqual(opener);
    const current = seal(other, "", "x", { timestamp: "1700000000", nonce: "n" });
    expect(open(keyPairs(configured), "", current)?.pair).toEqual(other);
  });
});

test("a key pasted with blanks is taken, a wrong one refused at start", () => {
  expect(keyPairs({ token, aesKey: ` ${aesKey}\n` })).toEqual([pair]);
  expect(() => keyPairs({ token, aesKey: `${aesKey}=` })).toThrow("43");
  expect(() => keyPairs({ token: "", aesKey })).toThrow("token");
});
