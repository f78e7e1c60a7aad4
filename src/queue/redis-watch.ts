import { once } from "node:events";
import { Redis } from "ioredis";

/** each process that uses the server holds one connection of this name; the last to leave ends the server */
const watchName = "chuanmen-watch";
const answerMs = 1_000;
const shutdownMs = 3_000;

/** Connects to the server on this socket; undefined when nobody listens there or nobody answers. */
export async function joinServer(socketPath: string): Promise<Redis | undefined> {
  const watch = new Redis({
    path: socketPath,
    connectionName: watchName,
    lazyConnect: true,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    commandTimeout: answerMs,
    disconnectTimeout: 100, // its timer holds the process
  });
  watch.on("error", () => undefined); // its end is what is watched for
  try {
    await watch.connect();
    await watch.ping();
    return watch;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("LOADING")) return watch;
    watch.disconnect();
    return undefined;
  }
}

/** Settles when the connection is gone or the signal is given. */
export async function ended(watch: Redis, signal: AbortSignal): Promise<void> {
  if (watch.status === "end") return;
  await once(watch, "end", { signal }).catch(() => undefined);
}

/**
 * Ends the connection, and with it the server unless another process watches it too.
 * Tells whether the server answered: false when it is gone or hangs.
 */
export async function leaveServer(watch: Redis): Promise<boolean> {
  try {
    await watch.client("SETNAME", "chuanmen-leaving");
    const clients = String(await watch.client("LIST"));
    if (clients.includes(`name=${watchName} `)) return true;
    watch.shutdown().catch(() => undefined); // it answers by closing the connection
    await ended(watch, AbortSignal.timeout(shutdownMs));
    return watch.status === "end";
  } catch {
    return false;
  } finally {
    watch.disconnect();
  }
}
