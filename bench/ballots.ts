import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { joinBot } from "../src/join.ts";
import { createSeal } from "../src/store/engine/seal.ts";
import { openStore, type Store } from "../src/store/store.ts";
import { account, bots, fillCity, firstVillager, type Village, villagesPerTown } from "./city.ts";
import { post, postAtRate } from "./load.ts";
import { atMost, type Bench, median, quantile, type Row } from "./report.ts";
import { type Server, startServer } from "./server.ts";
import { dataKey } from "./target.ts";
import { toBot, traffic, villagers } from "./traffic.ts";

const open = 1_240;
const slips = 30;
const seconds = 10;
const rounds = 3;
const othersPerSecond = 50;
/** As many as come in that time of the ten minutes; and thirty slips in all rounds, twice as fast as in a minute. */
const openEach = Math.ceil((open / 600) * seconds);
const slipsEach = slips / rounds;
const town = villagesPerTown;
/** The secretaries of these are graded, each by the own village. */
const [first, voting] = [town + 1, villagesPerTown - 1];
const size = { towns: 5, cadres: 11, records: 0, villagers };
const objects = ["何一", "何二", "何三"];

/**
 * Open ballots at the pace at which 1,240 come in ten minutes, slips beside them, and what others notice; then the rest of
 * the 1,240 as fast as they are taken. Every ballot is cast twice, as by a platform that was not answered in time.
 */
export const ballots: Bench = {
  name: "ballots",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "chuanmen-bench-"));
    const [url, ballotDir] = [`sqlite:${join(folder, "ballots.db")}`, join(folder, "ballots")];
    const store = await openStore({ url, seal: createSeal(dataKey) });
    try {
      const villages = await fillCity(url, size, Date.now());
      const numbers = await begun(store, ballotDir);
      const server = await startServer({ url, ballotDir });
      try {
        return await measured(server, villages, numbers, store);
      } finally {
        await server.stop();
      }
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** An open appraisal of a town and one by slips, begun by its secretary; the slips. */
async function begun(store: Store, ballotDir: string): Promise<readonly string[]> {
  await store.write(async (tables) => {
    const now = Date.now();
    for (const name of ["李明", "丁慧", ...objects]) {
      const person = { name, homePlaceId: null, awayCity: null, partyMember: false, phone: null, now };
      const personId = await tables.people.add(person);
      await tables.people.addPost({ personId, role: "cadre", placeId: "t1", title: "干事", now });
    }
  });
  const heard: string[] = [];
  const { accept, quiet } = joinBot({
    ...{ store, ballotDir, admins: new Set<string>(), now: Date.now, log: () => undefined },
    outside: {
      async send({ text }) {
        heard.push(text);
        return { outcome: "sent" };
      },
    },
  });
  const place = (await store.read.places.get("t1"))?.name ?? "";
  const short = account("onebot", town, 0);
  const chat = {
    channel: "onebot",
    bot: bots.onebot ?? "",
    kind: "direct",
    id: short.slice("onebot:".length),
  } as const;
  const said = [
    `/评议 新建 满意度 ${place} 截止：后天18:00`,
    ...["/评议 开始 A1", "开始"],
    `/评议 新建 三票两评 ${place} 对象：${objects.join("、")} 票：群众 100% 票号 截止：后天18:00 监票：李明、丁慧`,
    ...[`/评议 票号 A2 群众 ${slips}`, "/评议 开始 A2", "开始"],
  ];
  for (const [n, text] of said.entries()) {
    await accept({
      ...{ type: "message", key: `begun${n}`, chat, text, sentAt: Date.now(), privately: chat, quote: null },
      ...{ sender: { account: short, shortAccount: short, name: "" }, mentioned: false, botNames: [] },
      ...{ answers: "push", hears: "all" },
    });
    await quiet();
  }
  const given = heard.flatMap((text) => text.match(/[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}/g) ?? []);
  const all = [...new Set(given)];
  if (all.length !== slips) throw new Error(`there are ${all.length} slips: ${heard.at(-1)}`);
  return all;
}

type Voter = { readonly village: number; readonly person: number; readonly asks: string; readonly grades: string };

async function measured(
  server: Server,
  villages: readonly Village[],
  numbers: readonly string[],
  store: Store,
): Promise<Row[]> {
  const { port } = server;
  const many = Array.from({ length: open }, (_, n): Voter => {
    const village = first + (n % voting);
    const asks = `投票 ${villages[village]?.name ?? ""}`;
    return { village, person: firstVillager + Math.floor(n / voting), asks, grades: "1" };
  });
  const few = numbers.map((slip, n): Voter => {
    return { village: first + (n % voting), person: firstVillager + 100 + n, asks: `投票 ${slip}`, grades: "121" };
  });
  const elsewhere = villages.slice(2 * villagesPerTown);
  const p99 = async (beside: readonly Buffer[]) => {
    const others = traffic("onebot", { chat: 80, comment: 15, command: 5 }, othersPerSecond * seconds, elsewhere);
    const [{ latencies }] = await Promise.all([
      postAtRate(port, others, othersPerSecond),
      beside.length > 0 ? postAtRate(port, beside, beside.length / seconds) : undefined,
    ]);
    return quantile(latencies, 0.99);
  };
  await p99([]);
  const [alone, beside]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    alone.push(await p99([]));
    beside.push(await p99(steps([...many.splice(0, openEach), ...few.splice(0, slipsEach)]).flat()));
  }
  const rest = many.length;
  const started = performance.now();
  for (const step of steps(many)) {
    await post(port, step, 8);
    await server.cpu();
  }
  const took = (performance.now() - started) / 1000;
  return [
    ...(await counted(store)),
    { what: `${rest} of the open ones as fast as they are taken`, measured: `${took.toFixed(0)} s of 600` },
    { what: `others at ${othersPerSecond}/s, p99 alone`, measured: `${median(alone).toFixed(1)} ms` },
    atMost(
      `others' p99 beside ${openEach} ballots and ${slipsEach} slips in ${seconds} s`,
      median(beside) / median(alone),
      1.2,
      "x",
    ),
  ];
}

/** What all of them say, one after the other; the last is told twice. */
function steps(voters: readonly Voter[]): readonly (readonly Buffer[])[] {
  const say = (words: (voter: Voter) => string) => voters.map((voter) => toBot({ ...voter, text: words(voter) }));
  const casts = say(() => "投");
  return [say(({ asks }) => asks), say(({ grades }) => grades), casts, casts];
}

/** How many were cast, and how many grades lie in the box, of both. */
async function counted(store: Store): Promise<Row[]> {
  const rows: Row[] = [];
  for (const row of await store.read.appraisals.inStates("/", ["open"])) {
    const [all, each] = row.number === 1 ? [open, 1] : [slips, objects.length];
    const turnout = [...(await store.read.ballots.turnout(row.id)).values()];
    const voted = turnout.reduce((sum, panel) => sum + panel.voted, 0);
    const grades = (await store.read.ballots.castAfter(row.id, "", 2 * all * each)).length;
    rows.push({
      what: row.number === 1 ? "open ballots cast once, told twice" : "slips cast once, told twice",
      measured: `${voted} of ${all}, ${grades} grades`,
      target: `${all}, ${all * each}`,
      met: voted === all && grades === all * each,
    });
  }
  return rows;
}
