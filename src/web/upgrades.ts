import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Accept } from "../bot/message.ts";
import type { Channel } from "../channels/channel.ts";

const notFound = "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/** Sockets that leave HTTP: handed to the channel whose path it is, else refused. */
export function createUpgrades(channels: readonly Channel[], accept: Accept) {
  const upgrades = new Map(
    channels.flatMap((channel) => channel.upgrades ?? []).map((upgrade) => [upgrade.path, upgrade]),
  );
  const sockets = new Set<Duplex>();
  return {
    handle(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      socket.on("error", () => socket.destroy());
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      const upgrade = upgrades.get((request.url ?? "").split("?", 1)[0]?.replace(/\/$/, "") ?? "");
      if (upgrade) upgrade.handle(request, socket, head, accept);
      else socket.end(notFound, () => socket.destroy());
    },
    /** the HTTP server does not count these as its own */
    destroyAll(): void {
      for (const socket of sockets) socket.destroy();
    },
  };
}
