import type { ChatAddress } from "../src/bot/message.ts";
import type { Limit } from "../src/channels/channel.ts";
import { limits as onebot } from "../src/channels/onebot/limits.ts";
import { qqLimits } from "../src/channels/qq/limits.ts";
import { limitsOf as wecom } from "../src/channels/wecom/limits.ts";
import type { Row } from "./report.ts";

const platforms: Readonly<Record<string, (to: ChatAddress) => readonly Limit[]>> = {
  "a WeCom app": wecom,
  "a QQ bot": (to) => qqLimits(to, { reply: false, certified: false }),
  "a certified QQ bot": (to) => qqLimits(to, { reply: false, certified: true }),
  "a OneBot account": onebot,
};

/** How fast each platform lets so many people be written to, whoever is how fast: by the limits that they share. */
export function allowed(people: number): Row[] {
  const [one, other] = ["u1", "u2"].map((id): ChatAddress => ({ channel: "wecom", bot: "b", kind: "direct", id }));
  if (!one || !other) return [];
  return Object.entries(platforms).map(([name, limits]) => {
    const theirs = new Set(limits(other).map(({ key }) => key));
    const shared = limits(one).filter(({ key }) => theirs.has(key));
    const seconds = Math.max(0, ...shared.map((limit) => (people / limit.points) * limit.seconds));
    const rate =
      seconds === 0
        ? "no limit a minute over all of them"
        : `${Math.round(seconds)} s at ${(people / seconds).toFixed(1)}/s`;
    return { what: `${people} people at once: ${name} allows`, measured: rate };
  });
}
