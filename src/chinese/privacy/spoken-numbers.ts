import { isCard, isId18, isLandline, isPhone, type SensitiveKind } from "./sensitive-kinds.ts";

const figureOf: Readonly<Record<string, string>> = {
  ...Object.fromEntries([..."0123456789"].map((figure) => [figure, figure])),
  ...Object.fromEntries([..."零一二三四五六七八九"].map((figure, value) => [figure, String(value)])),
  ...Object.fromEntries([..."〇壹贰叁肆伍陆柒捌玖"].map((figure, value) => [figure, String(value)])),
  "○": "0",
  两: "2",
  // as numbers are read out over a line
  洞: "0",
  幺: "1",
  拐: "7",
  勾: "9",
};
const figure = `[${Object.keys(figureOf).join("")}]`;
/** Eleven figures or more, with at most a sign and blanks between two of them. */
const runs = new RegExp(`${figure}(?:[\\s.·_,/、()杠-]{0,3}${figure}){10,}`, "g");
/** What was left of a number when it was masked belongs to no other. */
const masked = /\*[0-9X]{1,4}|[0-9]{3,4}-?(?=\*)/g;
/** Fewer said figures are words among written ones: 一直, 八点. */
const fewestSaid = 3;
/** So many said figures at either end may be words of their own: 一直, 老二. */
const stray = 2;

export type SpokenNumber = {
  readonly kind: SensitiveKind;
  readonly digits: string;
  readonly start: number;
  readonly end: number;
};

/** Numbers said in Chinese figures, or in both kinds mixed: 幺三八零零零零幺二三四. Takes folded text. */
export function spokenNumbers(text: string): SpokenNumber[] {
  const unmasked = text.replace(masked, (part) => "*".repeat(part.length));
  return [...unmasked.matchAll(runs)].flatMap(({ 0: run, index }) => {
    const figures = [...run].flatMap((character, at) => {
      const digit = figureOf[character];
      return digit === undefined ? [] : [{ digit, at, said: !/[0-9]/.test(character) }];
    });
    if (figures.filter(({ said }) => said).length < fewestSaid) return [];
    return inFigures(figures).map(({ start, end, ...number }) => ({
      ...number,
      start: index + start,
      end: index + end,
    }));
  });
}

type Figure = { readonly digit: string; readonly at: number; readonly said: boolean };

function inFigures(figures: readonly Figure[]): SpokenNumber[] {
  const found: SpokenNumber[] = [];
  const digits = figures.map(({ digit }) => digit).join("");
  const place = (index: number) => figures[index]?.at ?? Number.POSITIVE_INFINITY;
  const parted = (index: number) => index === 0 || index === figures.length || place(index) - place(index - 1) > 1;
  /** a sign, or figures that may be words up to the next sign */
  const ends = (index: number, step: 1 | -1) => {
    for (let at = index, passed = 0; passed <= stray; at += step, passed++) {
      if (parted(at)) return true;
      if (!figures[step === 1 ? at : at - 1]?.said) return false;
    }
    return false;
  };
  let free = 0;
  for (let start = 0; start < figures.length; start++) {
    if (start > free && !ends(start, -1)) continue;
    for (const length of lengths) {
      const end = start + length;
      if (end > figures.length || !ends(end, 1)) continue;
      const kind = kindOf(digits.slice(start, end));
      if (!kind) continue;
      found.push({ kind, digits: digits.slice(start, end), start: place(start), end: place(end - 1) + 1 });
      start = end - 1;
      free = end;
      break;
    }
  }
  return found;
}

const lengths = [18, 19, 17, 16, 13, 12, 11];

function kindOf(digits: string): SensitiveKind | null {
  if (isId18(digits)) return "id";
  if (isPhone(digits)) return "phone";
  if (isLandline(digits)) return "landline";
  return isCard(digits) ? "card" : null;
}
