/** A message, or its beginning, that acts on what is there already. Folded text. */

type ActWord = { readonly name: string; readonly pattern: RegExp };

const END = "[啦了吧啊呀哈的\\s。!~,]*$";
const whole = (words: string) => new RegExp(`^(?:${words})${END}`, "i");

const WORDS: readonly ActWord[] = [
  {
    name: "办好了",
    pattern: whole(
      "(?:这个|那个|这事|那事|这条)?(?:已经?|都|也|全)?(?:给)?(?:办|弄|搞|处理|解决|修|整|落实|做)(?:好|完|妥|定|成|利索|结|得)了?|(?:已经?|都)?(?:办|弄|修|做)了|已办结?|已完成|完成|办结|搞定|完事|妥了",
    ),
  },
  {
    name: "撤销",
    pattern:
      /^(?:(?:把)?[a-z]\s?\d+(?:那条)?(?:给我)?(?:删[了掉除]?|撤[销消回了掉]?|作废|不算|不要)|撤[销消回]?(?:上一条|刚才(?:的|那条|那个)?)?(?:\s*[a-z]\d+)?|(?:把)?(?:刚才|上面|前面)?(?:那|这|上一?|刚)(?:一?条|个|才那条|记的)(?:给我)?(?:删[了掉]?|撤[了销掉]?|不算|作废|不要)|删[掉了](?:刚才)?(?:那|上)一?条|删除(?:刚才|上)(?:那|一)?条|刚才(?:说|记)?的?(?:不算|作废)|撤[销消回掉]我?(?:刚才?|上面|前面)?[说发记写]的(?:那[条个])?)[了吧啊\s。!]*$/i,
  },
  { name: "恢复", pattern: whole("恢复|要回来|还原") },
  { name: "接着", pattern: whole("接着|继续") },
  { name: "签收", pattern: whole("签收|收下|已签收") },
  { name: "跳过", pattern: whole("跳过|略过|不填") },
  { name: "误报", pattern: whole("误报|虚惊一场|看错") },
  {
    name: "退订",
    pattern:
      /^(?:退[订定]|td|t|取消订阅|(?:请|麻烦|求求?你?)?(?:不要|别|甭|莫|不用|勿)再?(?:给|跟|往|对)?(?:我|俺)?(?:这)?(?:发|推送?|打扰|骚扰|通知)(?:消息|信息|短信|东西|通知|这些|我|俺)?(?:了)?(?:[,，\s]*烦.{0,4})?|(?:我)?不想(?:再)?(?:收|看)(?:到)?(?:这些?|你们?的?|消息|信息).{0,4}|把我(?:删|退|移)(?:了|出去|掉)?)[了吧啊哈\s。!]*$/i,
  },
  {
    name: "删我的",
    pattern:
      /^(?:删我的|(?:把)?(?:我|俺)的(?:个人)?(?:信息|资料|记录|消息|数据|话|东西)(?:都|全)?(?:给我)?(?:删|清)[了掉除空]?|(?:把)?我说(?:过)?的(?:话|东西)?(?:都|全)?(?:给我)?删[了掉除]?|删[掉除]?我说(?:过)?的)[了吧\s。!]*/,
  },
  { name: "查我的", pattern: whole("查我的|我说过的|我刚记的|看我记的") },
  {
    name: "更正",
    pattern:
      /^(?:更正|(?:刚才|刚刚|上面|上一?条)(?:那条|那个|记的|的)?(?:的)?(?:日[期子]|时间|村|地[点方]|人名?|名字|内容)(?:写|说|打|记|弄|搞)?错了|(?:刚才|刚刚|上面|上一?条)(?:那条|那个|记的|的)(?:应该)?(?:是|改[成为])|(?:刚才|上面|上一?条)?(?:那条|那个)?(?:写|说|打|记|发|弄|搞)错了?(?!别人|人家)|错了|不对[,\s，]|(?:日期|时间|村|人|地点|名字)(?:应该)?是|应该是|(?:把)?(?:昨天|前天|刚才|上面|上一?条)?[^,，\s]{0,6}改[成为]|不是[^,，\s]{1,12}[,，\s]*(?:而?是|应该是)|改成|(?:日期|时间)改)/,
  },
  {
    name: "补充",
    pattern:
      /^(?=.{4,80}(?:这个|这条|这句|这)?也(?:给我)?(?:记|写|加)(?:上|进去|下来|着)[了吧啊。!\s]*$)|^(?:补充(?:一下|一点|一句|说明)?|接上(?:条|面)|再补一句|(?:还|刚才)?[漏忘少](?:记|写|说|讲)?了?(?:说|写|记|讲)?了?一?(?:句|点|条|个事)|忘了?[说写记讲]了?)[:,\s，]/,
  },
  {
    name: "不满意",
    pattern: /^(?:(?:我|俺)?(?:很|还是|对这个?(?:答复|结果|处理)?)?不满意|还没修|还是没修|根本没修|没修好|没解决)/,
  },
  { name: "退回", pattern: /^退回(?![来去])/ },
  {
    name: "延期",
    pattern: /^(?:把)?(?:\s*r\d+\s*(?:的?(?:时间|提醒))?)?(?:延期|推迟|晚点再说|明天再说|往后推|改到|挪到)到?/,
  },
  { name: "取消", pattern: whole("取消|不记|不记了|别记了") },
];

