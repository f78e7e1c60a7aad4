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
