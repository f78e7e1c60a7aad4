import { createDecipheriv } from "node:crypto";

/**
 * The bytes of a picture or file behind the `url` of a message: encrypted although its name ends in .jpg. In URL mode
 * the key is the bot's EncodingAESKey, on the long connection the `aeskey` beside the url.
 * Null when the key is not its. https://developer.work.weixin.qq.com/document/path/100719
 */
export function decryptMedia(aesKey: string, encrypted: Buffer): Buffer | null {
  const key = Buffer.from(aesKey, "base64");
  if (key.length !== 32 || encrypted.length === 0 || encrypted.length % 16 !== 0) return null;
  // padded to 32 bytes, which OpenSSL's own removal of padding refuses
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(encrypted), decipher.final()]);
  const pad = plain.at(-1) ?? 0;
  const end = plain.length - pad;
  const isPadded = pad >= 1 && pad <= 32 && end >= 0 && plain.subarray(end).every((byte) => byte === pad);
  return isPadded ? plain.subarray(0, end) : null;
}
