import { formatDateTime } from "../chinese/time/index.ts";
import type { Kept } from "./kind.ts";
import type { Move, Saying } from "./lifecycle.ts";

/** What is said behind the office is for whoever gets it: `民政所：本周内去看`. */
const parts = (words: string): { readonly office: string; readonly note: string } => {
  const [office = "", ...note] = words.split("：");
  return { office, note: note.join("：") };
};

/** As it is said to whoever passes on: the office, and what is to be said to it. */
export const passedTo = (office: string, note: string): string => (note === "" ? office : `${office}：${note}`);

type Passing = {
  /** words of the opinion where they may be said again */
  readonly about: (kept: Kept, inGroup: boolean) => string;
  readonly whose: (kept: Kept) => string;
  readonly promised: string;
};

/** An opinion goes to whoever holds the duty, who answers it or gives it back. */
export const passingMoves = ({ about, whose, promised }: Passing): readonly Move<"open" | "passed">[] => [
  {
    word: "转",
    aliases: ["转给", "refer"],
    leads:
      /^(?:请|麻烦)?(?:批)?(?:转(?:给|到|交|去)(?!办)|批给|转(?=\p{Script=Han}{1,10}(?:所|站|局|中心|办|主任|书记|委员|干部|科|公司|队|院)(?:$|[\s,，。:：去办看处来])))/u,
    summary: "转给管这件事的人或所",
    examples: ["/转 O31 民政所"],
    from: ["open", "passed"],
    to: "passed",
    by: ["cadre"],
    needs: { title: "给谁", question: "转给谁？写所名、岗位或姓名，如：民政所" },
    nothing: "没说是哪条意见。例：/转 O31 民政所",
    onlyIfHeard: true,
    refuses: ({ number }, { target }) =>
      target?.isSelf ? `${number} 转给的就是您，请直接答复：/答复 ${number} …` : null,
    changes: (_, { target }) => (target ? { owner: { ...target, placeId: null } } : {}),
    echo({ number }, { words, target, heldUntil, now }) {
      const name = target?.name ?? "";
      const when = heldUntil === null ? `${name}会收到` : `现在不打扰人，${formatDateTime(heldUntil, now)}告诉${name}`;
      return `${number} 转${parts(words).office}了，${when}。退回来会告诉您。`;
    },
    echoInGroup: ({ number }) => `${number} 转走了。`,
    says(kept, { inGroup, words, moverCalled }) {
      const { office, note } = parts(words);
      const receiver: Saying = {
        to: "target",
        text: `${moverCalled}转给您 ${kept.number}“${kept.gist}”，${promised}。${note && `${note}。`}引用这条写上话就是答复；不归您管回“退回 ${kept.number} 原因”。`,
        actions: ["答复", "退回"],
      };
      // whom an accusation goes to is no group's business
      if (kept.sensitive && inGroup) return [receiver];
      const asker: Saying = {
        to: "where asked",
        text: `${inGroup ? "" : whose(kept)}${about(kept, inGroup)}已转${office}，${promised}。`,
        byTheWay: true,
      };
      return [receiver, asker];
    },
  },
  {
    word: "退回",
    aliases: ["return"],
    summary: "不归您管的事退回去，说明原因",
    examples: ["退回 O31 不归我管"],
    from: ["passed"],
    to: "open",
    by: ["owner"],
    needs: { title: "原因", question: "为什么退回？" },
    nothing: "没有等您办的这样一件。",
    answersWaiting: true,
    changes: () => ({ owner: null }),
    echo: ({ number }) => `${number} 退回了，告诉转给您的人了。`,
    echoInGroup: ({ number }) => `${number} 退回了。`,
    says: (kept, { mover, words }) => [
      {
        to: "who moved it last",
        text: `${mover}退回 ${kept.number}“${kept.gist}”：${words}。另转回“转 ${kept.number} 给谁”，自己答复引用这条写上话。`,
        actions: ["答复"],
      },
    ],
  },
];
