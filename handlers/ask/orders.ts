import type { Context } from "../../src/bot/context.ts";
import { newOrder, type Order } from "../../src/bot/order.ts";
import { holds } from "../../src/bot/permission.ts";
import { foldText } from "../../src/chinese/fold.ts";
import { readTime } from "../../src/chinese/time/index.ts";

/** 走访列表, 意见列表 石门: the list of a command that has one. */
const list = /^\s*(\p{Script=Han}{2,4})(?:列表|清单)(?:\s+(\S.{0,20}?))?[\s。？?]*$/u;

const never = "(?:先|以后|今后|往后)*(?:请|麻烦|你)?(?:别|不要|不用|甭|莫|不必|不想|不)再?";
const awhile = "(?:先|请)*(?:暂时|今天|明天|这几天|这两天|过几天|[本这下]周|最近|这段时间)(?:先|就|都|请|你)*";
const clock = "(?:早上|早晨|上午|中午|下午|晚上)?[\\d零一二三四五六七八九十半:点刻分]{1,7}(?:分|刻|钟)?";

/** What is said of digests, and how it is typed; what is to be known of it where nothing needs doing. */
const ofDigests: readonly {
  readonly said: RegExp;
  readonly means: (said: Record<string, string>) => Order | string;
}[] = [
  {
    said: /^(?:以后|今后|往后|把|请)*(?:我的|每天的?)?简报(?:时间)?(?:以后|今后|往后)*(?:改到|改成|改|定在|定到|设在|设成|挪到|调到|晚点|早点|推到)[,，\s]*(?<at>[^,，。]{2,12}?)(?:再?发)?(?:给[我俺])?(?:吧|了|就行)*$/u,
    means: ({ at = "" }) => newOrder("简报", `设置 ${at}`),
  },
  {
    said: new RegExp(
      `^(?:以后|今后|往后|请)*(?:我的|每天的?)?简报(?:以后|今后|往后|每天)*(?<at>${clock})(?:再)?(?:发|推|给)(?:给?[我俺])?(?:吧|了|就行)*$`,
      "u",
    ),
    means: ({ at = "" }) => newOrder("简报", `设置 ${at}`),
  },
  {
    said: /^(?=.*简报)(?=.*(?:周末|周[六日天]|星期[六日天]|节假日|放假|过节))(?=.*(?:(?<!特)别|不|甭|莫))[^,，。]{4,24}$/u,
    means: () => "简报只在工作日发，周末和放假本来就不发（调休上班的那天发）。哪天都不要就发“/简报 关”。",
  },
  {
    said: new RegExp(
      `^${awhile}${never}(?:给[我俺]?)?发?[我俺]?(?:每天的?)?(?:简报|周报)了?[吧啊]*$|^(?:简报|周报)${awhile}${never}(?:给[我俺])?(?:发|推|要|收)(?:给?[我俺])?了?[吧啊]*$|^(?:简报|周报)(?:先)?停(?:几|[一两三])天[吧啊]*$`,
      "u",
    ),
    means: () => "简报不能只停几天，还照常发。不要了发“/简报 关”，要恢复再发“/简报 设置 7:50”。",
  },
  {
    said: new RegExp(
      `^${never}(?:给|跟|往)?[我俺]?发?[我俺]?(?:每天的?|那个)?(?<which>简报|周报)(?:发?给?[我俺])?了?[吧啊]*$|^(?:每天的?|我的)?(?<whose>简报|周报)${never}(?:给[我俺])?(?:发|推|要|收)(?:给?[我俺])?了?[吧啊]*$`,
      "u",
    ),
    means: ({ which, whose }) => newOrder("简报", (which ?? whose) === "周报" ? "关 周报" : "关"),
  },
  {
    said: /^(?:(?:恢复|继续|接着|重新|还是)(?:给[我俺])?(?:发|开|收|要)?(?:我的|每天的?)?简报|简报(?:恢复|继续发|接着发|还是发|重新发|打开))(?:给我)?(?:了|吧)*$/u,
    means: () => newOrder("简报", "设置"),
  },
  {
    said: /^(?:把)?(?:今天的?|这个?)?简报(?:也)?(?:发|转|抄送?)(?:一份)?给(?![我俺]).{1,10}$/u,
    means: () => "没发：简报只给书记本人。要给别人看，您长按转发。",
  },
  {
    said: /^(?<day>[本这上]周)(?:全镇|镇里|镇上|村里|情况|工作|的)*(?:怎么样|咋样|如何|情况)(?:了|啊|呀)*$/u,
    means: ({ day = "" }) => newOrder("简报", day),
  },
  {
    said: /^(?:把)?(?<day>今[天日]|昨[天日]|前天|[本这上]周|\d{1,2}月\d{1,2}[日号])?的?简报(?:给[我俺])?(?:再)?(?:发|拿|调|给|看看|来)[^,，。]{0,6}$/u,
    means: ({ day = "" }) => newOrder("简报", day),
  },
  {
    said: /^(?:看看?|查看?|发|我要|要)?(?<day>今[天日]|昨[天日]|前天|[本这上]周|\d{1,2}月\d{1,2}[日号]?)的?(?:简报|周报)(?:再)?(?:[发来看]一?[遍次下份])?$/u,
    means: ({ day = "" }) => newOrder("简报", day),
  },
];

