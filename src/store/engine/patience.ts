export class TookTooLong extends Error {}

/** How long each of several works may take that follow one another: one timer, set anew for each. */
export function limit(milliseconds: number) {
  let refuse: () => void = () => undefined;
  const timer = setTimeout(() => refuse(), milliseconds);
  return {
    within: <T>(work: () => Promise<T>): Promise<T> =>
      new Promise<T>((done, failed) => {
        refuse = () => failed(new TookTooLong(`took longer than ${milliseconds} ms`));
        timer.refresh();
        work().then(done, failed);
      }),
    end: () => clearTimeout(timer),
  };
}
