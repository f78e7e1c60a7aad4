/** Milliseconds that a step waits for messages that are being answered: where there is no end of them, pages go on too. */
const patience = 25;

let last = Promise.resolve();
let answering = 0;
let noneLeft: () => void = () => undefined;

/** Answers a message: until that is done no step of a page begins. */
export async function ahead<T>(answer: () => Promise<T>): Promise<T> {
  answering++;
  try {
    return await answer();
  } finally {
    if (--answering === 0) noneLeft();
  }
}

/**
 * Between two steps of a page: whatever came meanwhile is taken first. Each step of each page has a turn of the loop of
 * its own, so that a message waits for one step at most, which had begun before it came.
 */
export function giveWay(): Promise<void> {
  last = last.then(turn);
  return last;
}

async function turn(): Promise<void> {
  await nextTurn();
  if (answering === 0) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patience);
    noneLeft = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  // the answer leaves first
  await nextTurn();
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
