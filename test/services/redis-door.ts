import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Redis } from "ioredis";
import { openRedis, type TestRedis } from "./redis.ts";

/** A Redis behind one address, which stays while the server ends and another begins. */
export type RedisDoor = {
  readonly url: string;
  /** the server that is there now, for looking into it */
  look(): Redis;
  /** ends the server, and every connection to it */
  end(): Promise<void>;
  /** begins an empty one */
  begin(): Promise<void>;
  close(): Promise<void>;
};

export async function openRedisDoor(): Promise<RedisDoor> {
  let server: TestRedis | null = await openRedis();
  let looking: Redis | undefined;
  const sockets = new Set<Socket>();
  const door = createServer((socket) => {
    if (server === null) return void socket.destroy();
    const through = connect(server.socketPath);
    for (const [one, other] of [
      [socket, through],
      [through, socket],
    ] as const) {
      sockets.add(one);
      one.on("error", () => undefined);
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  door.listen(0, "127.0.0.1");
  await once(door, "listening");

  async function end(): Promise<void> {
    looking?.disconnect();
    looking = undefined;
    const ending = server;
    server = null;
    for (const socket of sockets) socket.destroy();
    await ending?.stop();
  }

  return {
    url: `redis://127.0.0.1:${(door.address() as AddressInfo).port}`,
    look() {
      if (server === null) throw new Error("no Redis is there now");
      looking ??= new Redis({ path: server.socketPath, disconnectTimeout: 100 });
      return looking;
    },
    end,
    async begin() {
      server ??= await openRedis();
    },
    async close() {
      await end();
      door.close();
    },
  };
}
