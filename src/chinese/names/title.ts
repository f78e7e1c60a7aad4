/** Words for a post that are not simply the end of its title, and the titles on the roster they mean. */
const WORDS: readonly (readonly [string, RegExp])[] = [
  [
    "支书 村支书 支部书记 党支部书记 村书记 社区书记 社区支书",
    /((党支部|支部|党总支|总支)(书记|支书)|(^|村|社区)支书|^(村|社区)?书记)$/,
  ],
  ["书记", /(书记|支书)$/],
  ["村主任 村长 村委主任 社区主任 居委主任", /((村|居)(民委员会|委会?)主任|^(村|社区)?主任|村长|社区主任)$/],
  ["村委会主任 村民委员会主任", /(村(民委员会|委会?)|^村)主任$/],
  ["居委会主任 居民委员会主任", /(居(民委员会|委会?)|^社区)主任$/],
  ["妇联主任 妇女主任 妇联主席", /(妇联|妇女|妇联会)(主任|主席)$/],
  ["社长 组长 小组长 村民小组长", /(小?组|社)长$/],
  ["民警 警官 警察", /(民警|警官|警察)$/],
  ["医生 大夫 村医", /(医生|大夫|村医)$/],
  ["老师 教师", /(老师|教师)$/],
  ["镇长 乡长", /[镇乡]长$/],
];
const MEANING = new Map(WORDS.flatMap(([words, titles]) => words.split(" ").map((word) => [word, titles])));

/** 赵所, 周镇: the first character of the title stands for all of it, after a surname only. */
const SHORT = new Map([..."所局镇乡县处科股站院校队"].map((char) => [char, `${char}长`]));

/** One post often carries two titles: 村党支部书记、村委会主任. */
function partsOf(title: string): readonly string[] {
  return title.split(/[、，,；;/\s兼和及]+/).filter((part) => part !== "");
}

/** 镇书记, 街道主任, 村会计: the office in front stands at the head of the title, or a village's title is bare. */
const OFFICE = /^(镇|乡|街道|县|村|社区)(.{2,})$/;

function isOfOffice(title: string, said: string): boolean {
  const [, office = "", post = ""] = OFFICE.exec(said) ?? [];
  if (post === "" || !title.endsWith(post)) return false;
  return title.startsWith(office) || (title === post && /村|社区/.test(office));
}

/** Whether somebody whose post is called `title` on the roster is meant by the word `said`. */
export function holdsTitle(title: string, said: string): boolean {
  if (said.length < 2) return false;
  const meant = MEANING.get(said) ?? { test: (part: string) => part.endsWith(said) || isOfOffice(part, said) };
  return partsOf(title).some((part) => meant.test(part));
}

/** 赵所 → 所长 once the surname is off; null for anything else. */
export function titleOfShort(char: string): string | null {
  return SHORT.get(char) ?? null;
}

const QUALIFIER =
  "第一|常务|副|代理?|党|村民?|镇|乡|县|街道|社区|支部|总支|党委|党工委|妇联|妇女|村委会?|居委会?|民兵|派出所|司法所|财政所|国土所|卫生院|卫生室|人大|政协|纪委|团委|综治|组织|宣传|统战|武装|治保|调解|驻村|包村|社保|计生|民政";
const BASE =
  "书记|支书|主任|主席|镇长|乡长|县长|区长|村长|社长|组长|小组长|队长|所长|站长|局长|科长|股长|院长|校长|园长|会长|部长|委员|会计(?!划|算|较)|出纳|文书|干事|干部|民警|辅警|警官|网格员|网格长|代办员|护林员|保洁员|联络员|调解员|宣传员|专干|村医|医生|大夫|老师|秘书|经理|村官";
/** Looked at first: most texts begin with none of these. */
const FIRSTS = new Set(`${QUALIFIER}|${BASE}`.split("|").map((word) => word.charAt(0)));
const TITLE = new RegExp(`^(?:${QUALIFIER}){0,3}(?:${BASE})`);

const UNIT = new RegExp(`^(?:${QUALIFIER}){1,3}(?=[^\\s]{1,2}(?:${BASE}))`);

/** 妇联 in 妇联王主任, 派出所 in 派出所赵所长; "" when the text begins otherwise. */
export function leadingUnit(text: string): string {
  return FIRSTS.has(text.charAt(0)) && leadingTitle(text) === "" ? (UNIT.exec(text)?.[0] ?? "") : "";
}

/** A title at the beginning of a text, as far as one can tell without a roster; "" when there is none. */
export function leadingTitle(text: string): string {
  return FIRSTS.has(text.charAt(0)) ? (TITLE.exec(text)?.[0] ?? "") : "";
}
