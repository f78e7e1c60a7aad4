import { formatDay } from "../chinese/time/index.ts";
import { dayLength, workdaysSince } from "./assignment-days.ts";
import { factsOf, noRequest } from "./assignment-facts.ts";
import { offer, passed, type State } from "./assignment-owner.ts";
import { fixedTerms } from "./assignment-terms.ts";
import { asAsked, askedInGroup, before, gistOf } from "./assignment-words.ts";
import type { Kept } from "./kind.ts";
import type { Move, Saying } from "./lifecycle.ts";

export const nothing = "没有等您定的这样一件。发“/交办 列表”看看。";
export const reason = (question: string) => ({ title: "原因", question });

export const toOwner = (text: string, actions?: readonly string[]): Saying => ({
  to: "owner",
  text,
  ...(actions ? { actions } : {}),
});
export const toAsker = (kept: Kept, text: string): Saying => ({
  to: "asker",
  text: `${asAsked(kept)}${text}`,
  inGroup: `${askedInGroup(kept)} ${text}`,
});

/** Days it lay returned are added. */
function dueAfterReturn(kept: Kept, now: number): number | undefined {
  const { returnedAt } = factsOf(kept);
  if (kept.state !== "returned" || returnedAt === null || kept.dueAt === null) return undefined;
  return kept.dueAt + Math.floor((now - returnedAt) / dayLength) * dayLength;
}

const withDue = (dueAt: number | undefined): { readonly dueAt?: number } => (dueAt === undefined ? {} : { dueAt });

