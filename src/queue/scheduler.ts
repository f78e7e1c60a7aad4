import { once } from "node:events";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { Queue, Worker } from "bullmq";
import cron from "node-cron";
import type { Due, Job, JobContext } from "../bot/job.ts";
import { watchClock } from "./clock-watch.ts";
import { connectRedis, connectWorker, type RedisAddress } from "./connect.ts";
import { finding } from "./stalled.ts";

export type SchedulerOptions = {
  readonly jobs: readonly Job[];
  readonly context: JobContext;
  /** null: there is no Redis at all, and everything runs in this process */
  readonly redis: RedisAddress | null;
  /** names the keys; several installations may share a Redis */
  readonly prefix: string;
  /** false: this process leaves jobs to others, and only sends what waits for chats that it alone may reach */
  readonly works: boolean;
  readonly log: (event: string, facts: Readonly<Record<string, string | number>>) => void;
};

const zone = "Asia/Shanghai";
const everyMinute = "* * * * *";
/** What is due within this is handed over ahead of its time, so that it runs on its minute. */
const ahead = 2 * 60_000;
const tries = 5;
/** A Redis that does not answer for this long counts as down, and is left alone for as long. */
const answerMs = 2_000;
/** After a Redis that refused a connection it is asked again for jobs. */
const runRetryDelay = 1_000;
/** How long what is running may take at the stop: a row that was not finished stays due. */
const stopWithin = 2_000;
/** As many as share one commit. */
const concurrency = 64;
const queueName = "jobs";

/**
 * Asks each minute what is due and has it run once: by BullMQ where Redis answers, in this process where it does not.
 * Rows are the truth; what Redis loses is found due again on the next minute.
 */
export function createScheduler({ jobs, context, redis, prefix, works, log }: SchedulerOptions) {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const armed = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const connection = redis && connectRedis(redis, answerMs);
  const options = connection && { connection, prefix };
  const queue = options && new Queue(queueName, options);
  queue?.on("error", () => undefined); // its calls fail by themselves; without a listener BullMQ prints it
  const workerConnection = works && redis ? connectWorker(redis) : null;
  const worker = workerConnection && startWorker(workerConnection);
  let silentUntil = 0;
  let task: ReturnType<typeof cron.schedule> | undefined;
  let watch: NodeJS.Timeout | undefined;

  function startWorker(own: ReturnType<typeof connectWorker>): Worker {
    const made = new Worker(queueName, async (job) => runOne(job.name, job.data), {
      connection: own,
      prefix,
      concurrency,
      ...finding,
      maxStalledCount: tries,
      runRetryDelay,
      // stands with each job that it begins: whoever looks into the queue sees whose it is
      name: `${hostname()}-${process.pid}`,
    });
    made.on("error", () => undefined);
    made.on("failed", (job, error) =>
      log("job failed", {
        job: job?.name ?? "",
        id: job?.id ?? "",
        attempt: job?.attemptsMade ?? 0,
        error: error.name,
      }),
    );
    return made;
  }

  const ready = (): boolean => connection?.status === "ready" && performance.now() >= silentUntil;

  /** Whether Redis answers now: one that hangs is connected all the same. */
  async function answers(): Promise<boolean> {
    if (connection === null || !ready()) return false;
    return connection.ping().then(
      () => true,
      () => false,
    );
  }

  /** Soon: what is due at the start is shared through the queue, and does not wait for one that is not there. */
  async function connected(): Promise<void> {
    if (connection === null || ready()) return;
    await Promise.race([once(connection, "ready"), sleep(answerMs, undefined, { ref: false })]).catch(() => undefined);
  }

  async function runOne(name: string, data: unknown): Promise<void> {
    const job = byName.get(name);
    if (!job) throw new Error(`no job ${name}`);
    await job.run(job.data.parse(data), context);
  }

  /** Runs in this process; a failure is logged and the row stays due. */
  function runHere(job: Job, data: unknown): Promise<void> {
    const run = runOne(job.name, data)
      .catch((error: Error) => log("job failed", { job: job.name, error: error.name }))
      .finally(() => running.delete(run));
    running.add(run);
    return run;
  }

  async function handOver(job: Job, due: readonly Due<unknown>[]): Promise<void> {
    if (due.length === 0) return;
    const now = context.now();
    if (queue && works && ready()) {
      try {
        await queue.addBulk(
          due.map(({ data, at }) => ({ name: job.name, data, opts: jobOptions(job, data, Math.max(at - now, 0)) })),
        );
        return;
      } catch (error) {
        silentUntil = performance.now() + answerMs;
        log("queue did not take jobs", { job: job.name, error: (error as Error).name });
      }
    }
    for (const { data, at } of due) armHere(job, data, at - now);
  }

  const jobOptions = (job: Job, data: unknown, delay: number) => ({
    ...(job.repeatable ? { deduplication: { id: job.id(data), keepLastIfActive: true } } : { jobId: job.id(data) }),
    ...(delay > 0 ? { delay } : {}),
    attempts: tries,
    backoff: { type: "exponential" as const, delay: 1_000 },
    removeOnComplete: true,
    removeOnFail: true,
  });

  function armHere(job: Job, data: unknown, delay: number): void {
    const id = `${job.name} ${job.id(data)}`;
    if (armed.has(id)) return;
    const timer = setTimeout(
      () => {
        armed.delete(id);
        void runHere(job, data);
      },
      Math.max(delay, 0),
    );
    armed.set(id, timer);
  }

  async function ask(job: Job, until: number): Promise<readonly Due<unknown>[]> {
    try {
      return await job.due(until, context);
    } catch (error) {
      log("due query failed", { job: job.name, error: (error as Error).name });
      return [];
    }
  }

  /** Hands over everything due now or within the next two minutes. */
  async function tick(): Promise<void> {
    for (const job of jobs.filter((candidate) => works || candidate.repeatable))
      await handOver(job, await ask(job, context.now() + ahead));
  }

  /** node-cron waits for the minute it had in mind: after a step of the clock it begins anew. */
  function startCron(): void {
    task = cron.schedule(everyMinute, tick, { timezone: zone, noOverlap: true });
  }

  async function putRight(): Promise<void> {
    for (const job of works ? jobs : [])
      await job
        .clockMoved?.(context)
        .catch((error: Error) => log("clock was not put right", { job: job.name, error: error.name }));
  }

  async function clockMoved(by: number): Promise<void> {
    log("the clock was moved", { minutes: Math.round(by / 60_000) });
    await task?.destroy();
    startCron();
    for (const timer of armed.values()) clearTimeout(timer);
    armed.clear();
    await putRight();
    await tick();
  }

  return {
    tick,
    answers,
    start(): void {
      startCron();
      watch = watchClock((by) => void clockMoved(by));
      void connected().then(putRight).then(tick);
    },
    /** Runs everything due at this moment here and now, and waits for it: for a clock that was moved. */
    async runDue(): Promise<void> {
      for (const job of jobs) for (const { data } of await ask(job, context.now())) await runHere(job, data);
    },
    async stop(): Promise<void> {
      clearInterval(watch);
      await task?.stop();
      for (const timer of armed.values()) clearTimeout(timer);
      await Promise.race([
        Promise.allSettled([worker?.close(), queue?.close(), ...running]),
        new Promise((resolve) => setTimeout(resolve, stopWithin).unref()),
      ]);
      workerConnection?.disconnect();
      connection?.disconnect();
    },
  };
}

export type Scheduler = ReturnType<typeof createScheduler>;
