import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Logger } from "pino";
import { jobs } from "../jobs/index.ts";
import { watchLeftBehind } from "./bot/delivery/left-behind.ts";
import type { SendResult } from "./bot/delivery/outgoing.ts";
import { type ChatAddress, chatKey } from "./bot/message.ts";
import type { Channel } from "./channels/channel.ts";
import { createChannels } from "./channels/index.ts";
import { type Config, readConfig } from "./config.ts";
import { loadDataKey } from "./data-key.ts";
import { lockDataDir } from "./data-lock.ts";
import { firstWeek } from "./doctor/first-week.ts";
import { examine, onceAMinute } from "./doctor/index.ts";
import { settingsOf } from "./doctor/settings.ts";
import { examineTown } from "./doctor/town.ts";
import { countRefusals, createHealth } from "./health.ts";
import { joinBot } from "./join.ts";
import { createLog } from "./log.ts";
import { nextSteps } from "./next-step.ts";
import { countInRedis } from "./queue/asked.ts";
import { connectRedis } from "./queue/connect.ts";
import { createPacing } from "./queue/pacing.ts";
import { type PrivateRedis, startPrivateRedis } from "./queue/private-redis.ts";
import { createScheduler } from "./queue/scheduler.ts";
import { openSandbox } from "./sandbox.ts";
import { startFault } from "./start-fault.ts";
import { stepBehind } from "./step-behind.ts";
import { onStopSignal } from "./stop-signals.ts";
import { createSeal, type Seal } from "./store/engine/seal.ts";
import { openStore, type Store } from "./store/store.ts";
import { createMetrics } from "./web/metrics.ts";
import { pagesOf } from "./web/pages/address.ts";
import { createPages } from "./web/pages/index.ts";
import { isFromHere } from "./web/sandbox-fence.ts";
import { createSandboxPages } from "./web/sandbox-pages.ts";
import { createWeb } from "./web/server.ts";

export type Service = { readonly port: number; stop(): Promise<void> };

/**
 * Joins everything and starts it. What was begun by a start that fails, or is told to stop by `signal`, is ended again.
 */
