import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Crew } from "./crew.ts";
import { sayToBot } from "./platforms.ts";

/** When it was to be said, by `performance.now()`, and after how many milliseconds it was answered. */
export type Answered = { readonly due: number; readonly took: number };

/** What people say to the bot meanwhile, as the platform delivers it: again, elsewhere, until it is taken. */
export function keepSaying(
  crew: Crew,
  { perSecond, readers }: { readonly perSecond: number; readonly readers: number },
) {
  const answered: Answered[] = [];
  const open = new Set<Promise<void>>();
  const began = performance.now();
  let stopped = perSecond === 0;

  async function say(number: number, due: number): Promise<void> {
    const said = {
      ...{ user: `u${number % readers}`, text: `/手记 第${number}件事`, id: randomBytes(12).toString("hex") },
    };
    for (;;) {
      const service = crew.web();
      const answer = service && (await sayToBot(service, said).catch(() => undefined));
      if (answer?.status === 200) break;
      await sleep(100);
    }
    answered.push({ due, took: performance.now() - due });
  }

  const saying = (async () => {
    for (let number = 0; !stopped; number++) {
      const due = began + (number / perSecond) * 1000;
      await sleep(Math.max(0, due - performance.now()));
      if (stopped) return;
      const one = say(number, due).finally(() => open.delete(one));
      open.add(one);
    }
  })();

  return {
    /** Says nothing new, and ends once all that was said is answered. */
    async end(): Promise<readonly Answered[]> {
      stopped = true;
      await saying;
      await Promise.all(open);
      return answered;
    },
  };
}
