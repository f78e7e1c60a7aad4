let last = Promise.resolve();

/**
 * Between two steps of a page: whatever came meanwhile is taken first. Each step of each page has a turn of the loop of
 * its own, so that a message waits for one step, and not for a page, let alone for all pages that are asked for.
 */
export function giveWay(): Promise<void> {
  last = last.then(() => new Promise<void>((resolve) => setImmediate(resolve)));
  return last;
}
