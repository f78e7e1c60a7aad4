import { defineKind } from "./kind.ts";

const nothing = "没说是哪件急事。例：误报 U3";

/** Until when nobody has answered, the next are called: minutes after the call. */
export const callAgainAfter = [10, 30] as const;

/** 急事: somebody is in danger, and people are called until one of them says 收到. */
export const urgent = defineKind({
  name: "urgent",
  letter: "U",
  word: "急事",
  sealed: true,
  namesLast: 365,
  takenBack: (number) => `${number} 撤回了，说的人自己撤的。没弄清以前，请打个电话问一声。`,
  lifecycle: {
    starts: "calling",
    states: {
      calling: { word: "正在叫人", waits: true },
      heard: { word: "有人收到了", waits: true },
      over: { word: "办好了" },
      mistaken: { word: "是误报" },
    },
    notYours: (number) => `您管的地方没有急事 ${number}。`,
    moves: [
      {
        word: "收到",
        aliases: ["received"],
        summary: "急事收到了，去处理",
        examples: ["收到 U3"],
        from: ["calling", "heard"],
        to: "heard",
        by: ["cadre", "helper"],
        nothing,
        changes: () => ({ nextAt: null }),
        echo: ({ number }) => `告诉报急事的人了（${number}）。有话回这条，我转给他；办完回“办好了 ${number}”。`,
        echoInGroup: ({ number }) => `${number} 有人收到了。`,
        says: ({ number }, { mover, words, inGroup }) => [
          {
            to: "where asked",
            text: inGroup ? `${number} 有人收到了：${mover}。` : `${mover}收到了（${number}）${words && `：${words}`}`,
            atOnce: true,
          },
        ],
      },
      {
        word: "误报",
        aliases: ["mistaken"],
        summary: "刚才报的急事不是真的",
        examples: ["误报", "误报 U3"],
        from: ["calling", "heard"],
        to: "mistaken",
        by: ["author"],
        nothing: "现在没有您报的急事。",
        changes: () => ({ nextAt: null }),
        echo: ({ number }) => `好，${number} 记作误报。`,
      },
      {
        word: "办好了",
        aliases: [],
        summary: "急事办完了",
        examples: ["办好了 U3"],
        from: ["calling", "heard"],
        to: "over",
        by: ["cadre"],
        nothing,
        changes: () => ({ nextAt: null }),
        echo: ({ number }) => `${number} 记作办好了。`,
        says: ({ number }, { mover, words }) => [
          { to: "where asked", text: `急事 ${number} 办好了，${mover}说的${words && `：${words}`}。`, atOnce: true },
        ],
      },
    ],
  },
});
