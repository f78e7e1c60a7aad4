import { createCipheriv } from "node:crypto";
import { expect, test } from "@jest/globals";
import { getJsApiSignature } from "@wecom/crypto";
import { decryptMedia } from "../../../src/channels/wecom/media.ts";
import { aesKey } from "./vectors.ts";

const A6 = {
  key: "ABEiM0RVZneImaq7zN3u/wEjRWeJq83vABEiM0RVZnc=",
  encrypted: Buffer.from("4tygiWnnX7B8ZVB89+zEDs3A6oOruZV8+LMBr7ln/8U=", "base64"),
};

test("A6: a received file", () => {
  expect(decryptMedia(A6.key, A6.encrypted)?.toString()).toBe("hello village\n");
});

test("an EncodingAESKey is a key too", () => {
  const key = Buffer.from(aesKey, "base64");
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const encrypted = Buffer.concat([cipher.update(Buffer.alloc(32, 32)), cipher.final()]);
  expect(decryptMedia(aesKey, encrypted)).toEqual(Buffer.alloc(0));
});

test.each([
  ["another key", aesKey, A6.encrypted],
  ["a short key", "AAAA", A6.encrypted],
  ["half a block", A6.key, A6.encrypted.subarray(0, 24)],
  ["nothing", A6.key, Buffer.alloc(0)],
])("%s opens nothing", (_, key, encrypted) => {
  expect(decryptMedia(key, encrypted)).toBeNull();
});

test("A7: the library signs for H5 pages as documented", () => {
  const signed = getJsApiSignature({
    ticket: "TICKET-demo",
    nonceStr: "noncestr-demo",
    timestamp: 1700000010,
    url: "https://cun.example.com/h5/talk?x=1",
  });
  expect(signed.signature).toBe("574b477d56688a556fa943f0cda09fe75e8d4968");
});
