import { createHash } from "node:crypto";

/** An id the queue takes (no colon, no integer) and that tells nobody who is meant. */
export const jobId = (...parts: readonly (string | number)[]): string =>
  `j${createHash("sha256").update(parts.join("\n")).digest("base64url").slice(0, 22)}`;