const mineOf =
  /^(?:看看?|查看?)?(?:(?:我|俺)(?:都有)?(?:有)?(?:哪些|什么|几个)?|所有|全部)的?(?<what>提醒|手记|走访|谈心)(?:有哪些|列表|呢)?$/u;

/** 请假到周五, 出差到周五, and what says neither from nor until when. */
const leave =
  /^(?:我)?(?:(?:今天|现在|马上)起?)?(?:要|想|得|先)?(?<what>请(?:个|一下)?假|休(?:息|假)?|出差|出门|外出(?:学习|开会)?|学习|培训)(?:一下)?(?:到|至)(?<until>[^,，。]{2,10})$/u;
const leaveUnclear =
  /^(?:我)?(?:要|想|得)?(?:从)?(?:[今明后]天|大后天|[下本这]?(?:个)?(?:周|星期|礼拜)[一二三四五六日天]?|下午|上午|明早|\d{1,2}[号日])?(?:我)?(?:开始|起)?(?:要|想|得)?(?:请(?:个)?(?:[一二两三四五几半\d]+天)?(?:的)?[事病年]?假|休(?:[一二两三四五几半\d]+天)?(?:[事病年]?假|息)?|出差|出趟差|外出学习|外出培训|休[一二两三四五几半\d]+天|不在家|不在单位|不在岗?|不在)(?:[一二两三四五几半\d]+天)?(?:了|啊|哈|一下)*$/u;
const leaveHow =
  "要我到时候先不打扰您，说到哪天为止，从说的那会儿算起。例：请假到周五。还没开始的，到那天再发；急事照样告诉您。";

/** 走访列表, 今天的简报发我, 请假到周五: a command in other words, or what there is to say of it. */
export function orderSaid(words: string, { commands, actor, message, calendar }: Context): Order | string | null {
  const said = plain(words);
  const has = (name: string): boolean => commands.some((one) => one.name === name);
  // what a villager says in these words is told to the village
  const works = holds(actor, "cadre");
  if (works && has("简报"))
    for (const one of ofDigests) {
      const found = one.said.exec(said);
      if (found) return one.means({ ...found.groups });
    }
  const mine = mineOf.exec(said)?.groups?.what;
  if (works && mine !== undefined && has(mine)) return newOrder(mine, "列表");
  const { until, what = "" } = leave.exec(said)?.groups ?? {};
  // 学习到很多, 出差到县里: no time is said
  const time = until && readTime(until, { sentAt: message.sentAt, use: "deadline", calendar }).kind;
  const isTime = what.includes("假") || time === "day" || time === "moment";
  if (works && has("请假") && until !== undefined && isTime) return newOrder("请假", `到${until}`);
  if (works && has("请假") && leaveUnclear.test(said)) return leaveHow;
  const [, name = "", more = ""] = list.exec(words) ?? [];
  const command = commands.find((one) => one.name === name || one.aliases.includes(name));
  const hasList = command?.forms?.some(({ word }) => word === "列表");
  return command && hasList ? newOrder(command.name, `列表 ${more}`.trim()) : null;
}

const apart = [...ofDigests.map(({ said }) => said), mineOf];

/** Whether it may be one, by its form, whatever else is asked. */
export function saysOrderBeside(words: string): boolean {
  const said = plain(words);
  return list.test(words) || apart.some((one) => one.test(said));
}

/** A day until when somebody is away may be the answer to a question: 请假到周五. */
export const saysOrder = (words: string): boolean =>
  saysOrderBeside(words) || leave.test(plain(words)) || leaveUnclear.test(plain(words));

const plain = (words: string): string =>
  foldText(words)
    .trim()
    .replace(/[。.?!\s]+$/u, "");
