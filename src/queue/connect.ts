import { Redis, type RedisOptions } from "ioredis";

/** For a server behind a URL, or on a unix socket. */
export type RedisAddress = { readonly url?: string; readonly path?: string };

/**
 * A connection that comes back by itself. While it is away every command fails at once and none is kept for later;
 * one that is not answered within `answerMs` milliseconds fails too (default: never).
 */
export function connectRedis(address: RedisAddress, answerMs?: number): Redis {
  return connect(address, {
    enableOfflineQueue: false,
    ...(answerMs === undefined ? {} : { commandTimeout: answerMs }),
  });
}

/**
 * For a worker of BullMQ: what it asks waits until the connection is back. Refused at once, it would ask again without
 * the loop ever turning: a process that nobody hears of any more, not even a signal.
 */
export function connectWorker(address: RedisAddress): Redis {
  return connect(address, { enableOfflineQueue: true });
}

function connect(
  { url, path }: RedisAddress,
  more: Pick<RedisOptions, "enableOfflineQueue" | "commandTimeout">,
): Redis {
  const options = {
    ...more,
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(times * 200, 2_000),
  };
  const client = url === undefined ? new Redis({ ...options, path: path ?? "" }) : new Redis(url, options);
  client.on("error", () => undefined);
  return client;
}
