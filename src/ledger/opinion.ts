import { type Accusation, accusation } from "../chinese/privacy/complaint.ts";
import { type Calendar, formatDateTime, newYearNote } from "../chinese/time/index.ts";
import { answeredWithin } from "./answer-clock.ts";
import { endOfWorkday } from "./assignment-days.ts";
import { defineKind, type Kept } from "./kind.ts";
import type { How } from "./lifecycle.ts";
import { passingMoves } from "./opinion-passing.ts";

const nothing = "没说是哪条意见。例：/答复 O31 路灯下周三来修";

/** Said to whoever waits for an answer. */
export const promised = `${answeredWithin}个工作日内答复`;
export const promisedFrom = (now: number, calendar: Calendar): string =>
  `${promised}${newYearNote(now, endOfWorkday(now, answeredWithin, calendar), calendar)}`;

/** The beginning of what is answered, where it may be said again: a group does not hear what is delicate. */
const about = ({ number, gist, sensitive }: Kept, inGroup: boolean): string =>
  inGroup && sensitive ? number : `“${gist}”（${number}）`;

/** Whoever brought it in words of somebody else passes the answer on. */
const whose = ({ onBehalfOf }: Kept): string => (onBehalfOf === "" ? "您说的" : `${onBehalfOf}说的`);
const passOn = ({ onBehalfOf }: Kept): string => (onBehalfOf === "" ? "" : "。请转告他");

/** `告诉群里了`, or when it will be told. */
const toldWords = ({ inGroup, heldUntil, now }: How): string => {
  const whom = inGroup ? "群里" : "本人";
  return heldUntil === null ? `告诉${whom}了` : `现在不打扰人，${formatDateTime(heldUntil, now)}告诉${whom}`;
};

