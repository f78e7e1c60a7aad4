import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { chatKey, type Message } from "../message.ts";
import { here, privately, type Reply } from "../reply.ts";

/** How much in a minute may be asked: by one account far more than a person types, in a group than its members do. */
export const askedPerMinute = { account: 300, group: 3_000 } as const;
const minute = 60;

/** Counts one more for all processes together, where they share something to count with; resolves to how many it makes. */
export type CountTogether = (key: string) => Promise<number>;

/** `notice`: the first that is over in this process; whether another has told already, `key` finds out. */
export type Taken = "fine" | "over" | { readonly notice: Reply; readonly key: string };

const tooFast = "您发得太快了，请一分钟后再发。";
const groupTooFast = "这个群里问得太快了，请一分钟后再问。";

type Counted = { readonly key: string; readonly most: number; readonly notice: Reply };

/** Who asks too much is told so once, and then not heard for the rest of the minute; others are not concerned. */
export function createPace(countTogether?: CountTogether) {
  const limiters = new Map<number, RateLimiterMemory>(
    Object.values(askedPerMinute).map((points) => [points, new RateLimiterMemory({ points, duration: minute })]),
  );
  const notices = new RateLimiterMemory({ points: 1, duration: minute });
  /** a transaction that comes to nothing is made again; the message was counted */
  const taken = new WeakMap<Message, Promise<Taken>>();

  const fits = (limiter: RateLimiterMemory | undefined, key: string): Promise<boolean> =>
    limiter === undefined
      ? Promise.resolve(true)
      : limiter.consume(key).then(
          () => true,
          (refused: unknown) => {
            if (refused instanceof RateLimiterRes) return false;
            throw refused;
          },
        );

  async function count(message: Message): Promise<Taken> {
    for (const { key, most, notice } of countedFor(message)) {
      const limiter = limiters.get(most);
      const isIn = await fits(limiter, key);
      // nothing waits for it: who is over in all processes together is not heard from the next message on
      if (isIn)
        countTogether?.(key).then(
          (all) => (all > most ? limiter?.block(key, minute) : undefined),
          () => undefined,
        );
      else return (await fits(notices, key)) ? { notice, key: `asks too much:${key}` } : "over";
    }
    return "fine";
  }

  return (message: Message): Promise<Taken> => {
    const known = taken.get(message) ?? count(message);
    taken.set(message, known);
    return known;
  };
}

const countedFor = ({ sender, chat }: Message): Counted[] => [
  { key: sender.account, most: askedPerMinute.account, notice: privately(tooFast, tooFast) },
  ...(chat.kind === "group" ? [{ key: chatKey(chat), most: askedPerMinute.group, notice: here(groupTooFast) }] : []),
];
