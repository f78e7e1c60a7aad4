import { fold } from "../fold.ts";
import { startsWithCommonSurname } from "../names/surname.ts";

const blame =
  /贪|受贿|行贿|收(?:了?钱|礼|红包|好处)|吃拿卡要|吃回扣|优亲厚友|走后门|徇私|打人|打了?[我他她]|殴打|骂人|骂了?[我他她]|侵占|霸占|强占|多占|冒领|截留|私分|挪用|刁难|欺负|威胁|作弊|乱收费|要好处|不公平|不公正|偏心|不作为|滥用职权/gu;
const post =
  /(?:书记|支书|主任|村长|镇长|乡长|会计|出纳|队长|组长|社长|所长|站长|局长|院长|校长|委员|民警|医生|老师|代办员|网格员)(?![\s,、:!~]*(?:$|[,、:!~]|您|你))/u;

/**
 * Whether a text accuses somebody who can be told from it: by post, by name, as 老王 or 李某. Errs on the side of
 * discretion: what it says yes to is looked into privately. `label`: 投诉 needs no word of blame.
 */
export function accusesSomebody(text: string, label = ""): boolean {
  const { text: folded } = fold(text.slice(0, 2000));
  const names = post.test(folded) || familiar(folded);
  if (label === "投诉" && names) return true;
  const blamed = [...folded.matchAll(blame)];
  return blamed.length > 0 && (names || blamed.some(({ index }) => endsWithName(folded.slice(0, index))));
}

/** 老王, 小李, 李某 */
const familiar = (folded: string): boolean =>
  [...folded.matchAll(/[老小](\p{Script=Han})|(\p{Script=Han})某/gu)].some(([, after = "", before = ""]) =>
    startsWithCommonSurname(after || before),
  );

/** …李二 before 贪污 */
const endsWithName = (before: string): boolean =>
  [2, 3].some((length) => {
    const name = before.slice(-length);
    return /^\p{Script=Han}{2,3}$/u.test(name) && startsWithCommonSurname(name);
  });
