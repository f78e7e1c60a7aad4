import type { Accept } from "./bot/message.ts";
import type { Channel } from "./channels/channel.ts";
import type { Store } from "./store/store.ts";
import type { Health, Part } from "./web/ops-routes.ts";

const ok: Part = { state: "ok" };
const degraded = (detail: string): Part => ({ state: "degraded", detail });

/** Words of {@link Channel.state} that are nothing to worry about. */
const goodStates = new Set(["ok", "connected", "unused", "elsewhere"]);

export type HealthOptions = {
  readonly store: Store;
  readonly channels: readonly Channel[];
  readonly redisAnswers: () => Promise<boolean>;
  readonly refusals: Refusals;
  /** the data key lies beside the data, with a real channel on */
  readonly keyBesideData: boolean;
};

/** Every part with its state; messages are taken as long as the database answers. */
export function createHealth({
  store,
  channels,
  redisAnswers,
  refusals,
  keyBesideData,
}: HealthOptions): () => Promise<Health> {
  return async () => {
    const [groups, redisIsUp, fault] = await Promise.all([
      store.read.groups.summary().catch(() => null),
      redisAnswers(),
      faultOf(store),
    ]);
    return {
      ready: groups !== null && fault === null,
      parts: {
        sql: sqlPart(groups !== null, fault),
        redis: redisIsUp
          ? ok
          : degraded("Redis does not answer: reminders, digests and deliveries run in this process"),
        ...Object.fromEntries(channels.flatMap(channelParts)),
        ...(groups && groups.all > 0 ? { groups: groupsPart(groups) } : {}),
        ...(refusals.many()
          ? { clock: degraded("many messages are refused as too old or too new: is this machine's clock right?") }
          : {}),
        ...(keyBesideData
          ? { key: degraded("the key lies in DATA_DIR beside what it protects: keep it elsewhere and set DATA_KEY") }
          : {}),
      },
    };
  };
}

/** A disk that was full may have room again, which the next write would tell: it is tried now. */
async function faultOf(store: Store): Promise<string | null> {
  if (store.fault() !== null)
    await store.write((tables) => tables.settings.set("health", "tried")).catch(() => undefined);
  return store.fault();
}

function sqlPart(answers: boolean, fault: string | null): Part {
  if (!answers) return degraded("the database does not answer: messages are refused with 503 and sent again");
  return fault === null ? ok : degraded(`${fault}; messages are refused with 503 and sent again`);
}

function channelParts(channel: Channel): [string, Part][] {
  return Object.entries(channel.state?.() ?? {}).map(([part, state]) => [
    `${channel.name}-${part}`,
    goodStates.has(state) ? { ...ok, detail: state } : degraded(state),
  ]);
}

const groupsPart = ({ all, deaf, mute }: { all: number; deaf: number; mute: number }): Part => ({
  ...ok,
  detail: `${all} groups, ${deaf} of them hear only mentions, ${mute} cannot be spoken to first`,
});

/** Counts messages refused for their time: many of them mean that a clock is wrong. */
export type Refusals = { watch(accept: Accept): Accept; many(): boolean };

const window = 10 * 60_000;
const tooMany = 20;

export function countRefusals(now: () => number): Refusals {
  let times: number[] = [];
  return {
    watch: (accept) => async (incoming) => {
      const accepted = await accept(incoming);
      if (accepted.refused) times = [...times.slice(-tooMany), now()];
      return accepted;
    },
    many: () => times.filter((at) => now() - at < window).length >= tooMany,
  };
}
