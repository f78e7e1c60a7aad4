import { fold } from "../fold.ts";
import { Roster } from "../names/roster.ts";
import { leadingSurnames, startsWithCommonSurname } from "../names/surname.ts";
import { type Blame, blamesIn } from "./blame-words.ts";
import { type Mention, mentionsIn } from "./mentions.ts";
import { isOrdinary, mayNameOfficials } from "./ordinary.ts";

/** Somebody is accused: these people of the roster; none of them when it is somebody the roster does not hold. */
export type Accusation = { readonly personIds: readonly string[] };

/** Opening words under which whoever is named is accused. */
const asComplaint = /^\s*(?:投诉|举报|检举|控告|告状)/;
const nobody = new Roster([]);
const mostRead = 2000;

/**
 * Whom a text accuses, or null when it accuses nobody who can be told from it: by a name of the roster, by post, as 老王
 * or 李某. Errs on the side of discretion: what it says yes to is looked into privately, and the people it names are
 * kept out. Under 投诉 no word of blame is needed, nor where somebody in office is spoken of in no everyday way. `roster`: of the place and of those above who could be meant, made once.
 */
export function accusation(text: string, label: string, roster: Roster = nobody): Accusation | null {
  const folded = readable(text);
  const blames = blamesIn(folded, "any");
  const complains = label === "投诉" || asComplaint.test(folded);
  const blamed = complains || blames.length > 0;
  if (!blamed && (label === "表扬" || !mayNameOfficials(folded))) return null;
  const accused = mentionsIn(folded, roster)
    .filter((mention) => isAccused(folded, mention, blames))
    .filter((mention) => blamed || (mention.inOffice && !isOrdinary(folded, mention)));
  if (accused.length > 0) return { personIds: [...new Set(accused.flatMap(({ personIds }) => personIds))] };
  const unlisted = blamesIn(folded, "grave").some(
    ({ start, end }) => endsWithName(folded.slice(0, start)) || beginsWithName(folded.slice(end, end + 16)),
  );
  return unlisted ? { personIds: [] } : null;
}

/** Blanks between characters are slips of the thumb. */
const readable = (text: string): string =>
  fold(text.slice(0, mostRead)).text.replace(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, "");

/** Whether it is worth while to ask who is on the roster: without, {@link accusation} finds nobody. */
export function mayAccuse(text: string, label: string): boolean {
  if (label === "投诉" || asComplaint.test(text)) return true;
  const folded = readable(text);
  return mayNameOfficials(folded) || blamesIn(folded, "any").length > 0;
}

const asked =
  /(?:请|麻烦|希望|恳请|恳求|求|盼|盼望|拜托|谢谢|感谢|辛苦|多亏|幸亏|表扬|夸|点赞|想见|问问?)(?:了|下|一下|咱|咱们|我们|俺们)?(?:村|镇|乡)?的?$/;
const told = /(?:找|向|跟|和|给|告诉|报告|反映给|联系|通知)(?:了|过|咱|我们)?(?:村|镇|乡)?的?$/;
const suffers = /^(?:家|他家|她家)?的?.{0,3}(?:被|遭|挨(?!家|着)|让人|叫人|给人)/;
const forbids = /(?:不要|别|少|不许|不能)再?$/;

function isAccused(text: string, { start, end }: Mention, blames: readonly Blame[]): boolean {
  const before = text.slice(Math.max(0, start - 8), start);
  const after = text.slice(end, end + 30);
  if (suffers.test(after)) return false;
  // 请王建国吃了三顿饭才肯签字
  if (blames.some((blame) => blame.start < start && blame.end > end)) return true;
  if (asked.test(before))
    return blames.some(
      (blame) => blame.start >= end && forbids.test(text.slice(Math.max(end, blame.start - 3), blame.start)),
    );
  // 老刘霸占水渠，跟王主任说了: told of it, unless the blame comes after
  if (told.test(before)) return blames.some((blame) => blame.start >= end);
  if (isAddressed(text, start, after)) return blames.length > 0 && !ofOthers.test(after);
  return true;
}

/** 王主任，有人偷电: said to the one named, of somebody else. */
const ofOthers = /有人|谁|请|麻烦|帮|管管|看看|求/;

/** 王主任，三社路灯不亮 */
const isAddressed = (text: string, start: number, after: string): boolean =>
  /^[\s,:!]*(?:投诉|意见|建议|反映|求助|诉求)?[\s,:!]*(?:尊敬的)?$/.test(text.slice(0, start)) &&
  /^[\s,:!~]*(?:[,:!~]|您|你)/.test(after);

/** …李二 before 贪污 */
const endsWithName = (before: string): boolean =>
  [2, 3].some((length) => {
    const name = before.slice(-length);
    return (
      /^\p{Script=Han}{2,3}$/u.test(name) &&
      startsWithCommonSurname(name) &&
      (leadingSurnames(name)[0]?.length ?? 0) < length
    );
  });

/** …的那个李四 behind 打我老婆 */
const beginsWithName = (after: string): boolean =>
  startsWithCommonSurname(/^.{0,3}的(?:那个|这个|那|这)(\p{Script=Han}{2})/u.exec(after)?.[1] ?? "");
