import { parentPort, workerData } from "node:worker_threads";
import { post } from "./load.ts";

/** Somebody who says one thing after another, outside of the service's thread, as a platform is: what waits for it counts. */
export type Chat = {
  readonly port: number;
  readonly requests: readonly Uint8Array[];
  /** milliseconds between an answer and the next message */
  readonly pause: number;
};

const { port, requests, pause }: Chat = workerData;
const { latencies, silent } = await post(
  port,
  requests.map((request) => Buffer.from(request)),
  1,
  pause,
);
// who asks too much is not answered, and that costs nothing
if (silent > 0) throw new Error(`${silent} of ${requests.length} messages were not answered`);
parentPort?.postMessage(latencies);
