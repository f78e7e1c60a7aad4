// npm run soak -- timing [TRIALS]: whether the time a wrong signature takes tells how much of it was right.

import { sign } from "../../src/channels/onebot/http-post.ts";
import { createOnebot } from "../../src/channels/onebot/index.ts";
import { open, seal } from "../../src/channels/wecom/crypto.ts";
import { logged } from "../channels/onebot/log.ts";

const trials = Number(process.argv[3] ?? 10_000);
/** Of Welch's t, beyond which two means differ: one in 150,000 runs of equal ones does. */
const limit = 4.5;

type Forged = (signature: string) => unknown;
type Door = { readonly name: string; readonly signature: string; readonly knock: Forged };

const pair = { token: "timing", aesKey: "a".repeat(43) };
const sealed = seal(pair, "ww1", "帮助", { timestamp: "1795000000", nonce: "n" });
const secret = "timing-secret";
const body = Buffer.from('{"post_type":"message"}');
const [route] = createOnebot({
  secret,
  apiUrl: "http://127.0.0.1:1",
  retentionMs: 1,
  log: logged(),
  now: () => 0,
}).routes;

const doors: readonly Door[] = [
  { name: "WeCom", signature: sealed.signature, knock: (signature) => open([pair], "ww1", { ...sealed, signature }) },
  {
    name: "OneBot",
    signature: sign(secret, body),
    knock: (signature) =>
      route?.handle(
        { method: "POST", query: new URLSearchParams(), headers: { "x-signature": signature }, body },
        async () => ({ answer: null }),
      ),
  },
];

const wrongAt = (signature: string, at: number): string =>
  `${signature.slice(0, at)}${signature[at] === "0" ? "1" : "0"}${signature.slice(at + 1)}`;

/** Nanoseconds of each trial, both kinds in an order that chance gives, so that what else runs meets both alike. */
function timed({ signature, knock }: Door): [early: number[], late: number[]] {
  const digits = signature.length - 40;
  const forged = [wrongAt(signature, digits), wrongAt(signature, digits + 39)] as const;
  const times: [number[], number[]] = [[], []];
  for (let trial = 0; trial < 2 * trials; trial++) {
    const kind = Math.random() < 0.5 ? 0 : 1;
    const before = process.hrtime.bigint();
    knock(forged[kind]);
    times[kind].push(Number(process.hrtime.bigint() - before));
  }
  return times;
}

/** Without the slowest tenth: those in which something else ran. */
const settled = (times: readonly number[]): number[] =>
  [...times].sort((one, other) => one - other).slice(0, Math.floor(0.9 * times.length));

const mean = (times: readonly number[]): number => times.reduce((sum, time) => sum + time, 0) / times.length;
const variance = (times: readonly number[], of = mean(times)): number =>
  times.reduce((sum, time) => sum + (time - of) ** 2, 0) / (times.length - 1);

let apart = 0;
for (const door of doors) {
  timed(door); // compiled by now
  const [early, late] = timed(door).map(settled) as [number[], number[]];
  const t = (mean(early) - mean(late)) / Math.sqrt(variance(early) / early.length + variance(late) / late.length);
  if (Math.abs(t) >= limit) apart++;
  process.stdout.write(
    `${door.name}: wrong at the first digit ${mean(early).toFixed(0)} ns, at the last ${mean(late).toFixed(0)} ns, t ${t.toFixed(2)}\n`,
  );
}
process.stdout.write(apart === 0 ? "no signature tells how much of it is right\n" : `${apart} tell\n`);
process.exitCode = apart === 0 ? 0 : 1;
