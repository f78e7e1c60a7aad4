import { Registry } from "prom-client";
import type { Accept } from "../src/bot/message.ts";
import type { Channel } from "../src/channels/channel.ts";
import { createOnebot } from "../src/channels/onebot/index.ts";
import { createQq } from "../src/channels/qq/index.ts";
import { createWecom } from "../src/channels/wecom/index.ts";
import { joinBot } from "../src/join.ts";
import { createSeal } from "../src/store/engine/seal.ts";
import { openStore, type StoreOptions } from "../src/store/store.ts";
import { createWeb } from "../src/web/server.ts";
import { listenBare } from "./bare.ts";
import { bots, channels } from "./city.ts";
import { secrets } from "./traffic.ts";

// The server under load, in a process of its own: all channels, the real web server, and a store or none.
// A message of the parent is answered with the processor time used so far, or with what it holds, once nothing waits to be sent.

export type TargetOptions = {
  readonly url: string | null;
  readonly sqlite?: StoreOptions["sqlite"];
  /** the file of the bare reference, which then stands in the place of the service */
  readonly bare?: string;
  /** where keys of open ballots lie */
  readonly ballotDir?: string;
};
export type Memory = { readonly heapBytes: number; readonly residentBytes: number };
export type Report =
  | { readonly port: number }
  | { readonly cpuMicroseconds: number; readonly peakBytes: number }
  | Memory;

export const dataKey = Buffer.alloc(32, 7);
const silent = {
  isLevelEnabled: () => false,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const now = () => Date.now();

async function main({ url, sqlite, bare, ballotDir }: TargetOptions): Promise<void> {
  if (bare !== undefined) return answerParent(await listenBare(bare), async () => undefined);
  const stored = url === null ? null : await withStore(url, sqlite, ballotDir);
  const web = createWeb({
    channels: createChannels(),
    accept: stored?.accept ?? withoutStore,
    health: async () => ({ ready: true, parts: {} }),
    metrics: new Registry(),
    opsToken: null,
    sandbox: null,
    log: silent,
  });
  answerParent(await web.listen(0, "127.0.0.1"), stored?.settled ?? (async () => undefined));
}

function answerParent({ port }: { port: number }, settled: () => Promise<void>): void {
  process.on("message", (asked) => {
    void settled().then(() => {
      if (asked === "memory") return void process.send?.(held());
      const { user, system } = process.cpuUsage();
      process.send?.({ cpuMicroseconds: user + system, peakBytes: process.resourceUsage().maxRSS * 1024 });
    });
  });
  process.on("disconnect", () => process.exit(0));
  process.send?.({ port });
}

function held(): Memory {
  // twice: what the first finds to be closed goes with the second
  for (let turn = 0; turn < 2; turn++) globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapBytes: heapUsed, residentBytes: rss };
}

/** Answers what the channel would have to encode, and knows nothing a moment later. */
const withoutStore: Accept = async (incoming) => ({
  answer: incoming.type === "message" && incoming.answers === "response" ? "记下了 T1。错了回“撤销”。" : null,
});

async function withStore(url: string, sqlite: TargetOptions["sqlite"], ballotDir: string | undefined) {
  const store = await openStore({ url, seal: createSeal(dataKey), ...(sqlite ? { sqlite } : {}) });
  const { accept, quiet } = joinBot({
    store,
    admins: new Set(),
    ...(ballotDir === undefined ? {} : { ballotDir }),
    now,
    log: (event, facts) => process.stderr.write(`${event} ${JSON.stringify(facts)}\n`),
    outside: { send: async () => ({ outcome: "sent" }) },
  });
  return {
    accept,
    /** also once what was sent is marked as sent */
    async settled() {
      while ((await store.read.outbox.dueTargets(now(), 1)).length > 0)
        await new Promise((resolve) => setTimeout(resolve, 5));
      await quiet();
    },
  };
}

export function createChannels(): Channel[] {
  const made: Record<(typeof channels)[number], Channel> = {
    onebot: createOnebot({
      secret: secrets.onebot,
      apiUrl: "http://127.0.0.1:9",
      selfId: bots.onebot,
      retentionMs: 30 * 24 * 60 * 60_000,
      log: silent,
      now,
    }),
    wecom: createWecom({
      corpId: "",
      apiUrl: "http://127.0.0.1:9",
      bot: { ...secrets.wecom, names: ["串门"] },
      log: () => undefined,
      now,
    }),
    qq: createQq({
      appId: bots.qq ?? "",
      secret: secrets.qq,
      previousSecret: undefined,
      apiUrl: "http://127.0.0.1:9",
      tokenUrl: "http://127.0.0.1:9",
      log: () => undefined,
      now,
    }),
  };
  return channels.map((name) => made[name]);
}

if (process.send !== undefined) await main(JSON.parse(process.argv[2] ?? "{}"));
