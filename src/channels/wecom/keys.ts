import { createHash } from "node:crypto";

/** The dedupe key of a delivery. What WeCom writes is kept readable, unless it is too long for an index. */
export function dedupeKey(...parts: readonly string[]): string {
  const key = ["wecom", ...parts].join(":");
  return key.length <= 200 ? key : `wecom:${shortHash(key)}`;
}

/** 32 hex characters that stand for a text and do not show it. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
