import { foldText } from "../fold.ts";
import { isConditional, isIronic, withoutQuestions } from "./clauses.ts";
import { laterWorded } from "./later-words.ts";
import { readOptions } from "./options.ts";
import type { PreparedQuestion } from "./question.ts";
import { wordedAnywhere, wordedStrictly } from "./stance-words.ts";

/** An option's name, or 同意 反对 没意见 弃权. */
export type Stance = string;

/** A clear stance, an answer that waits for a human, or null: not an answer. */
export type Said = { readonly stance: Stance } | "unclear" | null;

/** What the message quotes: another answer, or something that is none. */
export type Quoted = Said | "chatter";

// pictures, stickers and skin tones; not the thumb, and not the faces that make a word ironic
const decoration =
  /\[(?!强|赞|笑哭|捂脸|破涕为笑|偷笑|呲牙|坏笑|白眼|奸笑|旺柴|苦涩)[^\][]{1,6}\]|[\u{1f3fb}-\u{1f3ff}\u20e3]/gu;

/** A sign that could be a yes or just 收到. */
const nod = /[👌✅☑✔🆗]|\[(?:ok|OK|好的)\]/u;
/** 谁同意谁是傻子, 咋能同意: a question in form only. */
const rhetorical =
  /^(?!.*\?).*(?:(?:谁|哪个)(?:爱|想|要|愿意?)?(?:同意|支持|赞成)(?:谁|哪个)|(?:咋|哪|怎么?|岂)(?:能|会|可能)(?:同意|支持|赞成))/;

/** 呃, 那个, 就是 and doubled words, as a voice leaves them in a transcript. */
function withoutFillers(said: string): string {
  return said
    .replace(/[呃]+[,.。… ]*/g, "")
    .replace(/^(?:嗯{2,}|(?:那个|这个|就是){2,}|(?:嗯+[, ]?)?(?:那个|就是)(?=[我俺同赞支反东西南北那就不]))[,。 ]*/, "")
    .replace(/([我俺就])\1+/g, "$1");
}

const clear = (stance: Stance): Said => ({ stance });

/**
 * What a message says about the question. `addressed`: it quotes the opening, mentions the bot, or names the number.
 * `quoted`: what the message it quotes said, null when it quotes none (or the opening).
 */
export function readStance(text: string, question: PreparedQuestion, addressed: boolean, quoted: Quoted): Said {
  const folded = foldText(text);
  const said = withoutFillers(folded.replace(decoration, "").trim());
  if (addressed && rhetorical.test(said)) return question.options ? "unclear" : clear("反对");
  const statement = withoutQuestions(said)
    .replace(/^(?:(?![👍👎])\p{Extended_Pictographic}|[\s,。!~])+/u, "")
    .trim();
  if (!/[\p{L}\p{N}👍👎]|\[(?:强|赞)\]/u.test(statement)) return addressed && nod.test(folded) ? "unclear" : null;
  const read = readStatement(statement, question, addressed, quoted);
  if (read === null) return addressed ? "unclear" : null;
  // 周六上午就行 sets no condition
  if (read !== "unclear" && read.stance === "弃权" && !isIronic(said)) return read;
  const named = (question.options ?? []).filter(({ folded }) => !/同意|赞成|支持/.test(folded));
  const unnamed = named.reduce((words, { folded }) => words.replaceAll(folded, ""), said);
  return isConditional(unnamed) || isIronic(said) ? "unclear" : read;
}

function readStatement(said: string, question: PreparedQuestion, addressed: boolean, quoted: Quoted): Said {
  const byNumber = question.numbered ? readNumber(said, question) : null;
  if (byNumber) return byNumber;
  if (question.options) {
    const agreed = agreesByOption(said, question, addressed);
    if (agreed) return agreed;
    const option = readOptions(said, question, question.options);
    if (option === "question") return null;
    if (option) return option === "any" ? clear("弃权") : option === "unclear" ? option : clear(option.option);
  }
  if (quoted !== null && quoted !== "chatter" && sameAsQuoted.test(said)) return quoted;
  const anywhere = addressed || (quoted !== null && quoted !== "chatter");
  const worded = anywhere
    ? wordedAnywhere(said, question)
    : (wordedStrictly(said, question) ?? laterWorded(said, question));
  // what agrees with chatter, or does not mind it, says nothing of the question
  if (worded === null || (quoted === "chatter" && !addressed)) return null;
  if (worded === "unclear") return worded;
  if (worded === "同意" && quoted !== null && quoted !== "chatter" && !addressed) return quoted;
  if (question.options && (worded === "同意" || worded === "反对")) return "unclear";
  return clear(worded);
}

