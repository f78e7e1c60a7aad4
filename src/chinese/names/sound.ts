import { pinyin } from "pinyin-pro";

const heard = new Map<string, string>();

function syllable(char: string): string {
  const known = heard.get(char);
  if (known !== undefined) return known;
  const sound = pinyin(char, { toneType: "none", v: true });
  heard.set(char, sound);
  return sound;
}

/** How a name sounds character by character, without tones: 卧牛 → `wo niu`. Same sound, same length. */
export function soundOf(name: string): string {
  return [...name].map(syllable).join(" ");
}

/** How a name is typed in Latin letters: 东卧牛 → `dongwoniu`; characters with two readings by the word they stand in. */
export function spellingOf(name: string): string {
  return pinyin(name, { toneType: "none", v: true, type: "array" }).join("");
}

/** Latin letters as `spellingOf` writes them, or null when the text is anything else: `Dòng wò-niú` → `dongwoniu`. */
export function latinSpelling(text: string): string | null {
  const plain = text
    .normalize("NFD")
    .replace(/u\u0308/gi, "v")
    .replace(/[\u0300-\u036f\s'-]/g, "")
    .toLowerCase();
  return /^[a-z]{4,40}$/.test(plain) ? plain : null;
}
