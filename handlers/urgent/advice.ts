import { fold } from "../../src/chinese/fold.ts";
import type { Urgent } from "../../src/chinese/urgent/urgent.ts";
import type { UrgentKind } from "../../src/chinese/urgent/urgent-words.ts";

type About = {
  /** in a headline */
  readonly word: string;
  /** whom to call before anybody here can come */
  readonly first: string;
  /** told to nobody but those who are called */
  readonly delicate?: true;
};

/** The one that stands first speaks for a message that tells of several. */
const kinds: Readonly<Record<UrgentKind, About>> = {
  suicide: {
    word: "想不开",
    first: "先打12356（心理援助）或110，服了药的打120。先别让人一个人待着。",
    delicate: true,
  },
  fire: { word: "着火", first: "着火请先打119（医疗120、报警110），人先出来。" },
  gas: { word: "煤气", first: "煤气先开窗、别动开关别点火，人先出来，再打119（医疗120）。" },
  electric: { word: "电", first: "触电漏电先断电、别碰人和线，再打120（火警119、报警110）。" },
  drowning: { word: "落水", first: "落水请先打110和120，别一个人下水救。" },
  collapse: { word: "塌方", first: "塌了请先打119（医疗120、报警110），人先离远。" },
  flood: { word: "大水", first: "先往高处走，再打119（医疗120、报警110）。" },
  violence: { word: "打人伤人", first: "先躲开，打110（受伤打120）。", delicate: true },
  medical: { word: "急病受伤", first: "先打120（报警110）。", delicate: true },
  lost: { word: "走失", first: "走失请先打110。" },
};
const order = Object.keys(kinds) as readonly UrgentKind[];

const general = "急事请先打110，火警119，医疗120。";
const minors = /孩|娃|学生|婴|幼|闺女|儿子|女儿|孙/;

/** What to do first of all, in the words of whoever knows; in a group nothing of what it is about. */
export function adviceOn(urgent: Urgent | null, inGroup: boolean): string {
  const [first] = sorted(urgent);
  return first === undefined || inGroup ? general : kinds[first].first;
}

export const headline = (urgent: Urgent | null): string =>
  sorted(urgent)
    .slice(0, 2)
    .map((kind) => kinds[kind].word)
    .join("、") || "急事";

/** What is said of the sick, of minors and at home is for no group. */
export const isDelicate = (urgent: Urgent | null, text: string): boolean =>
  sorted(urgent).some((kind) => kinds[kind].delicate) || minors.test(fold(text).text);

const sorted = (urgent: Urgent | null): readonly UrgentKind[] =>
  order.filter((kind) => urgent?.kinds.includes(kind) === true);
