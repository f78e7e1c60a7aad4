import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Chat } from "./chatter.ts";
import type { Clicks } from "./clicker.ts";
import { atMost, median, quantile, type Row } from "./report.ts";
import { toWecomBot } from "./traffic.ts";

/** Who click beside a chat; milliseconds between two pages, and between two messages. */
export const readers = 10;
const [betweenClicks, messages, pause] = [1000, 200, 20];
/** Alone and beside them in turns: what one round says of the slowest hundredth is two messages. */
const rounds = 9;

type Beside = { readonly engine: string; readonly port: number; readonly urls: readonly string[] };

/**
 * How long a cadre waits for an answer while people click around, against how long alone: over HTTP and from a thread of
 * its own, so that the wait for a step of a page counts, and each time another cadre: who asks much is answered no more.
 * In turns, the median of the ratios.
 */
export async function besideReaders({ engine, port, urls }: Beside, cookies: readonly string[]): Promise<Row> {
  await chat(port); // nothing is compiled yet
  const found: { alone: number; beside: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const alone = quantile(await chat(port), 0.99);
    const clicks: Clicks = { urls, cookies, between: betweenClicks };
    const clicking = new Worker(new URL("./clicker.js", import.meta.url), { workerData: clicks });
    await once(clicking, "message");
    const beside = quantile(await chat(port), 0.99);
    clicking.postMessage("enough");
    await once(clicking, "exit");
    found.push({ alone, beside });
  }
  const of = (which: "alone" | "beside") => median(found.map((one) => one[which])).toFixed(2);
  const what = `${engine}: chat p99 beside ${readers} readers (${of("beside")} ms), against alone (${of("alone")})`;
  const ratios = found.map(({ alone, beside }) => beside / alone);
  return atMost(what, median(ratios), 1.2, "x");
}

let said = 0;
const villages = 6216;

async function chat(port: number): Promise<number[]> {
  const requests = Array.from({ length: messages }, () =>
    // 37 has no factor with their number: everybody once before anybody twice
    toWecomBot({ text: "查 未答复的", village: (said++ * 37) % villages, person: 0 }),
  );
  const chat: Chat = { port, requests, pause };
  const chatting = new Worker(new URL("./chatter.js", import.meta.url), { workerData: chat });
  const [latencies] = await once(chatting, "message");
  return latencies;
}
