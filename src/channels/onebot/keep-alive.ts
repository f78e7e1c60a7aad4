import type { WebSocket } from "ws";
import { z } from "zod";
import type { Log } from "./receive.ts";

const PING_MS = 30_000;
const MISSED = 3;

const heartbeat = z.object({
  meta_event_type: z.literal("heartbeat"),
  /** milliseconds */
  interval: z.coerce.number().min(10).max(600_000),
  status: z.object({ online: z.boolean().nullish().catch(null) }).catch({}),
});

/**
 * Ends a socket after three missed heartbeats, or pings when the implementation sends none: heartbeats are off by
 * default in the standard. They say nothing about whether messages can be sent.
 */
export function keepAlive(socket: WebSocket, log: Log) {
  let interval = PING_MS;
  let hasHeartbeat = false;
  let isOnline = true;
  let death = expire();

  function expire(): NodeJS.Timeout {
    const end = () => {
      log.warn({ channel: "onebot" }, "no sign of life, the socket is ended");
      socket.terminate();
    };
    return setTimeout(end, interval * MISSED).unref();
  }
  function beat(every: number): void {
    hasHeartbeat = true;
    if (every === interval) return;
    interval = every;
    clearTimeout(death);
    death = expire();
  }
  function report(online: boolean): void {
    if (isOnline && !online) log.error({ channel: "onebot" }, "the account is offline and must log in again");
    isOnline = online;
  }

  const pings = setInterval(() => socket.ping(), PING_MS).unref();
  socket.on("pong", () => void (hasHeartbeat || death.refresh()));
  socket.on("message", () => void death.refresh());
  socket.on("close", () => {
    clearTimeout(death);
    clearInterval(pings);
  });

  return {
    onEvent(frame: unknown): void {
      const { success, data } = heartbeat.safeParse(frame);
      if (!success) return;
      beat(data.interval);
      report(data.status.online !== false);
    },
  };
}
