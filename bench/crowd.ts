import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSeal } from "../src/store/engine/seal.ts";
import { openStore, type Store } from "../src/store/store.ts";
import { fillCity, type Village } from "./city.ts";
import { post, postAtRate } from "./load.ts";
import { atMost, type Bench, median, quantile, type Row } from "./report.ts";
import { startServer } from "./server.ts";
import { dataKey } from "./target.ts";
import { inGroup, traffic, villagers } from "./traffic.ts";

const seconds = 10;
const people = 300;
const othersPerSecond = 50;
const rounds = 3;
/** In the numbers of a village's accounts; the last of them is below a thousand. */
const firstOfThem = 100;
const size = { towns: 5, cadres: 11, records: 0, villagers };
const answers = ["西线吧，近一点", "我同意走东线", "东线", "选西线，东线要占地", "都行，你们定"];

/** Three hundred people of one group answer a consultation within ten seconds: whether all are heard, and what other groups notice. */
export const crowd: Bench = {
  name: "crowd",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "chuanmen-bench-"));
    const url = `sqlite:${join(folder, "crowd.db")}`;
    const store = await openStore({ url, seal: createSeal(dataKey) });
    try {
      const villages = await fillCity(url, size, Date.now());
      const server = await startServer({ url });
      try {
        return await measured(server.port, villages, store);
      } finally {
        await server.stop();
      }
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measured(port: number, villages: readonly Village[], store: Store): Promise<Row[]> {
  const [town = ""] = villages.map(({ townId }) => townId);
  const others = () =>
    traffic("onebot", { chat: 80, comment: 15, command: 5 }, othersPerSecond * seconds, villages.slice(1));
  const p99 = async (beside: readonly Buffer[]) => {
    const [{ latencies }] = await Promise.all([
      postAtRate(port, others(), othersPerSecond),
      beside.length > 0 ? postAtRate(port, beside, beside.length / seconds) : undefined,
    ]);
    return quantile(latencies, 0.99);
  };
  await p99([]);
  const [alone, beside]: [number[], number[]] = [[], []];
  const asked = "/征求 修水渠走东线还是西线？ 选项：东线/西线 截止：后天18:00";
  await post(port, [inGroup({ text: asked, village: 0, person: 1 })], 1);
  for (let round = 0; round < rounds; round++) {
    alone.push(await p99([]));
    const said = Array.from({ length: people }, (_, n) =>
      inGroup({ text: answers[n % answers.length] ?? "", village: 0, person: firstOfThem + people * round + n }),
    );
    beside.push(await p99(said));
  }
  const [consultation] = await store.read.records.find([town], ["consultation"], 1);
  const words = consultation ? await store.read.consultationWords.of(consultation.id) : [];
  const heard = new Set(words.map(({ account }) => account)).size;
  return [
    { what: "heard of those who answered", measured: `${heard} of ${people * rounds}`, met: heard === people * rounds },
    { what: `others at ${othersPerSecond}/s, p99 alone`, measured: `${median(alone).toFixed(1)} ms` },
    atMost(`others' p99 beside ${people} answers in ${seconds} s`, median(beside) / median(alone), 1.2, "x"),
  ];
}
