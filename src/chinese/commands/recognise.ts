import { type Normalised, normalise, skipBlanks } from "../normalise.ts";
import { originalSlice } from "../original-slice.ts";
import { actingWord, idleKind } from "../reader/act-words.ts";
import { type CommandName, labelsAfter } from "./command-name.ts";
import { type Fields, splitFields } from "./fields.ts";
import { type KnownWord, type PreparedNames, wordAt } from "./prepared-names.ts";
import { isSmallTalk } from "./small-talk.ts";
import { suggest } from "./suggest.ts";

export type Recognised =
  | {
      /** `suggest`: a near miss, as it would be under the name that was probably meant */
      readonly kind: "command" | "suggest";
      readonly name: string;
      /** the alias that was typed, where it says more than the name */
      readonly calledAs?: string;
      /** what follows the name, before the first field, in original characters */
      readonly rest: string;
      readonly fields: Fields;
    }
  | { readonly kind: "notYet"; readonly name: string }
  /** `glued`: the label runs on into the words, which only begins an opinion where villagers speak */
  | { readonly kind: "opinion"; readonly label: string | null; readonly rest: string; readonly glued?: true }
  | { readonly kind: "none" };

export type Setting = {
  readonly group: boolean;
  /** the channel said that the bot is mentioned */
  readonly mentioned: boolean;
  readonly botNames: readonly string[];
};

const none: Recognised = { kind: "none" };
const opinionLabel =
  /^(意见|建议|反映|诉求|求助|投诉|异议|反应(?=\s*:))(?:问题|个?事|情况)?(?:[:,。.!;~—-]|\s)[\s:,。.!;~—-]*/;
/** 意见三社路灯不亮, 反映一下路灯的事; 意见很大 and 意见箱 begin none. */
const gluedLabel =
  /^(?:(意见)(?=\p{Script=Han}{4})(?![很不太都是最有没可还也就好真挺蛮非多大箱书簿栏函反收建征稿者领统一已])|(?:我(?:要|想)?)?(反[映应])(?:一下|一?个|下|点)(?!(?:情况|问题|事)?[的者人就了过也])[\s:,。]*(?=\S))/u;

/**
 * What a message asks of the bot, by its form alone: a command, a near miss worth asking about, an opinion, or nothing.
 * Never throws; takes time linear in the length of the text.
 */
export function recognise(text: string, where: Setting, names: PreparedNames): Recognised {
  const line = normalise(text, where.botNames, where.mentioned);
  const words = line.folded.text.slice(line.start, line.end);
  if (!words) return none;
  const addressed = !where.group || where.mentioned || line.mentioned;
  if (/^[/\\、!]/.test(words)) {
    const answer = signed(line, words, names);
    if (answer) return answer;
    // 、 and ! also stand before ordinary words; a slash is meant for some bot
    if (/^[/\\]/.test(words)) return none;
  } else {
    const known = unsigned(words, names, addressed);
    if (known) return asCommand(line, known, line.start + known.word.length);
    const meant = where.group ? undefined : names.words.get(selfService(words));
    if (meant?.command.name === "退订" && plainlyStops.test(words))
      return { kind: "command", name: meant.command.name, rest: "", fields: {} };
    if (meant) return { kind: "suggest", name: meant.command.name, rest: "", fields: {} };
  }
  return opinion(line, words, addressed);
}

function signed(line: Normalised, words: string, names: PreparedNames): Recognised | null {
  const at = skipBlanks(words, 1);
  const known = wordAt(names, words, at);
  const [word = ""] =
    /^(?:\p{Script=Han}{1,8}(?!\p{Script=Han})|[A-Za-z]{1,20}(?![A-Za-z0-9/\\_.@-]))/u.exec(words.slice(at, at + 24)) ??
    [];
  if (word && word.length !== known?.word.length) {
    const meant = suggest(names, word);
    if (meant) return { kind: "suggest", name: meant.name, ...whatFollows(line, meant, line.start + at + word.length) };
  }
  const spaced = spacedWordAt(names, words, at);
  if (spaced && spaced.known.word.length > (known?.word.length ?? 0))
    return asCommand(line, spaced.known, line.start + at + spaced.length);
  // /走访/2026/名单.xlsx is a path
  if (!known || /[/\\]/.test(words.charAt(at + known.word.length))) return null;
  return asCommand(line, known, line.start + at + known.word.length);
}