/** 意见: something a villager said that wants an answer. */
export const opinion = defineKind({
  name: "opinion",
  letter: "O",
  word: "意见",
  photos: true,
  open: true,
  answered: true,
  namesLast: 365,
  answerToAll: (number, sentences, { isSensitive, inGroup }) => {
    const many = sentences > 1 ? `（${sentences}句）` : "";
    const clock = isSensitive ? "" : `，${promised}`;
    if (inGroup) return isSensitive ? "已收到，私下核实" : `收到 ${number}${many}`;
    return `${isSensitive ? `已收到，私下核实 ${number}` : `收到 ${number}`}${many}${clock}。说错了回“撤销”。`;
  },
  isSensitive: (words, category) => accusation(words, category) !== null,
  lifecycle: {
    starts: "open",
    states: {
      open: { word: "等答复", waits: true },
      passed: { word: "已转", waits: true, liesWith: "moved to" },
      handed: { word: "已交办", waits: true },
      answered: { word: "答复了" },
      adopted: { word: "采纳了" },
      closed: { word: "不另答复" },
      merged: { word: "并到一起办" },
    },
    notYours: (number) => `您管的地方没有 ${number}。发“/意见 列表”看看。`,
    moves: [
      {
        word: "答复",
        aliases: ["answer"],
        summary: "答复意见",
        examples: ["/答复 O31 路灯下周三来修"],
        from: ["open", "passed", "handed", "answered", "adopted"],
        to: ({ state }) => (state === "adopted" ? "adopted" : "answered"),
        by: ["cadre"],
        needs: { title: "答复的话", question: "怎么答复？" },
        nothing,
        onlyIfHeard: true,
        echo: ({ number }, { inGroup, heldUntil, now }) =>
          heldUntil === null
            ? `${number} 的答复发回${inGroup ? "群里" : "本人"}了。`
            : `${number} 的答复记下了。现在不打扰人，${formatDateTime(heldUntil, now)}发回${inGroup ? "群里" : "本人"}。`,
        echoInGroup: ({ number }) => `${number} 答复了。`,
        says: (kept, { inGroup, words }) => [
          {
            to: "where asked",
            text: inGroup
              ? `答复${kept.sensitive ? " " : ""}${about(kept, inGroup)}：${words}`
              : `${whose(kept)}${about(kept, inGroup)}有答复：${words}${passOn(kept)}`,
          },
        ],
      },
      {
        word: "采纳",
        aliases: ["adopt"],
        summary: "采纳意见",
        examples: ["/采纳 O31"],
        from: ["open", "passed", "handed", "answered"],
        to: "adopted",
        by: ["cadre"],
        nothing,
        echo: ({ number }, how) => `${number} 记作采纳，${toldWords(how)}。`,
        echoInGroup: ({ number }) => `${number} 采纳了。`,
        says: (kept, { inGroup, words }) => [
          {
            to: "where asked",
            text: `${inGroup ? "意见" : whose(kept)}${about(kept, inGroup)}采纳了${words ? `：${words}` : ""}${passOn(kept) || "。"}`,
          },
        ],
      },
      {
        word: "不用答复",
        aliases: ["close"],
        summary: "这条不另答复，说明原因",
        examples: ["/不用答复 O31 上月已经修好了"],
        from: ["open", "passed"],
        to: "closed",
        by: ["cadre"],
        needs: { title: "原因", question: "为什么不用答复？" },
        nothing,
        echo: ({ number }, how) => `${number} 不另答复，原因${toldWords(how)}。`,
        echoInGroup: ({ number }) => `${number} 不另答复。`,
        says: (kept, { inGroup, words }) => [
          {
            to: "where asked",
            text: `${inGroup ? "" : whose(kept)}${about(kept, inGroup)}不另答复：${words}${passOn(kept)}`,
          },
        ],
      },
      {
        word: "并入",
        aliases: ["merge"],
        summary: "和另一条是同一件事，并到那一条一起答复",
        examples: ["/并入 O31 O28"],
        from: ["open"],
        to: "merged",
        by: ["cadre"],
        needs: { title: "并到哪条", question: "并到哪一条？" },
        nothing,
        echo: ({ number }, how) => `${number} 并入 ${how.words}，答复 ${how.words} 时一起答复，${toldWords(how)}。`,
        echoInGroup: ({ number }) => `${number} 并到一起办了。`,
        says: (kept, { inGroup, words }) => [
          {
            to: "where asked",
            text: `${inGroup ? "" : whose(kept)}${about(kept, inGroup)}和别人说的 ${words} 是一件事，一起办，有了答复一起告诉您${passOn(kept) || "。"}`,
          },
        ],
      },
      ...passingMoves({ about, whose, promised }),
      {
        word: "不满意",
        aliases: ["unsolved"],
        summary: "答复了还没解决，再提一次",
        examples: ["不满意 O31 还没修"],
        from: ["answered", "adopted", "closed", "merged"],
        to: "open",
        by: ["asker"],
        nothing: "没说是哪条。发“查我的”看号，例：不满意 O31 还没修",
        echo: ({ number }) => `${number} 记下了不满意，重新等答复，告诉答复的人了。`,
        says: ({ number, gist }, { words }) => [
          {
            to: "who moved it last",
            text: `${number}“${gist}”答复以后本人不满意${words ? `：${words}` : "。"}`,
            actions: ["答复"],
          },
        ],
      },
    ],
  },
});

export type Opinion = {
  readonly category: string;
  readonly text: string;
  readonly sensitive: boolean;
  /** person ids of whom it accuses; null when it accuses nobody */
  readonly accused: readonly string[] | null;
};

/** What is written down of an opinion. One that accuses somebody is sealed, and looked into privately. */
export const opinionOf = (label: string | null | undefined, text: string, accuses: Accusation | null): Opinion => ({
  category: label ?? "意见",
  text,
  sensitive: accuses !== null,
  accused: accuses?.personIds ?? null,
});

/** The answer one-to-one. `where`: who sees it or where it stands, as a clause. */
export const receivedOpinion = (number: string, { sensitive }: Opinion, where: string): string =>
  `${sensitive ? `已收到，私下核实（${number}）` : `收到 ${number}，${where}`}。说错了回“撤销”。`;
