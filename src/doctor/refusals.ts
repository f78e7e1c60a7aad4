/** What nobody may set, whoever looks after the bot, and where that comes from. */
type Refusal = { readonly words: RegExp; readonly why: string; readonly source: string };

const order12 =
  "国办函〔2026〕12号“不得”之（二）（三）（四）；2023年12月18日关于防治“指尖上的形式主义”的意见（强制使用、过度留痕、滥用排名）";

const refusals: readonly Refusal[] = [
  {
    words: /排名|排行|名次|积分|红黑榜|评比|通报/,
    why: "不按用得多少给人、给村排名次、打分、上榜。页面按地方的顺序排，从不按结果排。",
    source: order12,
  },
  {
    words: /打卡|签到|定位|拍照|照片|留痕/,
    why: "不要求打卡、定位、拍照留痕。照片、地点愿意带就带，不带一样算。",
    source: order12,
  },
  { words: /使用率|活跃|在线|登录次数|下载/, why: "不统计谁用没用、用了多久；谁看了哪一页也不留。", source: order12 },
  { words: /@?所有人|全体/, why: "不 @所有人。只有县里发汛情、火情才行，这一版没有做。", source: "减少打扰的规矩" },
  {
    words: /每天.*条|条数|次数|上限/,
    why: "一个群一天最多6条（不算回答），再多的攒到18:30一条说完；只能往少里改。",
    source: "减少打扰的规矩",
  },
  {
    words: /安静|夜里|免打扰|时段/,
    why: "晚上、早上的能往长里改（晚上最早19点起，早上最晚9点止），不能往短里改；群里中午12:00到14:00也不发。",
    source: "减少打扰的规矩",
  },
  { words: /催/, why: "一件事最多催两次。", source: "减少打扰的规矩" },
  {
    words: /保留|留存|多久|天数|会话/,
    why: "留的时间、登录的时间只能往短里改。",
    source: "个人信息保护法第十九条：最短时间",
  },
];

export const refusalOf = (asked: string): Pick<Refusal, "why" | "source"> | null =>
  asked === "" ? null : (refusals.find(({ words }) => words.test(asked)) ?? null);

export const fixed: readonly { readonly what: string; readonly value: string; readonly why: string }[] = [
  { what: "中午", value: "群里12:00–14:00不发", why: "有人遇险除外" },
  { what: "排名、积分、打卡、定位", value: "没有", why: order12 },
  { what: "手机页面登录", value: "12小时", why: "控制台8小时，半小时不动就退" },
];
