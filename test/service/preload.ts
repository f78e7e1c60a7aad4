// Preloaded into a service under test, and by Node into each of its threads.
import { isMainThread } from "node:worker_threads";
import { goOn } from "./clock.ts";

// the service ends with the test that started it, however that ends
if (isMainThread) {
  process.stdin.on("data", goOn).on("end", () => process.kill(process.pid, "SIGTERM"));
  (process.stdin as unknown as { unref(): void }).unref();
}
