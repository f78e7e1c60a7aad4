import { Converter } from "opencc-js/cn2t";
import { fold } from "../../../src/chinese/fold.ts";

const traditional = Converter({ from: "cn", to: "t" });
const blanks = [" ", "　", "\u00a0", "\u2005"];

/** The same words as another phone would send them: full width, traditional, other blanks, invisible characters. */
export function variation(text: string, picks: readonly number[]): string {
  return [...text]
    .map((character, index) => {
      const choices = spellings(character);
      const pick = picks[index % picks.length] ?? 0;
      return (choices[pick % choices.length] ?? character) + (pick % 11 === 10 ? "\u200b" : "");
    })
    .join("");
}

function spellings(character: string): string[] {
  if (character === " ") return blanks;
  const code = character.codePointAt(0) ?? 0;
  if (code > 0x20 && code < 0x7f) return [character, String.fromCodePoint(code + 0xfee0)];
  const half = character.normalize("NFKC");
  if (/^[：，；！？（）]$/.test(character)) return [character, half];
  const other = traditional(character);
  return fold(other).text === fold(character).text ? [character, other] : [character];
}

export const folded = (text: string): string => fold(text).text;
