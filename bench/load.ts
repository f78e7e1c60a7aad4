import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Post } from "../src/channels/onebot/client.ts";

export type Run = {
  readonly seconds: number;
  /** milliseconds of each message, from its first byte out to its last byte in */
  readonly latencies: readonly number[];
  /** those whose response said nothing */
  readonly silent: number;
};

/** The whole request as bytes, so that nothing is signed, encrypted or put together while the clock runs. */
export function bytesOf({ path, headers, body }: Post): Buffer {
  const lines = Object.entries({ ...headers, "content-length": String(Buffer.byteLength(body)) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.from(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${head}\r\n${body}`);
}

/** Posts every message once over kept connections, each waiting for its answer, and `pause` milliseconds, before the next. */
export async function post(port: number, requests: readonly Buffer[], connections: number, pause = 0): Promise<Run> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const latencies: number[] = [];
  let silent = 0;
  let next = 0;
  const started = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      for (let request = requests[next++]; request; request = requests[next++]) {
        const begun = performance.now();
        if ((await exchange(socket, request)) === 0) silent++;
        latencies.push(performance.now() - begun);
        if (pause > 0) await sleep(pause);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.destroy();
  return { seconds, latencies, silent };
}

/**
 * Posts at a steady rate whether or not the answers come: latency counts from the moment a message was due. What is
 * refused ends it, unless somebody counts that; a connection that is closed ends it always.
 */
export async function postAtRate(
  port: number,
  requests: readonly Buffer[],
  perSecond: number,
  refused?: () => void,
): Promise<Run> {
  const idle = await Promise.all(Array.from({ length: 64 }, () => open(port)));
  const all = [...idle];
  const waiting: { request: Buffer; due: number }[] = [];
  const latencies: number[] = [];
  let silent = 0;
  let answered = 0;
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    const give = (socket: Socket) => {
      const first = waiting.shift();
      if (!first) return void idle.push(socket);
      const next = () => {
        if (++answered === requests.length) resolve();
        give(socket);
      };
      exchange(socket, first.request).then(
        (length) => {
          if (length === 0) silent++;
          latencies.push(performance.now() - first.due);
          next();
        },
        (error: Error) => {
          if (!refused || !(error instanceof Refused)) return reject(error);
          refused();
          next();
        },
      );
    };
    let sent = 0;
    const release = () => {
      const due = Math.min(requests.length, Math.floor(((performance.now() - started) / 1000) * perSecond));
      for (; sent < due; sent++) {
        const request = requests[sent];
        if (request) waiting.push({ request, due: started + (sent / perSecond) * 1000 });
        // in turn: one that rests for five seconds is closed by the server
        const socket = idle.shift();
        if (socket) give(socket);
      }
      if (sent < requests.length) setTimeout(release, 1);
    };
    release();
  });
  for (const socket of all) socket.destroy();
  return { seconds: (performance.now() - started) / 1000, latencies, silent };
}

class Refused extends Error {}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(socket));
    socket.once("error", reject);
  });
}

/** How long the body of the response is. */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const take = (chunk: Buffer) => {
      answer += chunk.toString("latin1");
      const head = answer.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/^content-length: (\d+)/im.exec(answer.slice(0, head))?.[1] ?? 0);
      if (answer.length < head + 4 + length) return;
      end();
      if (/^HTTP\/1.1 20[04] /.test(answer)) resolve(length);
      else reject(new Refused(`the server answered ${answer.slice(0, 40)}`));
    };
    const closed = () => {
      end();
      reject(new Error("the server closed the connection"));
    };
    const end = () => socket.off("data", take).off("close", closed);
    socket.on("data", take).on("close", closed);
    socket.write(request);
  });
}
