import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomFillSync } from "node:crypto";

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts columns that hold people's words (AES-256-GCM, fresh nonce each time).
 * The key is 32 bytes and lives apart from the database.
 */
export type Seal = {
  seal(text: string): string;
  /** @throws when the text was sealed under another key or changed since */
  open(sealed: string): string;
  /** A keyed digest: equal texts have equal fingerprints, and nobody without the key can try texts out. */
  fingerprint(text: string): string;
  /** The same text under the present key; null: it lies under it. @throws as `open` */
  reseal(sealed: string): string | null;
  /** The key before this one, while what lies under it is being sealed anew. */
  readonly previous: Pick<Seal, "open" | "fingerprint"> | null;
};

/** What was sealed under `previousKey` is opened too; nothing is sealed under it. */
export function createSeal(key: Buffer, previousKey: Buffer | null = null): Seal {
  const present = sealUnder(key);
  if (previousKey === null) return { ...present, reseal: () => null, previous: null };
  const previous = sealUnder(previousKey);
  const openEither = (sealed: string): { text: string; isPresent: boolean } => {
    try {
      return { text: present.open(sealed), isPresent: true };
    } catch {
      return { text: previous.open(sealed), isPresent: false };
    }
  };
  return {
    ...present,
    open: (sealed) => openEither(sealed).text,
    reseal(sealed) {
      const { text, isPresent } = openEither(sealed);
      return isPresent ? null : present.seal(text);
    },
    previous,
  };
}

function sealUnder(key: Buffer): Pick<Seal, "seal" | "open" | "fingerprint"> {
  if (key.length !== 32) throw new Error("DATA_KEY must be 32 bytes");
  // made once: the raw bytes would be made into a key for every text
  const secret = createSecretKey(key);
  const fingerprintKey = createSecretKey(createHmac("sha256", key).update("fingerprint").digest());
  const nonces = createNonces();
  return {
    seal(text) {
      const nonce = nonces();
      const cipher = createCipheriv("aes-256-gcm", secret, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64");
      const decipher = createDecipheriv("aes-256-gcm", secret, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, "utf8") + decipher.final("utf8");
    },
    fingerprint: (text) => createHmac("sha256", fingerprintKey).update(text).digest("base64url"),
  };
}

/** Of random bytes fetched for many at once; each is given out once, as a copy. */
function createNonces(): () => Buffer {
  const pool = Buffer.alloc(nonceBytes * 512);
  let taken = pool.length;
  return () => {
    if (taken === pool.length) {
      randomFillSync(pool);
      taken = 0;
    }
    taken += nonceBytes;
    return Buffer.from(pool.subarray(taken - nonceBytes, taken));
  };
}
