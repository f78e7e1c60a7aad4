import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Store } from "../store/store.ts";

/** What this process counts as it goes; the rest is asked of the indexes of what is open. */
export type Metrics = {
  readonly registry: Registry;
  /** a message was taken */
  received(): void;
  /** a message was tried on a platform, and this came of it */
  tried(outcome: string): void;
};

/**
 * Counts only: no label ever holds an id of a person or a word. What is asked of the database is as small as what is
 * open, however much there ever was: it is asked every few seconds beside the messages.
 */
export function createMetrics(store: Store): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, labelNames: string[], collect: (gauge: Gauge) => Promise<void>) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        this.reset();
        await collect(this);
      },
    });
  gauge("chuanmen_inbox_messages", "Messages kept as failed", ["state"], async (messages) => {
    messages.set({ state: "failed" }, await store.read.inbox.failedCount());
  });
  gauge("chuanmen_outbox_messages", "Messages still to be sent, by state", ["state"], async (messages) => {
    for (const [state, count] of Object.entries(await store.read.outbox.openCounts())) messages.set({ state }, count);
  });
  gauge("chuanmen_open_reminders", "Reminders that will still fire", [], async (reminders) => {
    reminders.set(await store.read.clocks.running());
  });
  gauge("chuanmen_undelivered_digests", "Digests of the last working morning not there by nine", [], async (lost) => {
    lost.set(await store.read.digests.undelivered());
  });
  const counted = { registers: [registry] };
  const received = new Counter({
    ...{ name: "chuanmen_received_total", help: "Messages taken by this process since it started" },
    ...counted,
  });
  const tried = new Counter({
    ...{ name: "chuanmen_sent_total", help: "Messages tried by this process since it started, by what came of it" },
    ...{ labelNames: ["outcome"] },
    ...counted,
  });
  return { registry, received: () => received.inc(), tried: (outcome) => tried.inc({ outcome }) };
}
