import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { AboutLine, BallotBox } from "./bot/ballot-box.ts";

const publicBytes = 32;
const gradeBytes = 4;
const tagBytes = 16;
/** Of every envelope: what it says cannot be told by its length. */
export const envelopeBytes = publicBytes + gradeBytes + tagBytes;

/** X25519, HKDF-SHA-256 and AES-256-GCM of Node itself. Keys lie in `folder`, apart from the database and its copies. */
export function openBallotBox(folder: string): BallotBox {
  const fileOf = (recordId: string) => join(folder, `A-${recordId.replace(/[^A-Za-z0-9-]/g, "")}.key`);
  return {
    make(recordId) {
      const known = keyIn(fileOf(recordId));
      if (known) return publicOf(known);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const { privateKey } = generateKeyPairSync("x25519");
        writeNew(fileOf(recordId), privateKey.export({ type: "pkcs8", format: "der" }));
        return publicOf(privateKey);
      } catch {
        // of two processes the first has made it; a full disk has made none
        const made = keyIn(fileOf(recordId));
        return made && publicOf(made);
      }
    },
    seal(publicKey, about, grade) {
      const { privateKey, publicKey: own } = generateKeyPairSync("x25519");
      const other = createPublicKey({ key: Buffer.from(publicKey, "base64"), type: "spki", format: "der" });
      const ephemeral = rawOf(own);
      const { key, nonce } = secretOf(privateKey, other, ephemeral);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      cipher.setAAD(said(about));
      const plain = Buffer.alloc(gradeBytes);
      plain.writeUInt32BE(grade);
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([ephemeral, body, cipher.getAuthTag()]).toString("base64url");
    },
    opener(recordId) {
      const own = keyIn(fileOf(recordId));
      if (!own) return null;
      return (about, envelope) => {
        const bytes = Buffer.from(envelope, "base64url");
        if (bytes.length !== envelopeBytes) throw new Error("no envelope");
        const ephemeral = bytes.subarray(0, publicBytes);
        const { key, nonce } = secretOf(own, publicFrom(ephemeral), ephemeral);
        const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
        decipher.setAAD(said(about));
        decipher.setAuthTag(bytes.subarray(publicBytes + gradeBytes));
        const plain = [decipher.update(bytes.subarray(publicBytes, publicBytes + gradeBytes)), decipher.final()];
        return Buffer.concat(plain).readUInt32BE();
      };
    },
    destroy: (recordId) => overwrite(fileOf(recordId)),
  };
}

const said = ({ record, panel, object }: AboutLine): Buffer => Buffer.from([record, panel, object].join("|"), "utf8");

/** Of one envelope: its key pair is made for it alone, so the nonce need not be random. */
function secretOf(privateKey: KeyObject, publicKey: KeyObject, ephemeral: Buffer): { key: Buffer; nonce: Buffer } {
  const shared = diffieHellman({ privateKey, publicKey });
  const bytes = Buffer.from(hkdfSync("sha256", shared, ephemeral, "chuanmen ballot", 44));
  return { key: bytes.subarray(0, 32), nonce: bytes.subarray(32) };
}

const publicOf = (key: KeyObject): string =>
  createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
/** The last bytes of its DER form, which begins alike for all. */
const rawOf = (key: KeyObject): Buffer => key.export({ type: "spki", format: "der" }).subarray(-publicBytes);
const head = generateKeyPairSync("x25519").publicKey.export({ type: "spki", format: "der" }).subarray(0, -publicBytes);
const publicFrom = (raw: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([head, raw]), type: "spki", format: "der" });

function keyIn(path: string): KeyObject | null {
  try {
    return createPrivateKey({ key: readFileSync(path), type: "pkcs8", format: "der" });
  } catch {
    return null;
  }
}

/** The whole of it on the disk, or nothing under its name. */
function writeNew(path: string, bytes: Buffer): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

function overwrite(path: string): void {
  try {
    const file = openSync(path, "r+");
    try {
      writeSync(file, randomBytes(statSync(path).size), 0);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!(typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT")) throw error;
  }
  rmSync(path, { force: true });
}
