import type { IncomingMessage } from "node:http";
import readRaw from "raw-body";

/** Bytes of a request's body that are read; one more is answered 413. */
const bodyLimit = 65_536;

/** The body cannot be had; `status` says why: 413 too long, 400 cut short. */
export class BodyError extends Error {
  override readonly name = "BodyError" as const;
  readonly status: 400 | 413;

  constructor(status: 400 | 413) {
    super(`body refused: ${status}`);
    this.status = status;
  }
}

/** The bytes as they came: nothing is decoded or inflated. Throws {@link BodyError}. */
export async function readBody(request: IncomingMessage, limit = bodyLimit): Promise<Buffer> {
  try {
    return await readRaw(request, { length: request.headers["content-length"] ?? null, limit });
  } catch (error) {
    throw new BodyError(isTooLong(error) ? 413 : 400);
  }
}

function isTooLong(error: unknown): boolean {
  return typeof error === "object" && error !== null && "status" in error && error.status === 413;
}
