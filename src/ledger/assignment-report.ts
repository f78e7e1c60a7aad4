import { noRequest } from "./assignment-facts.ts";
import { nothing, open, responded, type State } from "./assignment-owner.ts";
import { asAsked, askedInGroup, gistOf } from "./assignment-words.ts";
import { soundsLikeDeed } from "./deed-figures.ts";
import type { Kept, Own } from "./kind.ts";
import type { How, Move, Saying } from "./lifecycle.ts";

const isHelper = ({ as }: How): boolean => !as.includes("owner");

const askChecking = (kept: Kept): Saying => ({
  to: "verifier",
  text: `${kept.number} 报办好了，等您核实：${gistOf(kept)}。好了回“核实”，没好回“不通过 原因”。${kept.origin?.whenDone ?? ""}`,
  actions: ["核实", "不通过"],
});

/** Reported: whoever asked is asked, once in a round. */
const reported = (kept: Kept, now: number): Own => ({
  reported_at: now,
  verified_at: null,
  asked_at: kept.involved.some(({ stake, isReachable }) => stake === "asker" && isReachable) ? now : null,
});

/** What is reported of a matter: how it was done, why it cannot be, how far it has come. */
export const reportingMoves: readonly Move<State>[] = [
  {
    word: "办好了",
    forAskers: true,
    aliases: [],
    summary: "交给您的事办好了，说说怎么办的",
    examples: ["办好了 J38 换了两盏灯"],
    from: open,
    to: ({ state }, how) => (isHelper(how) ? (state as State) : "checking"),
    by: ["owner", "helper"],
    nothing,
    answersWaiting: true,
    originBecomes: (_, how) => (isHelper(how) ? null : "answered"),
    changes: (kept, how) =>
      isHelper(how)
        ? {}
        : { own: { ...responded(kept, how), ...noRequest, ...reported(kept, how.now), outcome: "solved" } },
    echo: (kept, how) =>
      isHelper(how)
        ? `${kept.number} 记作进展，告诉责任人了。`
        : `${kept.number} 记作办好了，等核实。${kept.involved.some(({ stake }) => stake === "asker") ? "也问了提出的人。" : ""}${soundsLikeDeed(how.words) ? `像件实事，记上回“/实事 ${kept.number}”。` : ""}${kept.origin?.whenDone ?? ""}`,
    echoInGroup: ({ number }) => `${number} 报办好了。`,
    says(kept, how) {
      const { mover, words } = how;
      const done = `办好了${words && `：${words}`}`;
      if (isHelper(how)) return [{ to: "owner", text: `${kept.number} 协办的${mover}说${done}` }];
      return [
        {
          to: "asker",
          text: `${asAsked(kept, "您反映的")}${done}。满意回“满意”，没办好回“不满意 原因”。`,
          inGroup: `${askedInGroup(kept)} ${done}。满意的请提出的人引用这条回“满意”，没办好回“不满意 原因”。`,
          actions: ["满意", "不满意"],
        },
        askChecking(kept),
      ];
    },
  },
  {
    word: "办不了",
    forAskers: true,
    aliases: ["cannot"],
    summary: "交给您的事办不了，说明原因",
    examples: ["办不了 J38 产权在供电所"],
    from: open,
    to: "checking",
    by: ["owner"],
    needs: { title: "原因", question: "为什么办不了？" },
    nothing,
    answersWaiting: true,
    originBecomes: () => "answered",
    changes: (kept, how) => ({
      own: { ...responded(kept, how), ...noRequest, ...reported(kept, how.now), outcome: "explained" },
    }),
    echo: ({ number }) => `${number} 记作办不了，原因告诉提出和核实的人了。`,
    echoInGroup: ({ number }) => `${number} 有说明了。`,
    says: (kept, { mover, words }) => [
      {
        to: "asker",
        text: `${askedInGroup(kept)} 答复：${words}（这次办不了的原因）。有不同看法回“不满意 原因”。`,
        inGroup: `${askedInGroup(kept)} 答复：${words}（这次办不了的原因）。有不同看法请提出的人引用这条回“不满意 原因”。`,
        actions: ["不满意"],
      },
      {
        to: "verifier",
        text: `${mover}说 ${kept.number} 办不了：${words}。同意这个说明回“核实”，还要办回“不通过 原因”。`,
        actions: ["核实", "不通过"],
      },
    ],
  },
  {
    word: "进展",
    forAskers: true,
    aliases: ["progress"],
    summary: "记一句办到哪一步了（不要求）",
    examples: ["进展 J38 配件到了"],
    from: ["offered", "working", "returned", "checking"],
    to: ({ state }) => state as State,
    by: ["owner", "helper"],
    needs: { title: "进展", question: "到哪一步了？" },
    nothing,
    answersWaiting: true,
    echo: ({ number }) => `${number} 的进展记下了。`,
    echoInGroup: ({ number }) => `${number} 有进展。`,
    says: (kept, how) =>
      isHelper(how) ? [{ to: "owner", text: `${kept.number} 协办的${how.mover}说：${how.words}` }] : [],
  },
];
