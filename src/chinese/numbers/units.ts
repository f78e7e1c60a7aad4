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
};

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
  {
    written: /^(?:家(?!人)|个(?![人半月样]|小时|星期|礼拜|钟)|[只棵间盏件]|头(?=[牛羊猪驴马骡母公小]))/,
    unit: "",
    whole: true,
  },
];
