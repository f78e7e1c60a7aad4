import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSeal } from "../src/store/engine/seal.ts";
import { openStore } from "../src/store/store.ts";
import { fillCity, type Village } from "./city.ts";
import { post, postAtRate } from "./load.ts";
import { atLeast, atMost, type Bench, median, quantile, type Row } from "./report.ts";
import { type Server, startServer } from "./server.ts";
import { dataKey } from "./target.ts";
import { type ChannelName, type Kind, mixes, traffic, villagers } from "./traffic.ts";

const connections = 32;
const rounds = 5;
/** V8 still compiles in the first. */
const warming = 2;
const messages = 1500;
const size = { towns: 5, cadres: 11, records: 0, villagers };

const variants = { durable: {}, "one commit each": { groupSize: 1 }, off: { synchronous: "off" } } as const;
type Variant = keyof typeof variants | "none" | "bare";

type Measured = { readonly perSecond: number; readonly cpu: number; readonly p50: number; readonly p99: number };
type Shares = Partial<Record<Kind, number>>;

/** Messages a second, their latency and their processor time, against a bare server, no storage, one commit each and no fsync. */
export const throughput: Bench = {
  name: "throughput",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "chuanmen-bench-"));
    try {
      const { servers, villages } = await start(folder);
      try {
        return [...(await compare(servers, villages)), ...(await halfLoad(servers.durable, villages, folder))];
      } finally {
        await Promise.all(Object.values(servers).map((server) => server.stop()));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function start(folder: string) {
  const servers: Partial<Record<Variant, Server>> = {
    bare: await startServer({ url: null, bare: join(folder, "bare.db") }),
    none: await startServer({ url: null }),
  };
  let villages: readonly Village[] = [];
  for (const [name, sqlite] of Object.entries(variants)) {
    const url = `sqlite:${join(folder, `${name}.db`)}`;
    villages = await makeDatabase(url);
    servers[name as Variant] = await startServer({ url, sqlite });
  }
  return { servers: servers as Record<Variant, Server>, villages };
}

async function makeDatabase(url: string): Promise<readonly Village[]> {
  await (await openStore({ url, seal: createSeal(dataKey) })).close();
  return fillCity(url, size, Date.now());
}

async function compare(servers: Record<Variant, Server>, villages: readonly Village[]): Promise<Row[]> {
  const rows: Row[] = [];
  /** processor time of one kind of OneBot message against that of another server */
  const against = async (kind: Kind, other: "bare" | "none", bound: number) => {
    const found = await measure("onebot", { [kind]: 1 }, ["durable", other]);
    rows.push(atMost(`${kind}s: processor time against ${other}`, found("durable").cpu / found(other).cpu, bound, "x"));
  };
  const measure = async (channel: ChannelName, shares: Shares, names: readonly Variant[]) => {
    const found = await inTurn(names, (variant) => once(servers[variant], channel, shares, villages));
    for (const variant of names) rows.push(line(`${channel}, ${said(shares)}, ${variant}`, found(variant)));
    return found;
  };
  for (const channel of ["onebot", "wecom"] as const) {
    const found = await measure(channel, mixes[channel], ["none", "durable", "off"]);
    const ratio = (other: Variant) => found("durable").perSecond / found(other).perSecond;
    rows.push(atLeast(`${channel}: durable against no storage`, ratio("none"), 0.8, "x"));
    rows.push(atLeast(`${channel}: FULL against OFF`, ratio("off"), 0.85, "x"));
    rows.push(atMost(`${channel}: processor time of a message`, found("durable").cpu, cpuBounds[channel], "us"));
  }
  const found = await measure("onebot", { comment: 1 }, ["durable", "one commit each"]);
  const [group, single] = [found("durable"), found("one commit each")];
  rows.push(atLeast("comments: group commit against one each", group.perSecond / single.perSecond, 4, "x"));
  rows.push(atMost("comments: p99 with group commit, against one each", group.p99, Math.round(single.p99), "ms"));
  await against("comment", "bare", 4);
  await against("command", "bare", 8);
  await against("chat", "none", 1.2);
  const least = await measure("onebot", { chat: 1 }, ["none", "bare"]);
  rows.push(atMost("no storage: processor time against bare", least("none").cpu / least("bare").cpu, 1.5, "x"));
  const qq = await measure("qq", mixes.qq, ["durable"]);
  rows.push(atMost("qq: processor time of a message", qq("durable").cpu, cpuBounds.qq, "us"));
  return rows;
}

const cpuBounds = { onebot: 90, wecom: 128, qq: 500 } as const;

/** Several rounds in which each variant has its turn, so that what else the machine does falls on all alike. */
async function inTurn(names: readonly Variant[], measure: (variant: Variant) => Promise<Measured>) {
  const found = new Map<Variant, Measured[]>();
  for (let round = 0; round < warming + rounds; round++)
    for (const name of names) {
      const measured = await measure(name);
      if (round >= warming) found.set(name, [...(found.get(name) ?? []), measured]);
    }
  return (name: Variant): Measured => {
    const of = (key: keyof Measured) => median((found.get(name) ?? []).map((measured) => measured[key]));
    return { perSecond: of("perSecond"), cpu: of("cpu"), p50: of("p50"), p99: of("p99") };
  };
}

async function once(server: Server, channel: ChannelName, shares: Shares, villages: readonly Village[]) {
  const requests = traffic(channel, shares, messages, villages);
  const before = await server.cpu();
  const { seconds, latencies } = await post(server.port, requests, connections);
  return {
    perSecond: messages / seconds,
    cpu: ((await server.cpu()) - before) / messages,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
}

const line = (what: string, { perSecond, cpu, p50, p99 }: Measured): Row => ({
  what,
  measured: `${Math.round(perSecond)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${Math.round(cpu)} us`,
});

const said = (shares: Shares): string =>
  Object.entries(shares)
    .filter(([, share]) => share > 0)
    .map(([kind, share]) => (share === 1 ? `${kind}s` : `${share} % ${kind}s`))
    .join(" ");

/** At half of what the server takes, latency is to be that of the disk. */
async function halfLoad(server: Server, villages: readonly Village[], folder: string): Promise<Row[]> {
  const whole = await once(server, "onebot", mixes.onebot, villages);
  const half = whole.perSecond / 2;
  const disk = quantile(fsyncTimes(folder), 0.99);
  const requests = traffic("onebot", mixes.onebot, Math.round(half * 2), villages);
  const { latencies } = await postAtRate(server.port, requests, half);
  return [
    { what: "the disk's own fsync, p99", measured: `${disk.toFixed(2)} ms` },
    atMost(`onebot at ${Math.round(half)}/s: p99 above the disk's`, quantile(latencies, 0.99) - disk, 5, "ms"),
  ];
}

/** Milliseconds for a page written and synced, three hundred times. */
function fsyncTimes(folder: string): number[] {
  const file = openSync(join(folder, "fsync"), "w");
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 300 }, () => {
    const begun = performance.now();
    writeSync(file, page);
    fsyncSync(file);
    return performance.now() - begun;
  });
  closeSync(file);
  return times;
}
