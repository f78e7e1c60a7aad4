import { isUtf8 } from "node:buffer";
import { createDecipheriv, timingSafeEqual } from "node:crypto";
import { encrypt, getSignature } from "@wecom/crypto";

/** Token and EncodingAESKey (43 letters and digits) as the console shows them. */
export type KeyPair = { readonly token: string; readonly aesKey: string };

/** What travels: the ciphertext and the signature over token, timestamp, nonce and ciphertext. */
export type Sealed = {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypt: string;
};

/** An authentic message, and the pair that opened it: its answer must be sealed with the same one. */
export type Opened = { readonly message: string; readonly pair: KeyPair };

/** https://developer.work.weixin.qq.com/document/path/90968 . Null for every failure alike. */
export function open(pairs: readonly KeyPair[], receiveId: string, sealed: Sealed): Opened | null {
  for (const pair of pairs) {
    if (!isSigned(pair.token, sealed)) continue;
    const message = decryptStrictly(pair.aesKey, receiveId, sealed.encrypt);
    if (message !== null) return { message, pair };
  }
  return null;
}

export function seal(
  pair: KeyPair,
  receiveId: string,
  message: string,
  header: { readonly timestamp: string; readonly nonce: string; readonly random?: Buffer },
): Sealed {
  const encrypted = encrypt(pair.aesKey, message, receiveId, header.random);
  const { timestamp, nonce } = header;
  return { signature: getSignature(pair.token, timestamp, nonce, encrypted), timestamp, nonce, encrypt: encrypted };
}

/** The current pair, and the previous one where something is being rotated. Refuses keys that cannot be right. */
export function keyPairs(keys: KeyPair & { readonly previous?: Partial<KeyPair> }): KeyPair[] {
  const current = checked({ token: keys.token, aesKey: keys.aesKey });
  if (!keys.previous?.token && !keys.previous?.aesKey) return [current];
  return [current, checked({ ...current, ...keys.previous })];
}

function checked(pair: KeyPair): KeyPair {
  const aesKey = pair.aesKey.trim();
  if (pair.token === "") throw new Error("WeCom callback token is empty");
  if (!/^[A-Za-z0-9]{43}$/.test(aesKey)) throw new Error("WeCom EncodingAESKey must be 43 letters and digits");
  return { token: pair.token, aesKey };
}

function isSigned(token: string, sealed: Sealed): boolean {
  const expected = Buffer.from(getSignature(token, sealed.timestamp, sealed.nonce, sealed.encrypt));
  const received = Buffer.from(sealed.signature);
  return received.length === expected.length && timingSafeEqual(received, expected);
}

/** Bytes to which a message is filled up; WeCom pads to twice the block of AES. */
const padded = 32;
/** Random bytes, and the length of the message in four. */
const lengthAt = 16;
const messageAt = 20;

/**
 * `decrypt` of `@wecom/crypto` takes any padding, lenient base64 and broken UTF-8. Here a message has, given its random
 * bytes, exactly one ciphertext: whatever WeCom would not have made of it is refused.
 */
function decryptStrictly(aesKey: string, receiveId: string, encrypted: string): string | null {
  const bytes = Buffer.from(encrypted, "base64");
  if (bytes.length === 0 || bytes.length % padded !== 0 || bytes.toString("base64") !== encrypted) return null;
  const key = Buffer.from(`${aesKey}=`, "base64");
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = decipher.update(bytes);
  const fill = plain.at(-1) ?? 0;
  const end = plain.length - fill;
  if (fill < 1 || fill > padded || end < messageAt || !plain.subarray(end).every((byte) => byte === fill)) return null;
  const idAt = messageAt + plain.readUInt32BE(lengthAt);
  if (idAt <= messageAt || idAt > end) return null;
  const [message, id] = [plain.subarray(messageAt, idAt), plain.subarray(idAt, end)];
  return isUtf8(message) && id.equals(Buffer.from(receiveId)) ? message.toString() : null;
}
