/** A terminal that is closed sends SIGHUP; npm passes on a signal that the process group was sent already. */
const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;
/** What a stop may take, in milliseconds; whoever waits for it kills after ten seconds. */
const longest = 9_500;

/** The first of the signals aborts; those that follow change nothing, and what hangs is given up in the end. */
export function onStopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of signals)
    process.on(signal, () => {
      if (stopping.signal.aborted) return;
      setTimeout(() => process.exit(1), longest).unref();
      stopping.abort();
    });
  // a closed terminal takes no more words, and a full disk no more log: neither ends the service
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  return stopping.signal;
}
