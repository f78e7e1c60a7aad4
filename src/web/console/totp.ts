import { createHmac } from "node:crypto";

/** RFC 6238 with what every authenticator takes: SHA-1, six digits, thirty seconds. */
const stepLasts = 30_000;
const digits = 6;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export const stepOf = (now: number): number => Math.floor(now / stepLasts);

export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", secret).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0x0f;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, "0");
}

/** The step whose code it is, one before and one after taken too, later than the last one used; null: none. */
export function stepMeant(typed: string, secret: Buffer, now: number, lastStep: number): number | null {
  const code = typed.normalize("NFKC").replace(/\D/g, "");
  const here = stepOf(now);
  return [here, here - 1, here + 1].find((step) => step > lastStep && codeAt(secret, step) === code) ?? null;
}

/** As it is typed into an authenticator. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}