export async function startService(
  config: Config,
  log = createLog(config.LOG_LEVEL, false),
  signal = new AbortController().signal,
): Promise<Service> {
  mkdirSync(config.DATA_DIR, { recursive: true, mode: 0o700 });
  const opened: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    for (const close of opened.reverse()) {
      try {
        await close();
      } catch (error) {
        log.error({ error: error instanceof Error ? error.name : "unknown" }, "not stopped in order");
      }
    }
  };
  try {
    const isSqlite = config.databaseUrl.startsWith("sqlite:");
    const waiting = () => log.info("another service still has DATA_DIR");
    if (isSqlite) opened.push(await lockDataDir({ dataDir: config.DATA_DIR, signal, waiting }));
    const dataKey = loadDataKey(config.DATA_DIR, config.DATA_KEY, config.DATA_KEY_PREVIOUS);
    const keyBesideData = dataKey.inDataDir && config.hasChannel;
    if (keyBesideData)
      log.warn("DATA_KEY lies in DATA_DIR beside the data it protects: keep it elsewhere and set DATA_KEY");
    const channels: Channel[] = [];
    const addressOf = (short: string) => {
      const chat = channels.map((channel) => channel.directChat?.(short) ?? null).find((address) => address !== null);
      return chat ? chatKey(chat) : null;
    };
    const seal = createSeal(dataKey.key, dataKey.previous);
    const store = await openStore({ url: config.databaseUrl, seal, addressOf, sqlite: { serves: true } });
    opened.push(store.close);
    if (store.cutShort) log.warn({ file: config.databaseUrl }, cutShort);
    const privateRedis =
      config.REDIS_URL === undefined ? await startPrivateRedis({ dataDir: config.DATA_DIR, log, signal }) : null;
    if (privateRedis) opened.push(privateRedis.stop);
    signal.throwIfAborted();
    const service = await serve({ config, log, store, seal, channels, privateRedis, keyBesideData });
    opened.push(service.stop);
    return { port: service.port, stop: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

const cutShort =
  "this file was copied while it was in use, without the -wal file beside it: what was said last is missing. Stop and put back a whole copy (docs/operations.md), or go on with what is here";

type Parts = {
  readonly config: Config;
  readonly log: Logger;
  readonly store: Store;
  readonly seal: Seal;
  /** filled here */
  readonly channels: Channel[];
  readonly privateRedis: PrivateRedis | null;
  readonly keyBesideData: boolean;
};

async function serve({ config, log, store, seal, channels, privateRedis, keyBesideData }: Parts): Promise<Service> {
  if (config.ROLE === "worker") stepBehind();
  const redis =
    config.REDIS_URL !== undefined ? { url: config.REDIS_URL } : privateRedis && { path: privateRedis.socketPath };
  const note = (event: string, facts: Readonly<Record<string, string | number>> = {}) => log.info(facts, event);
  const sandbox = config.sandbox
    ? await openSandbox({ store, dataDir: config.DATA_DIR, seal }, () => scheduler.runDue().then(bot.quiet))
    : null;
  const realNow = () => Date.now();
  const admins = new Set(config.ADMINS);
  const now = sandbox?.clock.now ?? realNow;
  const holder = `${hostname()}-${process.pid}`;
  const made: readonly Channel[] = sandbox
    ? [sandbox.channel]
    : createChannels(config, {
        log: (level, event, fields = {}) => log[level](fields, event),
        now: realNow,
        lease: {
          acquire: (name) =>
            store.write((tables) => tables.leases.take(name, holder, realNow(), realNow() + leaseLasts)),
          renew: (name) => store.write((tables) => tables.leases.take(name, holder, realNow(), realNow() + leaseLasts)),
          release: (name) => store.write((tables) => tables.leases.give(name, holder)),
        },
      });
  channels.push(...made);
  const channelOf = (to: ChatAddress) => channels.find((channel) => channel.name === to.channel);
  const pacingRedis = redis && connectRedis(redis);
  const metrics = createMetrics(store);
  // known once it listens, before anything is sent
  let listensOn = config.PORT;
  const address = pagesOf(config, () => listensOn);
  const bot = joinBot({
    store,
    pages: () => address?.base() ?? null,
    ballotDir: config.ballotDir,
    admins,
    now,
    log: note,
    ...(config.WECOM_BOT_NAME === undefined ? {} : { botName: config.WECOM_BOT_NAME }),
    ...(pacingRedis ? { countTogether: countInRedis(pacingRedis, seal.fingerprint) } : {}),
    outside: {
      send: async (message) => {
        const result: SendResult = (await channelOf(message.to)?.send(message)) ?? {
          outcome: "refused",
          error: `${message.to.channel} is not configured`,
        };
        metrics.tried(result.outcome);
        return result;
      },
      picture: (chat, source) => {
        const picture = channelOf(chat)?.picture;
        return picture ? picture(source, chat) : Promise.reject(new Error("no pictures from there"));
      },
      reaches: (to) => channelOf(to)?.reaches?.(to) ?? true,
      limits: (to, going) => channelOf(to)?.limits(to, going) ?? [],
      pace: createPacing({ redis: pacingRedis, log: note, now }).take,
    },
  });
  const scheduler = createScheduler({
    jobs,
    context: bot.context,
    redis,
    prefix: "chuanmen",
    works: config.ROLE !== "web",
    log: note,
  });
  const refusals = countRefusals(realNow);
  const accept = refusals.watch(async (incoming) => {
    const accepted = await bot.accept(incoming);
    metrics.received();
    return accepted;
  });
  const health = createHealth({
    store,
    channels,
    redisAnswers: scheduler.answers,
    refusals,
    keyBesideData,
  });
  const web = createWeb({
    channels: config.ROLE === "worker" ? [] : channels,
    accept,
    health,
    metrics: metrics.registry,
    opsToken: config.OPS_TOKEN ?? null,
    sandbox: sandbox && createSandboxPages(sandbox),
    pages:
      address &&
      createPages({
        ...{
          store,
          now,
          log,
          admins,
          address,
          pages: bot.pages,
          notices: bot.notices,
          reference: bot.context.reference,
        },
        signIn: channels.find(({ signIn }) => signIn !== undefined)?.signIn ?? null,
        wellKnown: wellKnownIn(config.DATA_DIR),
        service: {
          settings: settingsOf(config),
          cards: bot.cards,
          firstWeek: onceAMinute((path: string) => firstWeek(store.readApart, path), realNow),
          placesOfCity: onceAMinute((id: string) => store.readApart.desk.children({ id, level: "city" }), realNow),
          doctor: onceAMinute(async (path: string | null) => {
            const patient = { config, read: store.readApart, now: now(), health: await health() };
            return path === null ? examine(patient) : examineTown(patient, path);
          }, realNow),
        },
        trusts: ({ req }) => sandbox !== null && isFromHere(req.headers),
      }),
    log,
  });
  if (config.ROLE !== "worker") for (const channel of channels) await channel.start?.(accept);
  const { port } = await web.listen(config.PORT, config.HOST);
  listensOn = port;
  // a SQLite file has one service: nobody else is sending anything
  if (store.engine === "sqlite") await store.write((tables) => tables.outbox.freeClaims());
  const others =
    store.engine === "postgres" ? watchLeftBehind({ store, now, wake: bot.context.wake, log: note }) : null;
  others?.start();
  scheduler.start();
  log.info({ port }, sandbox ? `ready: open http://localhost:${port}/sandbox and talk to the bot` : "ready");
  const lacking = config.hasChannel ? await nextSteps(store, config.ADMINS) : [];
  for (const { event, facts } of lacking) log.info(facts, event);
  if (lacking.length > 0 && address !== null)
    log.info(
      { at: address.base() ?? config.publicUrl, account: config.ADMINS[0] ?? "账号" },
      "next: the console shows it",
    );
  return {
    port,
    // what is being sent is finished, as far as it does not hang, before its connections go
    async stop() {
      await Promise.all([bot.stop(), web.stop()]);
      await others?.stop();
      await Promise.all(channels.map((channel) => channel.stop?.()));
      await scheduler.stop();
      pacingRedis?.disconnect();
    },
  };
}

/** A file that somebody put there for a platform to find; it is a line. */
const wellKnownIn = (dataDir: string) => async (name: string) => {
  const text = await readFile(join(dataDir, "well-known", name), "utf8").catch(() => null);
  return text !== null && text.length <= 64 ? text : null;
};

const leaseLasts = 30_000;

async function main(): Promise<void> {
  const signal = onStopSignal();
  const config = readConfig(process.env);
  const log = createLog(config.LOG_LEVEL, process.stdout.isTTY);
  signal.addEventListener("abort", () => log.info("stopping"));
  try {
    const service = await startService(config, log, signal);
    if (!signal.aborted) await once(signal, "abort");
    await service.stop();
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
  }
  log.info("stopped");
  process.exit(0);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  main().catch((error: unknown) => {
    process.stderr.write(`${startFault(error)}\n`);
    process.exit(1);
  });
