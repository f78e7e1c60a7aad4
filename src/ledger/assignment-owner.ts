import { formatDay } from "../chinese/time/index.ts";
import { dayLength, lateFrom, workdaysSince } from "./assignment-days.ts";
import { factsOf, isOverdue, noRequest } from "./assignment-facts.ts";
import { fixedTerms } from "./assignment-terms.ts";
import { asAsked, askedInGroup, before, handedDown, isHandedOn, matter } from "./assignment-words.ts";
import type { Kept, Own } from "./kind.ts";
import type { How, Move, Saying } from "./lifecycle.ts";

/** `held`: written down, and told to nobody yet. */
export type State = "held" | "offered" | "working" | "returned" | "checking" | "closed" | "void";

export const nothing = "没有等您办的这样一件。发“/交办 列表”看看。";
export const open = ["offered", "working"] as const;

/** Whatever the owner does shows that it arrived. */
export const responded = (kept: Kept, { now }: How): Own => {
  const { signedAt, respondedAt } = factsOf(kept);
  return {
    ...(respondedAt === null ? { responded_at: now } : {}),
    ...(signedAt === null ? { signed_at: now } : {}),
  };
};

const refusesPassing = ({ target }: How): string | null =>
  target === null ? "转给谁？说姓名。" : target.isSelf ? "现在就是您在办。" : null;

const aDay = "[下这本明后周月年国春元端中腊正]|星期|礼拜|[\\d一二两三四五六七八九十]";
/** 延到, 推迟到, 宽限几天, and 要到 in front of a day: how an owner asks for more time. */
const moreTime = new RegExp(
  [
    "^(?:我们?|能不能|可不可以|能否|可以|请|麻烦|想|要|得|需要|申请|再|往后){0,4}(?:延期|推迟|展期|宽限|顺延|延后|缓|延|推|拖)一?下?[到至]",
    "^(?:申请|想|要)?(?:延期|推迟)(?=[\\s,，]|$)",
    "^(?:能不能|可不可以|能否|可以|请|麻烦|想|要|得){0,3}(?:晚|缓|宽限|多给|再给|延|推|拖)我?(?:几天|些天|些日子|一阵)",
    `^(?:估计|可能|最快|最早|大概|怕是|恐怕)?(?:得|要|需要?)到(?=${aDay})`,
  ].join("|"),
  "u",
);

