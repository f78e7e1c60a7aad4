import { mkdtempSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnGuarded } from "./guarded.ts";

export type TestRedis = {
  /** for ioredis and BullMQ: `new Redis(socketPath)`, `connection: { path: socketPath }` */
  readonly socketPath: string;
  stop(): Promise<void>;
};

/** Starts a Redis server of the test's own on a unix socket. It ends with this process, however that ends. */
export async function openRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-redis-"));
  const socketPath = join(folder, "redis.sock");
  const server = spawnGuarded({
    command: "redis-server",
    args: [
      "--port",
      "0",
      "--unixsocket",
      socketPath,
      "--dir",
      folder,
      "--save",
      "",
      "--maxmemory-policy",
      "noeviction",
    ],
    folder,
    signal: "TERM",
  });
  await server.untilUp(() => connects(socketPath));
  return { socketPath, stop: server.stop };
}

function connects(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on("error", () => resolve(false));
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
