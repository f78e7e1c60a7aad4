import type { Part } from "./phrase.ts";

// Words of the regions, as data. Where regions differ about a word, both meanings are given and the word is asked.
// 冀鲁豫 Hebei, Shandong, Henan · 陕晋 Shaanxi, Shanxi · 东北 · 川渝 · 湘赣鄂 · 粤 Guangdong

/** Days from today. */
export const dayWords: readonly (readonly [words: string, days: number])[] = [
  // 冀鲁豫, 陕晋, 东北
  ["今儿 今儿个 今个儿 今个 今儿天 今们儿", 0],
  ["明儿 明儿个 明个儿 明个 明儿天 明们儿 赶明儿早", 1],
  ["后儿 后儿个 后个儿 后个", 2],
  ["大后儿 大后儿个 大后个 大后个儿", 3],
  ["昨儿 昨儿个 昨个儿 昨个 夜来 夜隔 夜个 夜儿个 夜儿 夜来个 夜里个 夜日", -1],
  ["前儿 前儿个 前个 前个儿", -2],
  ["大前儿 大前儿个 大前个", -3],
  // 湘赣鄂
  ["今朝 今日子", 0],
  ["明朝 明日子 明朝子", 1],
  ["后朝 后日子", 2],
  ["昨日子 昨朝", -1],
  ["前日子 前朝", -2],
  // 川渝
  ["先前天 上前天 先前日 向前天", -3],
  // 粤
  ["听日 听天", 1],
  ["琴日 寻日 噚日 琴天", -1],
];

/** Days that differ from place to place: in one county three days ahead, in the next four. */
export const dayWordsThatDiffer: readonly (readonly [words: string, days: readonly [number, number]])[] = [
  ["外天 万天 外后天 外后日 外后儿 外后个 老后天 老后日", [3, 4]],
  ["大外后天 大外后日 大外后儿 大万天 外外后天 再后天 再后日 再后儿 再大后天", [4, 5]],
  ["外前天 外前日 外前儿 老前天", [-3, -4]],
  ["二天 二日 二回", [1, 2]],
];

export const partWords: readonly (readonly [words: string, part: Part])[] = [
  ["早起头 大早起 一早八早 清早八早 大清八早 朝早 朝头早 早头 侵早 朝", "早上"],
  ["头晌 前晌 头午 前半晌 上半晌 上昼 上半天 头半天 前半天 上半日 头晌午", "上午"],
  ["晌午 大晌午 晌午头 晌午头儿 中午头 晌火 晌午天 晌乎 中晌 正晌 正晌午 中昼 晌午端", "中午"],
  ["下半晌 后半晌 过晌 下晌 下昼 下半天 后半天 下半日 过午 晌后", "下午"],
  // afternoon in 冀鲁豫, evening in 陕晋; 晏昼 noon or afternoon
  ["后晌 晏昼 后晌午", "后晌"],
  ["傍黑 傍黑儿 擦黑 擦黑儿 麻麻黑 打麻影 擦擦黑 煞黑 傍黑天 擦黑天 断黑 挨黑 落黑 齐黑", "傍晚"],
  ["晚黑 晚黑里 下黑 下黑儿 黑了 黑里 黑来 黑地 黑夜里 晚头 夜黑 夜黑里 夜晚黑 晚夕 晚上黑", "晚上"],
  ["夜里头 夜头", "夜里"],
];

/** First light, and what comes with it. */
export const dawnWords =
  "麻麻亮 蒙蒙亮 天蒙蒙亮 天麻麻亮 天刚亮 天不亮 天亮 天一亮 天明 天快亮 天大亮 大天亮 天刚明 天放亮 放亮 天光 天刚光 天未光 鸡叫 鸡叫头遍 鸡叫二遍 鸡叫三遍 鸡打鸣 鸡鸣 日出 太阳出来 太阳冒头 日头出来 日头冒红 日头出山 拂晓 黎明 破晓 早霞";

/** Nightfall, and what comes with it. */
export const duskWords =
  "天擦黑 天擦黑儿 天煞黑 天傍黑 天麻麻黑 天黑 天一黑 天刚黑 天快黑 天黑了 天黑透 掌灯 掌灯时分 点灯时分 上灯 日落 太阳落山 太阳下山 日头落山 日头落 太阳偏西 日头偏西 日头压山 收摊 鸡上架 鸡上笼 鸡归窝";
