// What each character might say, in each place.

export const opinion = "意见：三社路灯不亮";
export const spokenTalk = "昨天去东卧牛找赫书记谈了谈，主要是低保，答应下周五前修好路灯";
export const putRight = "不是低保，是水渠";
export const spokenReminder = "提醒我半小时后开喇叭";
export const danger = "着火了！三社老王家";
export const question = "/征求 修水渠走东线还是西线？ 选项：东线/西线 截止：明天18:00";
export const stance = "东线，离我家地近";
export const askedBack = "未谈的";
const talk = "/谈心 东卧牛 赫书记 低保、路灯。承诺：下周五前修好路灯";

const villager = {
  village: [opinion, "反映：自来水发黄", "@串门小助手 低保几号发"],
  direct: ["三社路灯不亮", "查我的", "/帮助", "退订"],
};
const cadre = {
  village: [question, "/帮助", "/提醒 明天9点 村民代表会"],
  cadre: [talk, "/覆盖 谈心", "撤销", "/帮助"],
  direct: [spokenTalk, spokenReminder, "/提醒 腊月廿三 送年货", "东卧牛最近怎么样", "/意见 列表", "/帮助"],
};
const secretary = {
  village: ["/帮助"],
  cadre: ["/覆盖 谈心", "/帮助"],
  "village-west": ["@串门小助手 帮助"],
  direct: ["/页面", "/简报", askedBack, "东卧牛最近怎么样", "/帮助"],
};
const neighbour = {
  cadre: ["/谈心 西卧牛 吴秀生 水渠堵了", "/覆盖 谈心"],
  "village-west": ["意见：水渠堵了", "@串门小助手 水渠堵了"],
  direct: ["/意见 列表", "/简报", "/帮助"],
};
const stranger = {
  village: ["意见：路灯不亮", "@串门小助手 你是谁"],
  "village-west": ["@串门小助手 水渠堵了"],
  direct: ["路灯不亮", "/认领 码", "/帮助"],
};
const admin = {
  village: ["/绑定 东卧牛 村民群", "/帮助"],
  cadre: ["/绑定 新会镇 工作群", "/帮助"],
  "village-west": ["@串门小助手 /群 状态"],
  direct: ["/发码 王建国", "/帮助"],
};

export const examples = {
  "villager-home": villager,
  "villager-away": villager,
  cadre,
  secretary,
  "village-secretary": neighbour,
  stranger,
  admin,
};
