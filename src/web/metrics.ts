import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Store } from "../store/store.ts";

/** Counts only: no label ever holds an id of a person or a word. */
export function createMetrics(store: Store): Registry {
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
  gauge("chuanmen_inbox_messages", "Messages accepted, by state", ["state"], async (messages) => {
    const counts = await store.read.inbox.counts();
    for (const [state, count] of Object.entries(counts)) messages.set({ state }, count);
  });
  gauge("chuanmen_outbox_messages", "Messages to send, by state", ["state"], async (messages) => {
    for (const [state, count] of Object.entries(await store.read.outbox.counts())) messages.set({ state }, count);
  });
  gauge("chuanmen_open_reminders", "Reminders that will still fire", [], async (reminders) => {
    reminders.set(await store.read.clocks.running());
  });
  return registry;
}
