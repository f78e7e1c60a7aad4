/** A unit as it is written after a number. */
type Unit = {
  readonly written: RegExp;
  readonly unit: string;
  /** one of it in `unit`; 1 unless said */
  readonly worth?: number;
  /** smaller parts that may follow, each worth so many of `unit`; a bare last digit is worth `tail` */
  readonly parts?: readonly { readonly written: RegExp; readonly worth: number }[];
  readonly tail?: number;
  /** 半 may follow */
  readonly half?: boolean;
  /** things one counts, of which there is no third of one */
  readonly whole?: boolean;
  /** only behind a number written so */
  readonly after?: RegExp;
};

/**
 * Measure words, with what they are not when it follows: 三条 of anything, but 三条意见 too, which is counted all the same.
 * 次, 回, 天 and their like are no things.
 */
const measures =
  "[只棵间盏件捆车桶辆台架栋幢套张根袋包箱瓶盒筐篮担垛堆摞沓本册株匹窝群双副床扇桌碗坛缸盆盘杆艘箩筒罐壶丛墩扎捧贴剂刀帧尊粒颗滴串枝支瓣丸]|座(?![谈机位])|把(?![握手戏])|条(?![件例约理文])|份(?!子)|片(?![面刻])|段(?![时落])|排(?![名队放水查])|对(?![象方面外于])|面(?=[旗墙鼓镜锦])|幅(?![度员])|处(?![理于分罚置长])|笔(?![记试画直])|批(?![评准发])|亩地|垄|畦|扁担";

const money = [
  { written: /^(?:毛|角)钱?/, worth: 0.1 },
  { written: /^分钱?/, worth: 0.01 },
];

/** In the order in which they are tried, each at the start of what follows the number. */
export const units: readonly Unit[] = [
  { written: /^人次/, unit: "人次", whole: true },
  {
    written: /^(?:口人|个人(?!的)|号人|口子人|名(?![单字称义声])|位(?![置数])|人(?!均|民|行道|家))/,
    unit: "人",
    whole: true,
  },
  { written: /^口(?![\p{Script=Han}])/u, unit: "人", whole: true },
  // 俩孩子, 仨党员: the measure word is in the number
  {
    written:
      /^(?=[小老大]?(?:孩|娃|儿子|闺女|女儿|老人|老汉|老头|老太|小伙|姑娘|媳妇|妇女|男的|女的|党员|干部|学生|老师|工人|师傅|亲戚|邻居|兄弟|姐妹|同志|医生|民警|村民|外地人|老乡|志愿者|代表))/,
    unit: "人",
    whole: true,
    after: /[俩仨]$/,
  },
  { written: /^户(?:人家)?(?![口型籍号均])/, unit: "户", whole: true },
  { written: /^(?:公里|千米|km(?![A-Za-z²2]))/i, unit: "公里", half: true },
  {
    written: /^亩/,
    unit: "亩",
    half: true,
    parts: [
      { written: /^分地?/, worth: 0.1 },
      { written: /^厘/, worth: 0.01 },
    ],
    tail: 0.1,
  },
  { written: /^分地/, unit: "亩", worth: 0.1, half: true },
  { written: /^(?:公斤|千克|kg(?![A-Za-z]))/i, unit: "公斤", half: true },
  { written: /^斤/, unit: "斤", half: true, parts: [{ written: /^两/, worth: 0.1 }], tail: 0.1 },
  { written: /^两/, unit: "斤", worth: 0.1, half: true },
  { written: /^里(?:地|路)?(?![面头边写说有])/, unit: "里", half: true },
  { written: /^(?:元(?![旦宵月])|圆)/, unit: "元", parts: money, tail: 0.1 },
  { written: /^块钱/, unit: "元" },
  { written: /^块(?![儿地田砖石板牌肉布])/, unit: "元", half: true, parts: money, tail: 0.1 },
  { written: /^[毛角]钱?/, unit: "元", worth: 0.1, parts: [{ written: /^分钱?/, worth: 0.01 }], tail: 0.01 },
  { written: /^分钱/, unit: "元", worth: 0.01 },
  { written: /^公顷/, unit: "公顷", half: true },
  { written: /^吨/, unit: "吨", half: true },
  { written: /^(?:平方米|平米|m2)/, unit: "平方米" },
  { written: /^米/, unit: "米", half: true },
  { written: /^(?:立方米?|方(?=[土石料水木沙砂混]|$|[\s，。,]))/, unit: "立方米", half: true },
  {
    written: new RegExp(
      `^(?:家(?!人)|个(?![人半月样]|小时|星期|礼拜|钟)|头(?=[牛羊猪驴马骡母公小])|口(?=[井锅缸塘窑池窖箱猪水棺])|眼(?=[井泉])|块(?=[儿地田砖石板牌肉布])|(?:${measures}))`,
      "u",
    ),
    unit: "",
    whole: true,
  },
];

/** Things are counted in it: beside a quantity that is measured it says less. */
export const isCounted = (unit: string): boolean => new RegExp(`^(?:[家个头口眼块]|${measures})$`).test(unit);
