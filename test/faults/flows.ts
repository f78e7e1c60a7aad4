import { commands } from "../../handlers/index.ts";
import type { ChatAddress, Message } from "../../src/bot/message.ts";
import { direct, group } from "../world.ts";

/** What happens to the bot from outside; each step is done again until it is through, as a platform or a clock does. */
export type Outside = {
  says(who: string, text: string, where?: ChatAddress, more?: Partial<Message>): Promise<void>;
  /** takes back what was said last */
  recalls(): Promise<void>;
  /** the clock moves, and what is due runs */
  passes(until: string): Promise<void>;
  /** the machine is asleep until then, and what is due runs when it wakes */
  sleeps(until: string): Promise<void>;
  /** the lines of a roster by the command line, whose process is killed after so many transactions */
  imports(roster: readonly string[], transactions: number): Promise<void>;
};

export type Flow = {
  readonly name: string;
  /** what was before, undisturbed */
  readonly given?: (outside: Outside) => Promise<void>;
  readonly steps: (outside: Outside) => Promise<void>;
  /** who cannot be written to one-to-one */
  readonly refuses?: string;
};

/** Said by the town's secretary, one-to-one where it may be said so. */
const shown = commands.map(({ examples: [example], where }) => ({
  example,
  chat: where.includes("direct") ? direct("sun") : group("office"),
}));

