import { RateLimiterMemory } from "rate-limiter-flexible";
import { tellAdmins } from "../../bot/tell/admins.ts";
import type { PagesOptions } from "./parts.ts";

/** Wrong codes of all addresses together, in seconds: from then on nobody's code is tried for a while. */
const most = { points: 100, duration: 3600, blockDuration: 600 } as const;
const key = "all";

/** Who guesses from many addresses at once is held up too, and whoever looks after the bot hears of it. */
export function everywhere({ store, reference, admins, now }: PagesOptions) {
  const wrong = new RateLimiterMemory(most);
  return {
    isPaused: async (): Promise<boolean> => ((await wrong.get(key))?.consumedPoints ?? 0) > most.points,

    async note(): Promise<void> {
      const isNew = await wrong.consume(key).then(
        () => false,
        ({ consumedPoints }: { readonly consumedPoints: number }) => consumedPoints === most.points + 1,
      );
      if (!isNew) return;
      const path = (await reference()).places.root()?.path ?? null;
      const at = now();
      const text = `一小时里登录码输错了${most.points}次，像是有人在乱试。码停用10分钟，链接照常能开。`;
      await store.write((tables) =>
        tellAdmins({ text, path, cause: `codes paused:${at}` }, admins, { tables, now: at }),
      );
    },
  };
}