export type Acting = { readonly name: string; readonly length: number };

/** The word and how much of the text it takes. */
export function actingWord(text: string): Acting | null {
  for (const { name, pattern } of WORDS) {
    const match = pattern.exec(text);
    if (match) return { name, length: match[0].length };
  }
  return null;
}

/** Behind thanks a name may stand; what is to be done behind them is a request. */
const THANKS =
  /^(?:太|真|真是|非常|十分)?(?:谢谢|多谢|感谢|谢了|辛苦|麻烦(?:[了您你啦]|大家))(?![^,，。]*(?:[修来看管查办帮请发改把问装清换送解处弄通拉](?!(?:好|完)?了[啦啊\s。!~]*$)|一下))[^,，。]{0,8}[了啦啊\s。!~]*$/;
/** A curse at nobody but the bot. With a matter in it (垃圾没人收, 滚水烫了) it is none. */
const CURSE =
  /^(?:你|你个|你们|这个?|真|真是|个)?(?:都是|就是|都)?(?:滚蛋|滚|傻[逼叉子]|操|草|妈的|他妈的?|你妈的?|神经病|骗子|垃圾|狗屁|放屁|扯淡|去死|有病|sb|呸|死机器人|没用的东西|真没用|屁用没有|什么玩意儿?|啥玩意儿?)(?:你|你妈|你们|他妈|的|个|一边去|出去|远点|开|蛋|东西|机器人|软件|玩意儿?|货|吧|了|啊|呀|去|[\s。!~,])*$/i;
const NEVER_MIND =
  /^(?:打错了|发错了|按错了|没事|没啥)?[,，\s]*(?:(?:算了|不说了|没事了|当我没说|不用了|没啥事|没事|不问了|不麻烦(?:你们?|您)?了|不打扰了|拉倒)[了吧\s。!,，]*)+$/;
/** `打错了` and nothing else: of what is not said. */
const SLIP =
  /^(?:不好意思|对不起|抱歉)?[,，\s]*(?:我|刚才)?(?:打|发|按|说|搞|弄|拍|输|点)错(?:了|群了|地方了|人了)[吧啊哈]?[,，\s]*(?:不好意思|对不起|抱歉|见谅)?[了啊哈\s。!]*$/;

export type Idle = "thanks" | "curse" | "never mind" | "slip";

/** Said with nothing in it to keep. Folded text. */
export function idleKind(text: string): Idle | null {
  if (THANKS.test(text)) return "thanks";
  if (CURSE.test(text)) return "curse";
  if (NEVER_MIND.test(text)) return "never mind";
  return SLIP.test(text) ? "slip" : null;
}

export const isIdle = (text: string): boolean => idleKind(text) !== null && !SLIP.test(text);
