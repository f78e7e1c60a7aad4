/** What people of a region say for yes, no and whatever you like. Negations of every region always count. */
type RegionWords = { readonly yes: string; readonly no: string; readonly any: string };

const regions: Readonly<Record<string, RegionWords>> = {
  冀鲁豫: { yes: "中 管 成 得劲 可中 怪好 怪中", no: "不中 不成 不得劲 弗中 不粘", any: "都中 都管 都成 咋着都中" },
  川渝: {
    yes: "要得 得行 可以 对头 巴适 没得问题 冇得问题",
    no: "要不得 不得行 不要得 得不得行 搞不得 要不成 莫搞 莫整",
    any: "都要得 都得行 随你们便 随便哪个",
  },
  湘赣鄂: {
    yes: "要得 蛮好 可以 搞得 做得 冇问题 作得",
    no: "要不得 搞不得 做不得 冇得行 不搞 作不得 莫搞 冇要得",
    any: "都要得 都搞得 随得你们 看你们",
  },
  东北: {
    yes: "中 妥 妥了 没毛病 老好了 杠杠的 必须的",
    no: "不中 不妥 白扯 拉倒吧 不带劲",
    any: "都妥 咋整都行 咋地都行",
  },
};

const all = (kind: keyof RegionWords): string =>
  [...new Set(Object.values(regions).flatMap((words) => words[kind].split(" ")))]
    .sort((a, b) => b.length - a.length)
    .join("|");

export const regional = { yes: all("yes"), no: all("no"), any: all("any") };

/** 我, 俺, 我屋, 咱们家 … of the regions */
export const selves = "(?:我|俺|咱|额|偶|吾|阮|阿拉)(?:们|屋里?头?|家)?家?";
/** Words at the end that say nothing. */
export const particles = "的啊吧呗哈呀哦噢喽哇嘛啦滴哒噻嘞咯哟哩嘎撒唦咧唻呐哎";
/** 不, as the regions say it before a verb. */
export const nots = "不|冇得?|莫得?|没得?|甭|勿|弗|木有|冒得?";
