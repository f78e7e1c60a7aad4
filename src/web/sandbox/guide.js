// What a newcomer is led through, and what each character might say next.

const talk = "/谈心 东卧牛 赫书记 低保、路灯。承诺：修路灯";
const opinion = "意见：三社路灯不亮";
const reminder = "/提醒 半小时后 开喇叭";

/** The four steps. The last one has no words: it moves the clock. */
export const steps = [
  {
    title: "干部记一次谈心",
    text: "王建国在工作群里写一行，就记下了。",
    who: "cadre",
    where: "cadre",
    words: talk,
  },
  {
    title: "外出村民说件事",
    text: "李大山人在苏州，在村民群里说一句就有编号。",
    who: "villager-away",
    where: "village",
    words: opinion,
  },
  {
    title: "干部定个提醒",
    text: "王建国私下跟小助手说，到点它来提醒。",
    who: "cadre",
    where: "direct",
    words: reminder,
  },
  {
    title: "书记看简报",
    text: "把时间拨到早上，孙国华会收到一份简报。",
    who: "secretary",
    where: "direct",
    words: null,
  },
];

const villager = {
  village: [opinion, "反映：自来水发黄", "@串门小助手 低保几号发"],
  direct: ["三社路灯不亮", "查我的", "/帮助", "退订"],
};
const cadre = {
  village: ["/帮助", "/提醒 明天9点 村民代表会"],
  cadre: [talk, "/覆盖 谈心", "撤销", "/帮助"],
  direct: [reminder, talk, "/提醒 列表", "查我的", "/帮助"],
};
const secretary = {
  village: ["/帮助"],
  cadre: ["/覆盖 谈心", "/帮助"],
  direct: ["/简报", "/覆盖 谈心", "/帮助"],
};
const admin = {
  village: ["/绑定 东卧牛 村民群", "/帮助"],
  cadre: ["/绑定 新会镇 工作群", "/帮助"],
  direct: ["/发码 王建国", "/帮助"],
};

export const examples = { "villager-home": villager, "villager-away": villager, cadre, secretary, admin };