/** 谈 心: a name with blanks inside, before a blank or the end. */
function spacedWordAt(names: PreparedNames, words: string, at: number): { known: KnownWord; length: number } | null {
  const said = /^\p{Script=Han}(?: \p{Script=Han})+(?= |$)/u.exec(words.slice(at, at + 24))?.[0] ?? "";
  const characters = said.split(" ");
  for (let count = characters.length; count > 1; count--) {
    const known = names.words.get(characters.slice(0, count).join(""));
    if (known) return { known, length: 2 * count - 1 };
  }
  return null;
}

/** Without a sign the name stands alone or before a blank; in a group that did not address the bot, only alone. */
function unsigned(words: string, names: PreparedNames, addressed: boolean): KnownWord | null {
  const known = wordAt(names, words, 0);
  if (!known || known.command.bare === "never") return null;
  const after = words.slice(known.word.length);
  const alone = /^[。.!~]*$/.test(after);
  if (addressed) return alone || /^\s/.test(after) || numberBehind(known.word, after) ? known : null;
  return alone && known.command.bare === "everywhere" && known.word === known.command.name ? known : null;
}

/** 核实J2: the number of a record begins with a letter, so the blank can be left out. */
const numberBehind = (word: string, after: string): boolean =>
  /\p{Script=Han}$/u.test(word) && /^[A-Za-z]\d{1,9}(?![A-Za-z\d])/.test(after);

/** 别再给我发了: said in other words to nobody but the bot, it is worth asking about; else "". */
function selfService(words: string): string {
  const acting = words.length > mostActing ? null : actingWord(words);
  const isOne = acting?.length === words.length && acting.name === "退订";
  return isOne ? acting.name : "";
}

/** Said so, it is done without asking again; 把我删了 and the like are asked about. */
const plainlyStops = /退[订定]|^td|取消订阅|发|推|打扰|骚扰|通知|收/i;

const mostActing = 24;

function asCommand(line: Normalised, { command, calledAs }: KnownWord, afterName: number): Recognised {
  const { name } = command;
  if (command.notYet) return { kind: "notYet", name };
  return { kind: "command", name, ...(calledAs ? { calledAs } : {}), ...whatFollows(line, command, afterName) };
}

function whatFollows(line: Normalised, command: CommandName, afterName: number): { rest: string; fields: Fields } {
  const { text } = line.folded;
  const start = /[:,]/.test(text.charAt(afterName)) && afterName < line.end ? afterName + 1 : afterName;
  const said = text.slice(start, line.end);
  const firstWord = /^\s*(\p{Script=Han}+|[A-Za-z][0-9]+)/u.exec(said)?.[1]?.toUpperCase() ?? "";
  const range = [/^[。.!~]*$/.test(said) ? line.end : start, line.end] as const;
  return splitFields(line.original, line.folded, range, labelsAfter(command, firstWord));
}

function opinion(line: Normalised, words: string, addressed: boolean): Recognised {
  const labelled = opinionLabel.exec(words);
  const glued = labelled ? null : gluedLabel.exec(words);
  if (!labelled && !(glued && !addressed) && (!addressed || isSmallTalk(words) || idleKind(words) !== null))
    return none;
  // said to the bot, such words are an opinion with or without a label
  const head = labelled ?? (addressed ? null : glued);
  const label = head?.[1] ?? head?.[2] ?? null;
  return {
    kind: "opinion",
    label: label === "反应" ? "反映" : label,
    rest: originalSlice(line.original, line.folded, line.start + (head?.[0].length ?? 0), line.end),
    ...(head && head === glued ? { glued: true } : {}),
  };
}
