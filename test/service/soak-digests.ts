// npm run soak -- digests [PART OF A NAME [READERS]]
import { setTimeout as sleep } from "node:timers/promises";
import { quantile } from "../../bench/report.ts";
import { openPostgresDatabase } from "../services/postgres.ts";
import { endPostgres, offerPostgres } from "../services/postgres-of-run.ts";
import { lateness, type Morning, play, type Seen } from "./morning.ts";

const [, only = "", readersGiven] = process.argv.slice(2);
const city = Number(readersGiven ?? 6_216);
const county = Number(readersGiven ?? 887);
/** how long Redis is away, in milliseconds; the real ten minutes: `MINUTES_AWAY=10` */
const away = Number(process.env.MINUTES_AWAY ?? 1) * 60_000;

const quiet = {
  ...{ hanging: 21, kills: 0, between: 4_000, perSecond: 0, lead: 50_000 },
  takes: () => 20 + Math.random() * 180,
};
const mornings: readonly Morning[] = [
  { ...quiet, name: "nobody is killed", readers: city },
  { ...quiet, name: "killed at random", readers: city, kills: 8, perSecond: 5 },
  {
    ...{ ...quiet, name: "Redis emptied at 07:59", readers: city, lead: 110_000 },
    redis: { before: 60_000, befall: async (door) => void (await door.look().flushall()) },
  },
  {
    ...{ ...quiet, name: "Redis begun anew and empty at 07:59", readers: city, lead: 110_000 },
    redis: {
      before: 60_000,
      async befall(door) {
        await door.end();
        await door.begin();
      },
    },
  },
  {
    ...{ ...quiet, name: `Redis away for ${away / 60_000} min about eight`, readers: city },
    redis: {
      before: 20_000,
      async befall(door) {
        await door.end();
        await sleep(away);
        await door.begin();
      },
    },
  },
  { ...quiet, name: "a county beside 50 messages a second", readers: county, perSecond: 50 },
];

const seconds = (ms: number | null): string => (ms === null ? "not seen" : `${(ms / 1000).toFixed(2)} s`);
const say = (line: string) => void process.stdout.write(`${line}\n`);

function report({ name, readers, hanging }: Morning, seen: Seen): void {
  const { p50, p99, last } = lateness(seen.late);
  say(`${name}: ${readers} digests by a platform that answers, ${hanging} by one that hangs (${seen.hung} calls)`);
  say(`  lost ${seen.lost}, twice ${seen.twice}, calls repeated and dropped by the platform ${seen.repeated}`);
  say(`  enqueued in ${seconds(seen.enqueued)} (target 1.2 s); handed over after eight: p50 ${seconds(p50)},`);
  say(`  p99 ${seconds(p99)}, the last ${seconds(last)} (target 60 s)`);
  if (seen.kills > 0)
    say(
      `  killed ${seen.kills}; what a killed worker was running was begun again within ${seconds(seen.again)} (target 10 s)`,
    );
  const { answers, said } = seen;
  if (answers.length > 0)
    say(
      `  ${answers.length} messages: p50 ${seconds(quantile(answers, 0.5))}, p99 ${seconds(quantile(answers, 0.99))}, lost ${said.lost}, twice ${said.twice}`,
    );
}

await offerPostgres();
let wrong = 0;
for (const morning of mornings.filter(({ name }) => name.includes(only))) {
  const database = await openPostgresDatabase();
  const seen = await play(morning, database.url);
  await database.drop();
  report(morning, seen);
  wrong += seen.lost + seen.twice + seen.said.lost + seen.said.twice;
}
await endPostgres();
process.exitCode = wrong === 0 ? 0 : 1;
process.exit();
