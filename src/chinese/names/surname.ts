/** Two-character surnames that are always read as such. */
const COMPOUND =
  "欧阳 诸葛 上官 司马 司徒 司空 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 长孙 慕容 宇文 令狐 轩辕 呼延 端木 澹台 濮阳 申屠 太史 钟离 闾丘 鲜于 拓跋 纳兰 万俟 淳于 单于 公羊 公冶 仲孙 闻人 东郭 西门 南门 百里 羊舌 梁丘 左丘 谷梁 宗政 太叔 巫马 漆雕";
/** 赫连生 may be 赫 + 连生: both readings stand. */
const COMPOUND_OR_NOT = "赫连 段干 乐正";

const compounds = new Set(COMPOUND.split(" "));
const doubtful = new Set(COMPOUND_OR_NOT.split(" "));

/** The surnames a full name may begin with: one, or two where it cannot be told. `欧阳` alone is 欧 with the given name 阳. */
export function surnamesOf(name: string): readonly string[] {
  const [one, two] = [name.slice(0, 1), name.slice(0, 2)];
  if (name.length > 2 && compounds.has(two)) return [two];
  if (name.length > 2 && doubtful.has(two)) return name.length > 3 ? [two] : [two, one];
  return one === "" ? [] : [one];
}

/** What a call may begin with as a surname: 欧阳书记 → 欧阳, 李书记 → 李. */
export function leadingSurnames(call: string): readonly string[] {
  const two = call.slice(0, 2);
  return compounds.has(two) || doubtful.has(two) ? [two, call.slice(0, 1)] : [call.slice(0, 1)];
}

/** Surnames that are hardly ever the second character of 老X or the first of another word. */
const COMMON =
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢骆岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋甘景薄单包司柏宁柯阮桂闵解强柴华房郁赫冉尚冀冷佟娄晏钮蔚瞿闫肖付";
const common = new Set(COMMON);

/** Whether a text begins with something that is hardly anything but a surname. */
export function startsWithCommonSurname(text: string): boolean {
  return common.has(text.charAt(0)) || compounds.has(text.slice(0, 2));
}