/** 我也是: whatever it is that the quoted one says. */
const sameAsQuoted =
  /^(?:(?:我|俺|咱|额)(?:们|家|屋头?)?也(?:是|一样|这么想|这样想)|(?:跟|和|同)(?:你|他|她|恁)(?:们)?(?:一样|一个意见)|一样|同感)[的啊吧呀哈嘛~!。]*$/u;

/** Where 同意 and 不同意 are the options, they are read as words: double negation and both alike. */
function agreesByOption(said: string, question: PreparedQuestion, addressed: boolean): Said {
  const yes = question.options?.find(({ folded }) => folded === "同意");
  const no = question.options?.find(({ folded }) => /^(?:不同意|反对)$/.test(folded));
  if (!yes || !no || !said.includes("同意") || /\+1|都(?:行|可以|成|中|要得)/.test(said)) return null;
  const worded = addressed ? wordedAnywhere(said, question) : wordedStrictly(said, question);
  if (worded === "同意") return clear(yes.name);
  return worded === "反对" ? clear(no.name) : "unclear";
}

/** An option's number: alone, after 选 or 改, or followed by a sign and a reason; 2口人 and 1点 are none. */
function readNumber(said: string, question: PreparedQuestion): Said {
  if (/^(?:第?[0-9一二三四五六七八九]个?[、,和跟或 ]?){2,}都(?:行|可以|成|中)/.test(said)) return clear("弃权");
  const refused =
    /^(?:(?:不|别)(?:选|要|投)?第?[0-9]{1,2}个?|第?[0-9]{1,2}个?(?:不[行好中要]|不合适))[,。、\s]+/.exec(said)?.[0] ??
    "";
  return (
    numberAt(said.slice(refused.length), question, false) ?? laterNumber(said, question) ?? numberAtEnd(said, question)
  );
}

/** 我在苏州，3: perhaps the number of an option, perhaps of something else. */
function numberAtEnd(said: string, { options }: PreparedQuestion): Said {
  const last = /[,。;!\s]([0-9])[。!~]?$/u.exec(said.slice(-4))?.[1];
  const before = said.slice(0, -2);
  if (last === undefined || !/\p{Script=Han}/u.test(before) || /[0-9]/.test(before)) return null;
  return Number(last) >= 1 && Number(last) <= (options?.length ?? 2) ? "unclear" : null;
}

/** 想好了，选2: in a later clause a number needs a verb and stands alone. */
function laterNumber(said: string, question: PreparedQuestion): Said {
  const [first = "", ...clauses] = said.split(/[,。;!\s]+/);
  // 打错了，2
  if (mistaken.test(first) && clauses.length === 1) return numberAt(clauses[0] ?? "", question, false);
  const last = clauses.findLast((clause) => clause && numberAt(clause, question, true) !== null);
  return last === undefined ? null : numberAt(last, question, true);
}

const mistaken = /^(?:(?:我|俺)?(?:刚才|又|给)?(?:打|选|投|写|说|发|按|弄)错了?|错了|不对|改主意了|想好了)$/;
const number =
  /^(?:那么?|好|行|不过|但是?|可是?)?(?:(?:我|俺|咱)们?家?)?(还是|就|那就)?(选|改成?|改选|投|扣|回|要)? ?(第|方案|选项)? ?(?:([0-9]{1,2})|([一二三四五六七八九]))(?:[个号项种]?(?=$)|[个项种])?了?[啊吧呗哈呀嘛噻嘞咯哟哩撒]*(?=$|[,。、:;!~](?![0-9])| )/u;

function numberAt(said: string, question: PreparedQuestion, alone: boolean): Said {
  const match = number.exec(said);
  if (!match) return null;
  const [whole, still, verb, ordinal, figure, spoken] = match;
  const reason = said.slice(whole.length).trim();
  const chosenByVerb = verb !== undefined || ordinal !== undefined || (alone && still !== undefined);
  if (!chosenByVerb && (alone || spoken || /[号个项种]/.test(whole))) return null;
  if (alone && reason) return null;
  const index = Number(figure ?? "一二三四五六七八九".indexOf(spoken ?? "") + 1) - 1;
  const chosen = (question.options?.map(({ name }) => name) ?? ["同意", "反对"])[index];
  const alsoNamed = question.options && reason ? readOptions(reason, question, question.options) : null;
  // a blank alone is no sign: 2 口人
  if (/^ [^,。、:;!~]/.test(said.slice(whole.length)) && !alsoNamed && !chosenByVerb) return null;
  if (chosen === undefined || (typeof alsoNamed === "object" && alsoNamed && alsoNamed.option !== chosen))
    return "unclear";
  return clear(chosen);
}
