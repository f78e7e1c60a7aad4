import { dayLength, endOfWorkday } from "./assignment-days.ts";
import { nothing, reason, toAsker, toOwner } from "./assignment-decide.ts";
import { factsOf, noRequest } from "./assignment-facts.ts";
import type { State } from "./assignment-owner.ts";
import { before, reportsUpward } from "./assignment-words.ts";
import type { Kept, Own } from "./kind.ts";
import type { How, Move } from "./lifecycle.ts";

const year = 365 * dayLength;

/** The later of its deadline and some working days on. */
export const laterDue = (kept: Kept, { now, calendar }: How): number =>
  Math.max(kept.dueAt ?? 0, endOfWorkday(now, factsOf(kept).terms.redoDays, calendar));

const again: Own = {
  ...noRequest,
  reported_at: null,
  verified_at: null,
  asked_at: null,
  closed_at: null,
  outcome: null,
};

const reachable = (kept: Kept) => kept.involved.filter(({ stake, isReachable }) => stake === "asker" && isReachable);

/** Nobody can be asked, or was and kept silent for as long as one may. */
const closesNow = (kept: Kept, { now, calendar }: How): boolean => {
  const { askedAt } = factsOf(kept);
  return (
    reachable(kept).length === 0 ||
    askedAt === null ||
    now >= endOfWorkday(askedAt, factsOf(kept).terms.askerDays, calendar)
  );
};

/** Whether it was done well enough, and whether it ends here. */
export const verifyingMoves: readonly Move<State>[] = [
  {
    word: "核实",
    aliases: ["通过", "通过了", "verify"],
    leads: /^(?:(?:已经?)?(?:核实|验收)(?:过|完|好)?了|(?:核实|验收)?通过了?|验收(?:合格)?)(?=[\s,，。.!！]|$)/u,
    summary: "看过了，确实办好了",
    examples: ["核实 J38"],
    from: ["checking"],
    to: (kept, how) => (closesNow(kept, how) ? "closed" : "checking"),
    by: ["verifier", "assigner"],
    nothing,
    answersWaiting: true,
    refuses: (kept, { as }) => (as.includes("owner") ? `${kept.number} 是您自己办的，要别人核实。` : null),
    changes: (kept, how) => ({
      own: { verified_at: how.now, ...(closesNow(kept, how) ? { closed_at: how.now } : {}) },
    }),
    echo: (kept, how) =>
      `${kept.number} 核实了，${closesNow(kept, how) ? `办结。${reportsUpward(kept)}` : "还在等提出的人回话。"}`,
    echoInGroup: ({ number }) => `${number} 核实了。`,
    says: (kept, how) => [toOwner(`${kept.number} 核实过了${closesNow(kept, how) ? "，办结" : ""}。`)],
  },
  {
    word: "不通过",
    aliases: ["reject"],
    summary: "没办好，请他再办，说明原因",
    examples: ["不通过 J38 还有一盏不亮"],
    from: ["checking"],
    to: "working",
    by: ["verifier", "assigner"],
    needs: reason("为什么不通过？"),
    nothing,
    answersWaiting: true,
    originBecomes: () => "handed",
    changes: (kept, how) => ({ dueAt: laterDue(kept, how), own: again }),
    echo: (kept, how) => `${kept.number} 请${kept.ownerName}再办，${before(laterDue(kept, how), how.now)}。`,
    echoInGroup: ({ number }) => `${number} 没通过。`,
    says: (kept, how) => [
      toOwner(`${how.mover}说 ${kept.number} 没通过：${how.words}。请再办，${before(laterDue(kept, how), how.now)}。`),
    ],
  },
  {
    word: "结案",
    forAskers: true,
    aliases: ["settle"],
    summary: "不再办了，说明原因",
    examples: ["结案 J38 产权单位明年统一改造"],
    from: ["working", "checking"],
    to: "closed",
    by: ["assigner"],
    needs: reason("为什么结案？这句会发给提出的人。"),
    nothing,
    answersWaiting: true,
    originBecomes: () => "answered",
    changes: (_, { now }) => ({ own: { ...noRequest, closed_at: now, outcome: "explained" } }),
    echo: ({ number }) => `${number} 结案了，原因告诉责任人和提出的人了。`,
    echoInGroup: ({ number }) => `${number} 结案了。`,
    says: (kept, { words, mover }) => [
      toOwner(`${mover}给 ${kept.number} 结案了：${words}`),
      toAsker(kept, `办到这里为止：${words}。还不同意可向镇里反映：/谁管 信访`),
    ],
  },
  {
    word: "重办",
    aliases: ["redo"],
    summary: "办结的再办一次，说明原因",
    examples: ["重办 J38 又漏了"],
    from: ["closed", "checking"],
    to: "working",
    by: ["assigner"],
    needs: reason("为什么重办？"),
    nothing,
    refuses(kept, { now }) {
      const { closedAt } = factsOf(kept);
      return closedAt !== null && now - closedAt > year ? `${kept.number} 办结超过一年，请另交一件。` : null;
    },
    originBecomes: () => "handed",
    changes: (kept, how) => ({ dueAt: laterDue(kept, how), own: again }),
    echo: (kept, how) => `${kept.number} 请${kept.ownerName}再办，${before(laterDue(kept, how), how.now)}。`,
    echoInGroup: ({ number }) => `${number} 重办。`,
    says: (kept, how) => [
      toOwner(`${how.mover}请您再办 ${kept.number}：${how.words}。${before(laterDue(kept, how), how.now)}。`),
      toAsker(kept, "又在办了。"),
    ],
  },
];