/** What the owner says of a matter, and whoever helps. */
export const ownerMoves: readonly Move<State>[] = [
  {
    word: "签收",
    aliases: ["收下", "accept"],
    leads: /^我?(?:都|已经?|全)?(?:收到|签收|收下)了?(?=[\s,，。.!！]|$)/u,
    summary: "签收交给您的事",
    examples: ["签收 J38", "签收 全部"],
    from: ["offered"],
    to: "working",
    by: ["owner"],
    nothing,
    answersWaiting: true,
    takesAll: true,
    changes: (kept, how) => ({ own: responded(kept, how) }),
    echo: (kept, { now }) => `签收了 ${matter(kept, now)}办好了回“办好了 ${kept.number}”。`,
    echoInGroup: ({ number }) => `${number} 签收了。`,
  },
  {
    word: "退回",
    aliases: ["return"],
    summary: "不归您管的事退回去，说明原因",
    examples: ["退回 J38 不归我管"],
    from: open,
    to: "returned",
    by: ["owner"],
    needs: { title: "原因", question: "为什么退回？" },
    nothing,
    answersWaiting: true,
    refuses(kept, { now, calendar }) {
      const { isFinal, signedAt } = factsOf(kept);
      if (isFinal) return `${kept.number} 是指定您办的，不能再退。办不了回“办不了 ${kept.number} 原因”。`;
      const isLate = signedAt !== null && workdaysSince(signedAt, now, calendar) > factsOf(kept).terms.returnDays;
      return isLate ? `签收${factsOf(kept).terms.returnDays}天后不能退，办不了回“办不了 ${kept.number} 原因”。` : null;
    },
    changes: (kept, how) => ({ own: { ...responded(kept, how), ...noRequest, returned_at: how.now } }),
    echo: ({ number }) => `${number} 退回了，告诉交办的人了。`,
    echoInGroup: ({ number }) => `${number} 退回了。`,
    says: (kept, { mover, words }) => [
      {
        to: "assigner",
        text: `${mover}退回 ${kept.number}：${words}。改派回“改派 ${kept.number} 人”；还请他办回“指定”；不办了回“撤回 原因”。`,
        actions: ["指定"],
      },
    ],
  },
  {
    word: "转办",
    aliases: ["pass"],
    summary: "转给您管的人办",
    examples: ["转办 J38 何敏 归她管"],
    from: open,
    to: (_, { target }) => (target?.placeId ? "offered" : "working"),
    by: ["owner"],
    needs: "person",
    nothing,
    answersWaiting: true,
    refuses(kept, how) {
      const { request, wasPassedOn } = factsOf(kept);
      const { target, words } = how;
      if (wasPassedOn) return `${kept.number} 已经转过一次，不能再转。退给交办的人：退回 ${kept.number} 原因`;
      if (request) return `${kept.number} 已经在等交办的人答复${request.word}。`;
      return (
        refusesPassing(how) ??
        (target?.placeId === null && words === ""
          ? `转给${target.name}要交办的人同意，请写原因：转办 ${kept.number} ${target.name} 原因`
          : null)
      );
    },
    changes(kept, how) {
      const { target, now } = how;
      if (!target) return {};
      if (target.placeId === null)
        return {
          own: { ...responded(kept, how), request: "转办", request_at: now, request_person_id: target.personId },
        };
      return {
        owner: target,
        own: { ...passed, responded_at: now },
        involves: { stake: "helper", who: "former owner" },
      };
    },
    echo: ({ number }, { target }) =>
      target?.placeId
        ? `${number} 转给${target.name}了，您列为协办。`
        : `${number} 想转给${target?.name ?? ""}，在等交办的人同意。`,
    echoInGroup: ({ number }) => `${number} 转办。`,
    says: (kept, { target, mover, moverCalled, words, now }) =>
      target?.placeId
        ? [
            offer(kept, `${moverCalled}转给您`, now, words),
            { to: "assigner", text: `${mover}把 ${kept.number} 转给${target.name}办了。` },
            {
              to: "asker",
              text: `${asAsked(kept)}现在由${target.name}办。`,
              inGroup: `${askedInGroup(kept)} 现在由${target.name}办。`,
            },
          ]
        : [
            {
              to: "assigner",
              text: `${mover}想把 ${kept.number} 转给${target?.name ?? ""}：${words}。回“同意”或“不同意 原因”。`,
              actions: ["同意", "不同意"],
            },
          ],
  },
  {
    word: "延期",
    aliases: ["postpone"],
    leads: moreTime,
    summary: "办不完，申请延到哪天",
    examples: ["延期 J38 到12月9日 等配件"],
    from: open,
    to: "working",
    by: ["owner"],
    needs: "time",
    needsReason: true,
    nothing,
    answersWaiting: true,
    refuses(kept, { now, until, calendar }) {
      const { request, extensions } = factsOf(kept);
      const { number, dueAt } = kept;
      if (request) return `${number} 已经在等交办的人答复${request.word}。`;
      if (extensions >= factsOf(kept).terms.extensions)
        return `${number} 已经延过${extensions}次，不能再延。办不了回“办不了 ${number} 原因”。`;
      if (dueAt === null || until === null) return `${number} 延到哪天？例：延期 ${number} 到12月9日 等配件`;
      if (isOverdue(kept, now, calendar) || now > lateFrom(dueAt, calendar))
        return `${number} 已经过期，不能再延，请找交办的人说。`;
      if (until <= dueAt) return `${number} 现在的期限就是${before(dueAt, now)}，要延请说更晚的一天。`;
      if (until - dueAt > fixedTerms.extensionDays * dayLength)
        return `一次最多延${fixedTerms.extensionDays}天，${number} 最晚到${formatDay(dueAt + fixedTerms.extensionDays * dayLength, now)}。`;
      return null;
    },
    changes: (kept, how) => ({
      own: { ...responded(kept, how), request: "延期", request_at: how.now, request_due_at: how.until },
    }),
    echo: ({ number }, { until, now }) =>
      `${number} 想延到${formatDay(until ?? now, now)}，在等交办的人同意，期间不算超期。`,
    echoInGroup: ({ number }) => `${number} 申请延期。`,
    says: (kept, { mover, until, words, now }) => [
      {
        to: "assigner",
        text: `${mover}想把 ${kept.number} 延到${formatDay(until ?? now, now)}：${words}。回“同意”或“不同意 原因”。`,
        actions: ["同意", "不同意"],
      },
    ],
  },
  {
    word: "协办",
    aliases: ["helper"],
    summary: "请人协办",
    examples: ["协办 J38 何敏"],
    from: open,
    to: ({ state }) => state as State,
    by: ["owner", "assigner"],
    needs: "person",
    nothing,
    answersWaiting: true,
    refuses(kept, { target }) {
      if (target === null) return "请谁协办？说姓名。";
      if (kept.involved.some(({ stake, personId }) => stake === "helper" && personId === target.personId))
        return `${target.name}已经在协办 ${kept.number} 了。`;
      const helpers = kept.involved.filter(({ stake }) => stake === "helper").length;
      return helpers >= 5 ? `${kept.number} 已经有5位协办，再多就没人办了。` : null;
    },
    changes: (_, { target }) => (target ? { involves: { stake: "helper", who: "target" } } : {}),
    echo: ({ number }, { target }) => `${number} 请${target?.name ?? ""}协办，告诉他了。`,
    echoInGroup: ({ number }) => `${number} 加了协办。`,
    says: (kept, { mover, now }) => [
      { to: "target", text: `${mover}请您协办 ${matter(kept, now)}有进展回“进展 ${kept.number} …”。` },
    ],
  },
];

/** A new owner begins anew, the deadline stays. */
export const passed: Own = { ...noRequest, signed_at: null, responded_at: null, passed_on: 1, is_final: 0 };

const cameFrom = ({ origin }: Kept): string =>
  origin === null
    ? ""
    : isHandedOn(origin)
      ? handedDown(origin.number, origin.town)
      : (origin.comesFrom ?? `村民反映的（${origin.number}）。`);

/** What a new owner hears. */
export const offer = (kept: Kept, who: string, now: number, why = ""): Saying => ({
  to: "target",
  text: `${who} ${matter(kept, now)}${why && `${why}。`}${cameFrom(kept)}回“签收”；不归您管回“退回 原因”。`,
  actions: ["签收", "退回"],
});