/** Saturday 10:00 is when each begins. */
export const flows: readonly Flow[] = [
  {
    name: "an opinion in a group, and its joined acknowledgement",
    async steps({ says, passes }) {
      await says("li", "意见：三社路灯不亮", group("village"));
      await says("xiuying", "意见：一社的也不亮", group("village"));
      await passes("2026-11-21T10:01+08:00");
    },
  },
  {
    name: "an opinion in several short messages, answered once",
    async steps({ says, passes }) {
      await says("li", "俺家");
      await says("li", "屋后头那个沟堵了");
      await passes("2026-11-21T10:02+08:00");
    },
  },
  {
    name: "ordinary talk in a group",
    steps: ({ says }) => says("li", "今天天气好", group("village")),
  },
  {
    name: "a talk with a photo that cannot be fetched, and one that came just before",
    async steps({ says, passes }) {
      await says("zhou", "[图片]", direct("zhou"), { pictures: [{ at: "lamp" }] });
      await says("zhou", "/谈心 东卧牛 赫书记 路灯[图片]", direct("zhou"), { pictures: [{ at: "pole" }] });
      await passes("2026-11-21T10:02+08:00");
    },
  },
  {
    name: "a talk that two wrote down, joined and parted",
    async steps({ says }) {
      await says("zhou", "/谈心 东卧牛 赫书记 低保");
      await says("wang", "/谈心 东卧牛 赫书记 低保和路灯");
      await says("wang", "1");
      await says("wang", "撤销");
    },
  },
  {
    name: "a talk with a promise, whose reminder becomes due",
    async steps({ says, passes }) {
      await says("zhou", "/谈心 东卧牛 赫书记 低保、路灯 承诺：11月23日9点前修好路灯");
      await passes("2026-11-23T09:01+08:00");
    },
  },
  {
    name: "a sensitive visit, answered in the response",
    steps: ({ says }) => says("wang", "/走访 三社李大山 屋顶漏 类别：困难户", direct("wang"), { answers: "response" }),
  },
  {
    name: "a list that is pasted, put right, and handed over",
    async steps({ says }) {
      await says("wang", "帮助");
      await says(
        "sun",
        "/交办 清单 来源：述职评议 期限：3月31日前\n王主任\t三社路灯修好\n谁也不是\t公示栏更新\n周明\t台账补齐",
      );
      await says("sun", "第2行 周明");
      await says("sun", "交办");
      await says("sun", "交办");
    },
  },
  {
    name: "a question, its answer, and the answer to that",
    async steps({ says }) {
      await says("wang", "谈心 王秀英 想修水渠");
      await says("wang", "①");
      await says("wang", "跳过");
    },
  },
  {
    name: "a question that nobody answers",
    async steps({ says, passes }) {
      await says("stranger", "村里的桥坏了");
      await passes("2026-11-21T10:20+08:00");
    },
  },
  {
    name: "taken back by a word",
    given: ({ says }) => says("zhou", "/谈心 东卧牛 赫书记 低保 承诺：12月4日前修好路灯"),
    steps: ({ says }) => says("zhou", "撤销"),
  },
  {
    name: "a message recalled",
    given: ({ says }) => says("li", "意见：三社路灯不亮", group("village"), { platformId: "p1" }),
    steps: ({ recalls }) => recalls(),
  },
  {
    name: "an opinion answered, and the villager told",
    given: ({ says }) => says("li", "三社路灯不亮"),
    async steps({ says, passes }) {
      await says("wang", "/答复 O1 明天就修");
      await passes("2026-11-21T10:05+08:00");
    },
  },
  {
    name: "a consultation, heard, counted, closed and decided",
    async given({ says }) {
      await says("wang", "/征求 村口装监控，同意不同意？ 截止：今天18:00", group("village"));
      await says("xiuying", "匿名 C1 不同意");
    },
    async steps({ says, passes }) {
      await says("li", "同意", group("village"));
      await passes("2026-11-21T11:31+08:00");
      await says("li", "我改主意了，反对", group("village"));
      await passes("2026-11-21T18:02+08:00");
      await says("wang", "/征求 结果 C1 决定：先装村口两个", group("village"));
    },
  },
  {
    name: "a consultation opened, and an answer to it without a name",
    async steps({ says }) {
      await says("zhou", "/征求 村口装监控，同意不同意？ 截止：今天18:00 群：东卧牛村民群");
      await says("xiuying", "匿名 C1 不同意");
      await says("xiuying", "匿名 C1 同意");
    },
  },
  {
    name: "a ballot filled, cast and counted, and its key gone",
    async given({ says }) {
      await says("sun", "/评议 新建 满意度 东卧牛村 群众：开放 截止：今天18:00 监票：周明、王建国");
      await says("sun", "/评议 开始 A1");
      await says("sun", "开始");
      await says("li", "投票");
    },
    async steps({ says, passes }) {
      await says("li", "1");
      await says("li", "投");
      await passes("2026-11-21T18:05+08:00");
    },
  },
  {
    name: "a reminder that recurs, is put off and done with",
    given: ({ says }) => says("wang", "/提醒 每天10:30 开喇叭"),
    async steps({ says, passes }) {
      await passes("2026-11-21T10:31+08:00");
      await says("wang", "推迟1小时");
      await passes("2026-11-22T10:31+08:00");
      await says("wang", "办好了");
    },
  },
  {
    name: "the morning digest",
    given: ({ says }) => says("li", "三社路灯不亮"),
    steps: ({ passes }) => passes("2026-11-23T08:25+08:00"),
  },
  {
    name: "the report of a week",
    async given({ says }) {
      await says("sun", "/简报 设置 周一9:00");
      await says("li", "三社路灯不亮");
    },
    steps: ({ passes }) => passes("2026-11-23T09:05+08:00"),
  },
  {
    name: "the morning digest of somebody who cannot be written to, which goes to the cadres' group",
    given: ({ says }) => says("li", "三社路灯不亮"),
    steps: ({ passes }) => passes("2026-11-23T08:25+08:00"),
    refuses: "sun",
  },
  {
    name: "a code, and an account claimed by it",
    async steps({ says }) {
      await says("sun", "/发码 王建国");
      await says("new", "/认领 ABCD-EFGH-JKMN");
      await says("li", "退订");
      await says("li", "订阅");
    },
  },
  {
    name: "every command as its help shows it",
    async steps({ says }) {
      for (const { example, chat } of shown) await says("sun", example, chat);
    },
  },
  {
    name: "the nightly sweep",
    given: ({ says }) => says("li", "三社路灯不亮"),
    steps: ({ sleeps }) => sleeps("2026-12-28T03:18+08:00"),
  },
  {
    name: "a meeting from its list over question and answer to what each hears alone",
    async given({ says }) {
      await says("wang", "帮助");
      await says("sun", "/述职 新建 述职评议会 11月21日14点");
      await says("sun", "/述职 名单 H1\n东卧牛村 王建国");
      await says("sun", "确定");
      await says("sun", "/述职 代表 H1 李大山");
      await says("sun", "/述职 本群 H1", group("office"));
    },
    async steps({ says, passes }) {
      await says("sun", "开始");
      await says("sun", "下一位");
      await says("li", "发问 王建国 账几时公开");
      await passes("2026-11-21T10:08+08:00");
      await says("sun", "问 1");
      await says("sun", "答 1 下月；承诺：每季度公示；期限：3月31日前");
      await says("sun", "点评 王建国 有办法；问题：台账没建");
      await says("sun", "散会");
      await says("sun", "/述职 反馈 H1");
      await says("sun", "反馈");
    },
  },
  {
    name: "a motion of a section over its publication to the end of objections, and who has not met this quarter",
    async given({ says }) {
      await says("zhou", "帮助");
      await says("wang", "/议题 新建 修三社机耕路 模板：小组事 地点：三社");
    },
    async steps({ says, passes }) {
      await says("wang", "M1 小组会 11月20日 户30/25 同意22 反对3");
      await says("wang", "M1 公布");
      await says("wang", "发");
      await says("zhou", "同意");
      await says("wang", "M1 已上墙");
      await says("li", "异议 M1 路太窄");
      await says("wang", "/答复 O1 加宽半米");
      await passes("2026-11-30T18:01+08:00");
      await passes("2026-12-02T09:11+08:00");
    },
  },
  ...(
    [
      ["written, and taken back", 2],
      ["handed on, and gone on with", 3],
    ] as const
  ).map(
    ([how, transactions]): Flow => ({
      name: `a roster whose process was killed while it was ${how}`,
      async given({ says, imports }) {
        await says("wang", "/提醒 每周一早8点 交表");
        await says("sun", "/撤岗 王建国 东卧牛村");
        await imports(["钱新,干部,东卧牛村,村委会主任", "李新,村民,西卧牛村,"], transactions);
      },
      steps: ({ passes }) => passes("2026-11-21T10:03+08:00"),
    }),
  ),
];
