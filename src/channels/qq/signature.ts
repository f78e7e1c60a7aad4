import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

const SEED_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** the DER before the seed of an Ed25519 private key, RFC 8410 */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/** One AppSecret as the Ed25519 pair that signs events and answers alike. */
export type EventKey = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

/**
 * The 32 bytes made of an AppSecret: doubled until long enough, then cut.
 * https://bot.q.qq.com/wiki/develop/api-v2/dev-prepare/interface-framework/sign.html
 * @throws Error on an empty secret
 */
export function deriveSeed(secret: string): Buffer {
  let seed = Buffer.from(secret, "utf8");
  if (seed.length === 0) throw new Error("the AppSecret is empty");
  while (seed.length < SEED_BYTES) seed = Buffer.concat([seed, seed]);
  return seed.subarray(0, SEED_BYTES);
}

/** Importing costs as much as most of a verification, so it is done once per secret and not per request. */
export function importSecret(secret: string): EventKey {
  const der = Buffer.concat([PKCS8_PREFIX, deriveSeed(secret)]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** The signature in lower-case hex of two strings of bytes put one after the other, timestamp first. */
export function signParts(key: EventKey, timestamp: string, rest: string | Buffer): string {
  return sign(null, join(timestamp, rest), key.privateKey).toString("hex");
}

/** The first of the keys under which the signature is good, or undefined. Nothing it is given makes it throw. */
export function verifiedBy(
  keys: readonly EventKey[],
  signatureHex: string,
  timestamp: string,
  body: Buffer,
): EventKey | undefined {
  if (!/^[0-9a-f]{128}$/i.test(signatureHex)) return undefined;
  const signature = Buffer.from(signatureHex, "hex");
  if (((signature[SIGNATURE_BYTES - 1] ?? 0xff) & 0xe0) !== 0) return undefined;
  const message = join(timestamp, body);
  return keys.find((key) => verify(null, message, key.publicKey, signature));
}

function join(timestamp: string, rest: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(timestamp, "utf8"), Buffer.from(rest)]);
}
