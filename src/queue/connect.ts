import { Redis } from "ioredis";

/** For a server behind a URL, or on a unix socket. */
export type RedisAddress = { readonly url?: string; readonly path?: string };

/**
 * A connection that comes back by itself. While it is away every command fails at once and none is kept for later;
 * one that is not answered within `answerMs` milliseconds fails too (default: never, as blocking commands need it).
 */
export function connectRedis({ url, path }: RedisAddress, answerMs?: number): Redis {
  const options = {
    maxRetriesPerRequest: null,
    enableOfflineQueue: false,
    ...(answerMs === undefined ? {} : { commandTimeout: answerMs }),
    retryStrategy: (times: number) => Math.min(times * 200, 2_000),
  };
  const client = url === undefined ? new Redis({ ...options, path: path ?? "" }) : new Redis(url, options);
  client.on("error", () => undefined);
  return client;
}
