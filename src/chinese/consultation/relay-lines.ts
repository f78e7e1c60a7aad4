import { foldText } from "../fold.ts";

/** Ids by folded name; a name that several people bear has several. */
export type Roster = ReadonlyMap<string, readonly string[]>;

export function rosterOf(people: readonly { readonly id: string; readonly name: string }[]): Roster {
  const roster = new Map<string, string[]>();
  for (const { id, name } of people) {
    const key = foldText(name).trim();
    roster.set(key, [...(roster.get(key) ?? []), id]);
  }
  return roster;
}

/** Who a line speaks for, by name, and what else it says. */
export type Spoken = {
  readonly name: string;
  readonly rest: string;
  /** on behalf of somebody else: 王五（代父亲王大山） */
  readonly behalf: boolean;
};

const kin =
  "(?:我|俺|咱|额|他|她)?(?:们|家|的|屋里?的?|那)?(?:屋里的|屋头的|家里的|那口子|当家的|掌柜的|老头子|老婆子|老伴|孩他爹|孩他娘|孩子他爹|孩子他妈|娃他爹|娃他妈|他爹|他妈|她爹|她妈|堂客|婆娘|爱人|对象|内人|女婿|儿媳妇?|媳妇儿|[大二三四五六七八九幺小老]?(?:爸|爹|叔|伯|姑|姨|舅|爷|奶|哥|姐|嫂|婶|娘|妹|弟|爹爹)|幺爸|幺叔|幺妹|老幺|公爹|丈人|老丈人|丈母娘|亲家|干爹|干妈|堂[哥弟姐妹]|表[哥弟姐妹叔]|侄[子女儿]|外甥|姐夫|妹夫|嫂子|公公|婆婆|外公|外婆|姥姥|姥爷|孙子|大伯|父亲|母亲|爸爸|妈妈|爷爷|奶奶|岳父|岳母|丈夫|妻子|老婆|老公|媳妇|哥哥|弟弟|姐姐|妹妹|儿子|女儿|邻居|老人|大爷|大娘|叔叔|婶子|爹|娘|爸|妈|爷|奶|哥|嫂|弟|姐|妹|叔|婶|舅|姑|姨|伯|儿)?";
const behalfOf = new RegExp(`^\\s*\\(?\\s*我?(?:代表|代替|代|替|帮)\\s*${kin}`);
const afterName =
  /^(?:$|[^\p{Script=Han}]|[代替带家也都去来参报到可选投说和与跟]|一家|一起|带|想|要|能|没|全家|夫妻|两口|同意|不同意|支持|反对|赞成|没意见|随便|弃权)/u;

/** Who one relay line speaks for; 王五、赵六 are two. Takes folded text. */
export function readLine(line: string, roster: Roster): readonly Spoken[] {
  const names: string[] = [];
  let left = line;
  for (let name = nameAtStart(left, roster, true); name; name = nextName(left, roster)) {
    names.push(name);
    left = left.slice(left.indexOf(name) + name.length);
  }
  const behalf = names.length === 1 ? onBehalf(left, roster) : null;
  return behalf ? [behalf] : names.map((name) => ({ name, rest: left.trim(), behalf: false }));
}

function nextName(left: string, roster: Roster): string | null {
  const joined = /^ ?[、和与跟&] ?/.exec(left);
  const name = joined && nameAtStart(left.slice(joined[0].length), roster, true);
  return name && roster.has(name) ? name : null;
}

/** `代我爹刘长河：西线` with who is spoken for, or null when nobody is. The name may be unknown to the roster. */
export function onBehalf(text: string, roster: Roster): Spoken | null {
  const opening = behalfOf.exec(text);
  if (!opening) return null;
  const said = text.slice(opening[0].length).trimStart();
  const known = knownName(said, roster);
  const name = known?.name ?? nameAtStart(said, roster, false);
  if (!name) return null;
  return {
    name,
    rest: said
      .slice((known?.skipped ?? 0) + name.length)
      .replace(/^[\s):,、]*(?:说(?:一声|一下|了)?|表态|表个态|投|报名?|选)?[\s:,]*/, ""),
    behalf: true,
  };
}

/** The first name of the roster, a few characters of kin or courtesy in front of it left out: 我那口子丙丁 */
function knownName(said: string, roster: Roster): { name: string; skipped: number } | null {
  for (let skipped = 0; skipped <= 5 && /^\p{Script=Han}*$/u.test(said.slice(0, skipped)); skipped++) {
    for (let length = Math.min(8, said.length - skipped); length > 1; length--) {
      const name = said.slice(skipped, skipped + length);
      if (roster.has(name)) return { name, skipped };
    }
  }
  return null;
}

/** Speaks for somebody, whether or not it says for whom. */
export function isOnBehalf(text: string): boolean {
  return behalfOf.test(text);
}

/** 靳大强：同意, 靳大强不同意: somebody on no roster. */
const unknownName =
  /^(?!全家|一家|大家|家里|我们|咱们)(?!\p{Script=Han}{0,4}[户组队])\p{Script=Han}{2,4}?(?= ?:|(?:不?(?:同意|赞成|支持|愿意)|反对|没意见)$)/u;

/** The longest name of the roster that stands here as a word, else the first word when it looks like a name. */
function nameAtStart(text: string, roster: Roster, anyWord: boolean): string | null {
  for (let length = Math.min(8, text.length); length > 1; length--) {
    const name = text.slice(0, length);
    if (roster.has(name) && (!anyWord || afterName.test(text.slice(length, length + 3)))) return name;
  }
  const word = /^[^\s\p{P}\p{S}0-9]{1,12}/u.exec(text)?.[0] ?? null;
  return anyWord ? word : (unknownName.exec(text)?.[0] ?? null);
}
