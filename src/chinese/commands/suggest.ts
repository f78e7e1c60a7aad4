import { distance } from "fastest-levenshtein";
import { pinyin, polyphonic } from "pinyin-pro";
import type { CommandName } from "./command-name.ts";
import { isLatin, type PreparedNames } from "./prepared-names.ts";

type Sounds = readonly {
  readonly command: CommandName;
  readonly spelled: string;
  readonly syllables: readonly Set<string>[];
}[];

const soundsOf = new WeakMap<PreparedNames, Sounds>();

/**
 * The command that an unknown signed word was probably meant for, or null: the same sound without tones and as many
 * characters (谈新), the sound in Latin letters (tanxin), or an English alias one letter off (remin).
 * Words of one syllable and aliases under four letters are too short to tell; between two commands nothing is said.
 */
export function suggest(names: PreparedNames, word: string): CommandName | null {
  const lower = word.toLowerCase();
  const candidates = isLatin(lower)
    ? [...spelledLike(names, lower), ...oneLetterOff(names, lower)]
    : soundingLike(names, word);
  const distinct = new Set(candidates);
  return distinct.size === 1 ? ([...distinct][0] ?? null) : null;
}

function soundingLike(names: PreparedNames, word: string): CommandName[] {
  const length = [...word].length;
  if (length < 2 || length > names.longest) return [];
  const said = syllablesOf(word);
  return sounds(names)
    .filter(({ syllables }) => syllables.length === length)
    .filter(({ syllables }) => syllables.every((readings, index) => intersects(readings, said[index])))
    .map(({ command }) => command);
}

function spelledLike(names: PreparedNames, letters: string): CommandName[] {
  return sounds(names).flatMap(({ command, spelled }) => (spelled === letters ? [command] : []));
}

function oneLetterOff(names: PreparedNames, letters: string): CommandName[] {
  return doable(names)
    .filter(({ word }) => isLatin(word) && word.length >= 4 && Math.abs(word.length - letters.length) <= 1)
    .filter(({ word }) => distance(word, letters) === 1)
    .map(({ command }) => command);
}

const doable = ({ words }: PreparedNames) => [...words.values()].filter(({ command }) => !command.notYet);

function sounds(names: PreparedNames): Sounds {
  const known = soundsOf.get(names);
  if (known) return known;
  const made = doable(names)
    .filter(({ word }) => !isLatin(word) && word.length > 1)
    .map(({ word, command }) => ({
      command,
      spelled: pinyin(word, { toneType: "none", type: "array", v: true }).join(""),
      syllables: syllablesOf(word),
    }));
  soundsOf.set(names, made);
  return made;
}

/** Every reading of every character, so that 行 is both xing and hang. */
function syllablesOf(word: string): Set<string>[] {
  return polyphonic(word, { toneType: "none", type: "array" }).map((readings) => new Set(readings));
}

function intersects(left: Set<string>, right: Set<string> | undefined): boolean {
  return right !== undefined && [...left].some((reading) => right.has(reading));
}