/** What the assigner decides, and whoever verifies. */
export const decidingMoves: readonly Move<State>[] = [
  {
    word: "改派",
    aliases: ["reassign"],
    summary: "换个人办",
    examples: ["改派 J38 何敏"],
    from: ["returned", "offered", "working"],
    to: "offered",
    by: ["assigner", "secretary"],
    needs: "person",
    nothing,
    answersWaiting: true,
    refuses(kept, { as, target }) {
      if (!as.includes("assigner") && kept.ownerName !== "") return `${kept.number} 要交办的人来改派。`;
      if (target === null) return "改派给谁？说姓名。";
      if (target.isSelf) return "自己的事用 /提醒。";
      if (target.placeId === null) return `${target.name}不在您管的地方，交不了。`;
      if (kept.state === "returned") return null;
      return target.personId === kept.ownerId ? `${kept.number} 本来就是${target.name}办，没改。` : null;
    },
    changes: (kept, { target, now }) => ({
      ...withDue(dueAfterReturn(kept, now)),
      ...(target ? { owner: target } : {}),
      own: { ...passed, passed_on: 0, returned_at: null },
    }),
    echo: ({ number }, { target }) => `${number} 改派给${target?.name ?? ""}了。`,
    echoInGroup: ({ number }) => `${number} 改派了。`,
    says: (kept, { moverCalled, now, words }) => [
      offer({ ...kept, dueAt: dueAfterReturn(kept, now) ?? kept.dueAt }, `${moverCalled}交您`, now, words),
      ...(kept.ownerName === "" ? [] : [toOwner(`${kept.number} 改派给别人了，您不用办了。`)]),
      ...(kept.state === "returned" ? [] : [toAsker(kept, "换了一位同志办。")]),
    ],
  },
  {
    word: "指定",
    aliases: ["insist"],
    summary: "退回来的还请他办",
    examples: ["指定 J38"],
    from: ["returned"],
    to: "working",
    by: ["assigner"],
    nothing,
    answersWaiting: true,
    changes: (kept, { now }) => ({
      ...withDue(dueAfterReturn(kept, now)),
      own: { is_final: 1, returned_at: null, signed_at: now },
    }),
    echo: (kept) => `${kept.number} 指定${kept.ownerName}办，不能再退。`,
    echoInGroup: ({ number }) => `${number} 指定了。`,
    says: (kept, { mover, words, now }) => [
      toOwner(
        `${mover}指定您办 ${kept.number}${words && `：${words}`}，${before(dueAfterReturn(kept, now) ?? kept.dueAt ?? now, now)}。办好了回“办好了 ${kept.number}”。`,
      ),
    ],
  },
  {
    word: "同意",
    aliases: ["agree"],
    summary: "同意延期或转办",
    examples: ["同意 J40"],
    from: ["working"],
    to: (kept) => (factsOf(kept).request?.word === "转办" ? "offered" : "working"),
    by: ["assigner"],
    nothing,
    answersWaiting: true,
    awaits: (kept) => factsOf(kept).request !== null,
    targetOf: (kept) => factsOf(kept).request?.personId ?? null,
    refuses(kept, { target }) {
      const { request } = factsOf(kept);
      if (!request) return `${kept.number} 没有等您同意的。`;
      return request.word === "转办" && !target?.placeId
        ? `${target?.name ?? "那位同志"}不在您管的地方，交不了。回“不同意 原因”或“改派 ${kept.number} 人”。`
        : null;
    },
    changes(kept, { target }) {
      const { request, extensions } = factsOf(kept);
      if (request?.word === "延期" && request.until !== null)
        return { dueAt: request.until, own: { ...noRequest, extensions: extensions + 1 } };
      return target ? { owner: target, own: passed, involves: { stake: "helper", who: "former owner" } } : {};
    },
    echo(kept, { now, target }) {
      const { request } = factsOf(kept);
      return request?.word === "转办"
        ? `${kept.number} 同意转给${target?.name ?? ""}。`
        : `${kept.number} 同意延到${formatDay(request?.until ?? now, now)}。`;
    },
    echoInGroup: ({ number }) => `${number} 同意了。`,
    says(kept, { now, mover, moverCalled, target, words }) {
      const { request } = factsOf(kept);
      if (request?.word === "转办")
        return [
          offer(kept, `${moverCalled}交您`, now),
          toOwner(`${mover}同意 ${kept.number} 转给${target?.name ?? ""}。`),
          toAsker(kept, `现在由${target?.name ?? "别的同志"}办。`),
        ];
      const until = request?.until ?? now;
      return [
        toOwner(`${mover}同意 ${kept.number} 延到${before(until, now)}。${words}`),
        toAsker(
          kept,
          `要晚些，${formatDay(until, now)}前有答复${kept.lastNotes.延期 ? `：${kept.lastNotes.延期}` : ""}。`,
        ),
      ];
    },
  },
  {
    word: "不同意",
    aliases: ["disagree"],
    summary: "不同意延期或转办，说明原因",
    examples: ["不同意 J40 汛期前要修好"],
    from: ["working"],
    to: "working",
    by: ["assigner"],
    needs: reason("为什么不同意？"),
    nothing,
    answersWaiting: true,
    awaits: (kept) => factsOf(kept).request !== null,
    refuses: (kept) => (factsOf(kept).request ? null : `${kept.number} 没有等您同意的。`),
    changes: () => ({ own: noRequest }),
    echo: (kept) => `${kept.number} 不同意${factsOf(kept).request?.word ?? ""}，告诉${kept.ownerName}了。`,
    echoInGroup: ({ number }) => `${number} 不同意。`,
    says: (kept, { mover, words, now }) => [
      toOwner(
        `${mover}不同意 ${kept.number} ${factsOf(kept).request?.word ?? ""}：${words}。${kept.dueAt === null ? "" : `期限还是${before(kept.dueAt, now)}。`}`,
      ),
    ],
  },
  {
    word: "撤回",
    aliases: ["withdraw"],
    // neither 不办行不行 nor 别办砸了
    leads: /^(?!.*(?:[吗么?？]|行不行)\s*$)(?:不用|不要|不|别)再?办了?[吧啊]?(?=$|[\s,，。:：;；!！])/u,
    summary: "这件不办了，说明原因",
    examples: ["撤回 J38 和 J36 是一件事"],
    from: ["offered", "working", "returned", "checking"],
    to: "void",
    by: ["assigner"],
    needs: reason("为什么撤回？"),
    nothing,
    originBecomes: () => "open",
    changes: (_, { now }) => ({ own: { ...noRequest, closed_at: now } }),
    echo: ({ number }) => `${number} 撤回了，告诉大家了。`,
    echoInGroup: ({ number }) => `${number} 撤回了。`,
    says: (kept, { mover, words }) => [
      toOwner(`${mover}撤回了 ${kept.number}：${words}。不用办了。`),
      { to: "helper", text: `${mover}撤回了 ${kept.number}：${words}。` },
      toAsker(kept, `先不这样办了：${words}。`),
    ],
  },
  {
    word: "催",
    aliases: ["催办", "nudge"],
    leads: /^(?:再|请|麻烦|帮我|帮忙|你)*催(?:一?催|一下|办|促)?(?:一下)?(?:他们?|她)?(?=[\s,，。.!！吧啊呀哈]|$)/u,
    summary: "催一催，三个工作日一次",
    examples: ["催 J38"],
    from: ["offered", "working"],
    to: ({ state }) => state as State,
    by: ["assigner"],
    nothing,
    answersWaiting: true,
    refuses(kept, { now, calendar }) {
      const { nudgedAt } = factsOf(kept);
      const days = nudgedAt === null ? fixedTerms.decideDays : workdaysSince(nudgedAt, now, calendar);
      return nudgedAt === null || days >= fixedTerms.decideDays
        ? null
        : `${kept.number} 上次催是${formatDay(nudgedAt, now)}，不多催。`;
    },
    changes: (_, { now }) => ({ own: { nudged_at: now } }),
    echo: (kept) => `${kept.number} 催了${kept.ownerName}。`,
    echoInGroup: ({ number }) => `${number} 催了。`,
    says: (kept, { mover, words, now }) => [
      toOwner(
        `${mover}问 ${kept.number} 办得怎么样了：${gistOf(kept)}${kept.dueAt === null ? "" : `，${before(kept.dueAt, now)}`}。${words}`,
        ["办好了"],
      ),
    ],
  },
];
