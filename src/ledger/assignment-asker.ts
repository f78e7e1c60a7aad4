import { dayLength, endOfWorkday } from "./assignment-days.ts";
import { factsOf, noRequest } from "./assignment-facts.ts";
import type { State } from "./assignment-owner.ts";
import { fixedTerms } from "./assignment-terms.ts";
import { laterDue } from "./assignment-verify.ts";
import { before } from "./assignment-words.ts";
import type { Kept } from "./kind.ts";
import type { How, Move, Saying } from "./lifecycle.ts";

const nothing = "没有等您回话的这样一件。发“查我的”看您说过的。";

/** Another asker has not answered yet and still may. */
function waitsForOthers(kept: Kept, { now, calendar }: How): boolean {
  const { askedAt } = factsOf(kept);
  const silent = kept.involved.filter(({ stake, isReachable, word }) => stake === "asker" && isReachable && !word);
  return silent.length > 1 && askedAt !== null && now < endOfWorkday(askedAt, factsOf(kept).terms.askerDays, calendar);
}

const called = ({ origin, number }: Kept): string => origin?.number ?? number;

const content = (word: "满意" | "基本满意" | "不用回", aliases: readonly string[], summary: string): Move<State> => ({
  word,
  aliases,
  summary,
  examples: [`${word} O31`],
  from: ["checking"],
  to: (kept, how) => (waitsForOthers(kept, how) ? "checking" : "closed"),
  by: ["asker"],
  nothing,
  answersWaiting: true,
  changes: (kept, how) => ({
    askerSays: word,
    own: waitsForOthers(kept, how) ? {} : { closed_at: how.now },
  }),
  echo: (kept) =>
    `${called(kept)} 记下了“${word}”，谢谢您。${called(kept) === kept.number ? "" : `（${kept.number}）`}`,
  echoInGroup: (kept) => `${called(kept)} 记下了。`,
  says: (kept, how) => {
    const end = waitsForOthers(kept, how) ? "" : "，办结";
    const text = `${kept.number} 提出的人说“${word}”${end}。`;
    return [
      { to: "owner", text },
      { to: "verifier", text },
    ];
  },
});

const isLast = (kept: Kept): boolean => factsOf(kept).redone >= 2;

/** What whoever asked says of what became of it. */
export const askerMoves: readonly Move<State>[] = [
  content("满意", ["satisfied"], "办得好，满意"),
  content("基本满意", ["fairly"], "大体满意"),
  content("不用回", ["nevermind"], "不用再回我了"),
  {
    word: "不满意",
    aliases: [],
    summary: "答复了还没解决，再提一次",
    examples: ["不满意 O31 还没修"],
    from: ["checking", "closed"],
    to: (kept) => (isLast(kept) ? "checking" : "working"),
    by: ["asker"],
    nothing,
    answersWaiting: true,
    refuses(kept, { now }) {
      const { closedAt } = factsOf(kept);
      return closedAt !== null && now - closedAt > fixedTerms.reopenDays * dayLength
        ? `${called(kept)} 办结超过${fixedTerms.reopenDays}天了。还没好请再说一遍，我当新的记。`
        : null;
    },
    originBecomes: (kept) => (isLast(kept) ? null : "handed"),
    changes: (kept, how) => ({
      askerSays: "不满意",
      ...(isLast(kept)
        ? { own: { ...noRequest, closed_at: null, asked_at: null, verified_at: null } }
        : {
            dueAt: laterDue(kept, how),
            own: {
              ...noRequest,
              ...{ redone: factsOf(kept).redone + 1, outcome: null, closed_at: null },
              ...{ reported_at: null, verified_at: null, asked_at: null },
            },
          }),
    }),
    echo: (kept, how) =>
      `${called(kept)} 记下了不满意，${isLast(kept) ? "请交办的人定怎么办" : `请他们再办，${before(laterDue(kept, how), how.now)}`}。${called(kept) === kept.number ? "" : `（${kept.number}）`}`,
    echoInGroup: (kept) => `${called(kept)} 记下了不满意。`,
    says(kept, how): readonly Saying[] {
      const why = how.words ? `：${how.words}` : "，没说原因";
      if (isLast(kept))
        return [
          {
            to: "assigner",
            text: `${kept.number} 办了三回，提出的人还不满意${why}。再办回“重办 ${kept.number} 原因”，到此为止回“结案 ${kept.number} 原因”。`,
            actions: ["重办", "结案"],
          },
        ];
      return [
        {
          to: "owner",
          text: `${kept.number} 提出的人不满意${why}。请再办，${before(laterDue(kept, how), how.now)}。`,
        },
        { to: "verifier", text: `${kept.number} 提出的人不满意${why}，请责任人再办了。` },
      ];
    },
  },
];
