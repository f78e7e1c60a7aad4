import { jest } from "@jest/globals";

/** What is counted within a minute by the machine's clock is counted within one that does not pass, however busy the machine is. */
export async function whileNoMinutePasses<T>(work: () => Promise<T>): Promise<T> {
  jest.useFakeTimers({
    doNotFake: [
      ...(["hrtime", "nextTick", "performance", "queueMicrotask", "setImmediate", "clearImmediate"] as const),
      ...(["setInterval", "clearInterval"] as const),
    ],
  });
  try {
    return await work();
  } finally {
    jest.useRealTimers();
  }
}
