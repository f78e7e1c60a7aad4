// Preloaded into a service under test.
import "./clock.ts";

// the service ends with the test that started it, however that ends
process.stdin.resume().on("end", () => process.kill(process.pid, "SIGTERM"));
(process.stdin as unknown as { unref(): void }).unref();
