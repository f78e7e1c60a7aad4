import type { CommandName } from "./command-name.ts";

const talk = ["问题", "承诺", "下次", "话题", "时间", "地点"];
const visit = ["类别", "问题", "时间", "同"];
const consult = ["选项", "截止"];
const assign = ["期限"];

const command = (name: string, aliases = "", labels: readonly string[] = []): CommandName => ({
  name,
  aliases: aliases.split(" ").flatMap((word) => (word ? [{ word }] : [])),
  labels,
});

/** Every command of the product, whether or not this version of the bot can do it. */
export const contractCommands: readonly CommandName[] = [
  command("谈心", "谈 谈话 talk", talk),
  command("走访", "入户 visit", visit),
  command("接访", "", visit),
  command("现场", "", visit),
  command("调研", "", visit),
  command("宣讲", "", visit),
  command("民情", "people"),
  command("政策笔记", "policy"),
  command("手记", "journal"),
  command("覆盖", "缺口 coverage"),
  command("包联"),
  { ...command("征求", "consult", consult), labelsUnder: { 结果: ["决定"] } },
  command("意见", "opinion"),
  command("答复"),
  command("采纳"),
  command("交办", "assign", assign),
  command("提醒", "remind"),
  {
    name: "简报",
    aliases: [{ word: "digest" }, { word: "今日", saysMore: true }, { word: "本周", saysMore: true }],
    labels: [],
  },
  command("谁管", "who"),
  command("电话", "phone"),
  command("群", "group"),
  command("帮助", "help"),
  command("登记", "register"),
  command("发码", "code"),
  command("认领", "claim"),
  command("撤岗", "resign"),
  command("绑定", "bind"),
  command("在外", "away"),
  command("回村", "home"),
  { ...command("撤销", "undo"), bare: "everywhere" },
  {
    ...command("更正", "correct"),
    labelsUnder: {
      T: talk,
      V: visit,
      C: [...consult, "决定"],
      J: assign,
      "": [...new Set([...talk, ...visit, ...consult, ...assign])],
    },
  },
  command("查我的"),
  command("删我的"),
  command("退订"),
  command("订阅"),
  command("跳过"),
  command("取消"),
];
