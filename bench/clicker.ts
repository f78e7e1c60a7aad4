import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";

/** Somebody who clicks from page to page until told to stop, beside the service and not in its thread. */
export type Clicks = {
  readonly urls: readonly string[];
  readonly cookies: readonly string[];
  readonly between: number;
};

const { urls, cookies, between }: Clicks = workerData;
let isOver = false;
parentPort?.once("message", () => {
  isOver = true;
});
const open = async (url: string, cookie: string) => (await fetch(url, { headers: { cookie } })).text();
// what asks is itself loaded and compiled before anything is measured
for (const url of urls) await open(url, cookies[0] ?? "");
parentPort?.postMessage("clicking");
await Promise.all(
  cookies.map(async (cookie, reader) => {
    // nobody begins at the same page, nor at the same moment
    await sleep((between * reader) / cookies.length);
    for (let n = reader; !isOver; n++) {
      await open(urls[n % urls.length] ?? "", cookie);
      await sleep(between);
    }
  }),
);
