const RELATIVES =
  "哥 姐 弟 妹 嫂 嫂子 叔 叔叔 婶 婶子 婶儿 婶婶 伯 伯伯 伯父 伯母 爷 爷爷 奶 奶奶 姨 阿姨 姑 姑姑 舅 舅舅 舅妈 妈 娘 爹 公 婆 婆婆 大妈 大娘 大爷 大伯 大叔 大婶 大哥 大姐 大嫂 大姨 大姑 大舅 大兄弟 大妹子 老爹 老爷子 老太 老太太 老奶奶 老爷爷 老汉 老头 老头子 老头儿 老人 老人家 老哥 老弟 老伯 老叔 老表 小哥 小弟 小妹 小伙 小伙子";
const COURTESIES = "师傅 师父 同志 先生 女士 老板 总 兄 兄弟 某 某某 氏";

const words = [...`${RELATIVES} ${COURTESIES}`.split(" ")].sort((a, b) => b.length - a.length);
const kin = new RegExp(`^(?:[大二三四五六七八九幺小]?(?:${words.join("|")})|老[大二三四五六七八九幺])(?:家的?)?`);

/** 姐, 大爷, 三叔, 老三, 师傅 at the beginning of a text; "" when there is none. */
export function leadingKinship(text: string): string {
  return kin.exec(text)?.[0] ?? "";
}

/** Whether the whole text is such a word. */
export function isKinship(text: string): boolean {
  return text !== "" && leadingKinship(text) === text;
}

const relative =
  /^(?:的|家的?|他家的?|她家的?)?(?:(?:他|她|那)(?:大|二|小)?(?:爹|娘|爸|妈|哥|弟|姐|妹|叔|婶|嫂|爷|奶|舅|姑|姨|媳妇|老婆|男人|儿子?|闺女|女儿|孙子?|老丈人|丈母娘|侄子?|外甥|对象|家人|邻居|对门|亲戚)|爹|娘|爸爸?|妈妈?|父亲|母亲|媳妇儿?|老婆|老公|男人|丈夫|妻子|老伴|对象|婆娘|堂客|爱人|儿子|闺女|女儿|孙子|孙女|儿媳妇?|女婿|丈人|老丈人|丈母娘|岳父|岳母|婆婆|公公|侄子|侄女|外甥|亲戚|亲家母?|邻居|对门|妹夫|姐夫|弟弟|哥哥|姐姐|妹妹|弟媳|弟妹|嫂子|小姨子|小舅子|大舅哥|连襟|[表堂](?:哥|弟|姐|妹|兄|叔|侄)|[姑姨]父|[姑姨]夫|舅舅|爷爷|奶奶|外公|外婆|姥姥|姥爷|孩子|战友|同学|徒弟|老乡|房东|保姆|的?(?:大|二|三|小)(?:儿子|闺女|女儿|小子|孙子))/;

/** 李大山他爹, 李大山媳妇: what stands behind a full name speaks of somebody else. The length of the words, 0 for none. */
export function relativeLength(behindName: string): number {
  return relative.exec(behindName)?.[0].length ?? 0;
}

/** Whether the whole text is such a word. */
export function isRelative(text: string): boolean {
  return text !== "" && relativeLength(text) === text.length;
}
