import { castSaid, ungraded } from "../../src/bot/ballot-box.ts";
import type { Context } from "../../src/bot/context.ts";
import { lastsOf, readPending } from "../../src/bot/order.ts";
import { quotedBy } from "../../src/bot/record/find.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import type { Ear, Heard } from "../../src/bot/turn/ear.ts";
import { shownLasts } from "../../src/ledger/appraisal.ts";
import {
  askedBallot,
  casts,
  numbersWords,
  readTyped,
  slipAlone,
  type Typed,
} from "../../src/ledger/appraisal-words.ts";
import type { Hand } from "../../src/store/tables/ballots.ts";
import { type Ballot, ballotOf, ballotText, isTaken, pageOf, show } from "./ballot.ts";
import { askForBallot } from "./find-ballot.ts";
import { amends, takenBack, takesBack } from "./taken-back.ts";

const inPrivate = "投票请私聊我。";
/** A whole ballot that is said to the bot where others read it, by whoever has none before them there. */
const wholeBallot =
  /^[1-5１-５\s、，,]{3,}$|^(?!不?好(?:的|了|吧)?[。.!！]*$)(?:全部|全|都|一律)*(?:[\d０-９]{1,2}号)?(?:很不|很|非常|不|较|基本|比较)?(?:好|满意|称职|一般|差|不了解)(?:吧|的)?[。.!！]*$/u;
/** What whoever is on a roster or has begun a ballot may type before it is shown or once it is cast; whether it would fill one is looked up. */
const looksTyped =
  /^(?=[\s\S]{2,80}$)[\s\S]*(?:[\d０-９好差优良]|一般|满意|称职|合格|了解|不?给|[甲乙丙丁]|[一二三四五六七八九]{2})/u;
/** A grade that names nobody: people say so of other things too. */
const gradesNobody =
  /^(?:都|全部|全|一律|统统|已经?)*(?:很不|很|非常|不太|不|较|基本|比较|挺|真|还)*(?:好|行|满意|称职|合格|一般|差|了解|优秀|优|良好|良)(?:了|的|吧|啊)*[。.!！]*$/u;
/** `怎么投`, with a ballot before one. */
const asksHow =
  /^(?:这个?)?(?:怎么|咋|如何)(?:个)?(?:投|打|写|填|选|评)(?:票|分|法|呢|啊|呀)?[?？。]*$|^我?(?:还是)?(?:不会|看不懂|不懂|没看懂)(?:投|打|填|写|选)?(?:票|了|啊|呀)?[。.!！]*$/u;
const turns = /^(?:第\s*([1-9一二三四五六七八九])\s*页|(下|上)一?[页户])[。.!！]*$/u;
const abstains = /^我?(?:不投|弃权|不想投|不打)(?:了|票)?[。.!！]*$/u;
const uncast = "不回“投”就不算投，打过的也不算。想投了发“投票”。";
const late = "票摆出来半个钟头了，这条没留。先发“投票”，再写。";
const castBefore = "这张票投过了，这条没留。别的话另发。";
const mostTyped = 400;

/** What may be a ballot, or asks for one. Nothing of it is kept but what it was answered. */
export const hearBallot: Ear = {
  name: "a ballot",
  keeps: "answer",
  sealed: true,
  hears(scene, heard) {
    const { message } = heard;
    const isHeld = scene.account.ballotShownAt !== null;
    const isAddressed = message.mentioned || message.text.includes("@");
    const mayBe = isHeld || scene.account.hasBallot || (message.chat.kind === "group" && isAddressed);
    const { words } = heard;
    if (words.length > mostTyped) return false;
    if (message.chat.kind === "direct" && slipAlone(words) !== null) return true;
    if (!mayBe && !message.text.includes("投")) return false;
    if (askedBallot(words) !== null || casts.test(words)) return true;
    return message.chat.kind === "direct"
      ? isHeld || (scene.account.hasBallot && (takesBack.test(words) || looksTyped.test(words.replace(amends, ""))))
      : isAddressed && (isHeld || wholeBallot.test(words));
  },
  async answer(heard, context) {
    const { message } = heard;
    const isDirect = message.chat.kind === "direct";
    const asked = askedBallot(heard.words) ?? (isDirect ? slipAlone(heard.words) : null);
    if (asked === null && (await isOfWhatItQuotes(heard, context))) return null;
    if (message.chat.kind === "group")
      return asked !== null || (await isBallotInGroup(heard.words, context)) ? [here(inPrivate)] : null;
    if (takesBack.test(heard.words)) return takenBack(heard.words, context);
    const reply = asked === null ? await typed(heard.words, context) : await askForBallot(asked, context);
    return reply && [reply];
  },
};

/** It is said of something else than an appraisal; where many speak also of what others wrote. */
async function isOfWhatItQuotes({ message, words }: Heard, context: Context): Promise<boolean> {
  if (message.quote === null) return false;
  const quotes = await quotedBy(message, context);
  return quotes.length > 0
    ? quotes.every(({ kind }) => kind !== "appraisal")
    : message.chat.kind === "group" && gradesNobody.test(words);
}

/** What would fill a ballot if it were said one-to-one, and answers nothing that is asked here. */
async function isBallotInGroup(words: string, context: Context): Promise<boolean> {
  const { tables, actor, group, now } = context;
  const isAsked = group !== null && group.asking !== "";
  if (gradesNobody.test(words) && (isAsked || (await isAskedWhetherDone(context)))) return false;
  if (!isAsked && group?.placePath != null && wholeBallot.test(words))
    if ((await tables.appraisals.covering(group.placePath, "open")).length > 0) return true;
  const hand = await tables.ballots.hand(actor.account);
  const ballot = hand && (await ballotOf(await tables.ballots.right(hand.right_id), context));
  const said = ballot && readIn(ballot, hand?.page ?? 0, words);
  if (!hand || !said) return false;
  const isFresh = now - Number(hand.shown_at) <= shownLasts;
  return isAsked ? isFresh && said.kind === "fills" : isFresh || saysGrades(said);
}

/** Grades of the ballot stand in it, whatever else does. */
const saysGrades = (said: Typed): boolean =>
  said.kind === "fills" || (said.kind === "wrong" && said.meant === "surely");

/** Something they asked for waits for their word whether it was done. */
async function isAskedWhetherDone({ tables, actor }: Context): Promise<boolean> {
  const who = { account: actor.account, personId: actor.person?.id ?? null, stakes: ["asker" as const] };
  return (await tables.involved.held("assignment", ["checking"], who)).length > 0;
}

const readIn = ({ lines, one }: Ballot, page: number, words: string): Typed | null =>
  readTyped(words, { lines, shown: pageOf({ lines, one }, page), scale: one.terms.scale });

/** Said with a ballot before one. Null: it means something else. */
async function typed(whole: string, context: Context): Promise<Reply | null> {
  const words = whole.replace(amends, "");
  const { tables, actor } = context;
  const hand = await tables.ballots.hand(actor.account);
  const ballot = hand && (await ballotOf(await tables.ballots.right(hand.right_id), context));
  if (!hand || !ballot) return withoutHand(words, words !== whole, context);
  const turned = pageAsked(ballot, hand.page, words);
  if (turned !== null) return show(ballot, turned, context);
  const said = readIn(ballot, hand.page, words);
  if (said === null) {
    if (context.now - Number(hand.shown_at) > shownLasts) return null;
    return asksHow.test(words) ? show(ballot, hand.page, context) : abstains.test(words) ? here(uncast) : null;
  }
  const isFresh = context.now - Number(hand.shown_at) <= shownLasts;
  if (said.kind === "wrong" && said.meant === "perhaps" && !isFresh) return null;
  if (gradesNobody.test(words) && !(isFresh && said.kind === "fills")) {
    if (await isAskedWhetherDone(context)) return null;
    if (said.kind === "fills" && said.grades.size === 1) return here(late);
  }
  const meant = await isMeant(said, words, hand, context);
  if (meant === "late") return here(late);
  if (!meant) return null;
  if (!isTaken(ballot, context)) return here(`${ballot.one.number} 已经截止，没投进去。`);
  if (!(await tables.ballots.hold(ballot.right.id))) return here("这张票投过了。");
  // whoever closed it in this meeting was waited for
  if (!(await tables.rounds.takes(ballot.right))) return here(`${ballot.one.number} 已经截止，没投进去。`);
  switch (said.kind) {
    case "wrong":
      return here(said.said);
    case "cast":
      return cast(ballot, hand, context);
    case "fills":
      return fill(ballot, hand, said.grades, context);
  }
}

/** `下一页`, `第2页`: which of several is to be shown. */
function pageAsked(ballot: Ballot, page: number, words: string): number | null {
  const [whole, number, way] = turns.exec(words.trim()) ?? [];
  if (whole === undefined) return null;
  const asked = number === undefined ? page + (way === "下" ? 1 : -1) : "一二三四五六七八九".indexOf(number);
  const meant = asked < 0 && number !== undefined ? Number(number) - 1 : asked;
  return pageOf(ballot, meant).length > 0 && (meant > 0 || page > 0) ? Math.max(meant, 0) : null;
}

/** A figure means the ballot for half an hour after it was shown; what was asked since gets it first, unless it is a whole ballot. */
async function isMeant(said: Typed, words: string, { shown_at }: Hand, context: Context): Promise<boolean | "late"> {
  const { message, now, tables, actor } = context;
  const isFigure = isFigures(words);
  const isLate = isFigure && now - Number(shown_at) > shownLasts;
  if (isLate && said.kind === "fills" && said.grades.size > 1) return "late";
  if (isLate) return false;
  if (said.kind === "fills" && (said.grades.size > 1 || !isFigure)) return true;
  if (said.kind === "cast") return true;
  const open = (await tables.dialogs.of(actor.account)).filter(({ expires_at }) => Number(expires_at) > now);
  return !open.some((one) => {
    const { question } = readPending(one.state, one);
    return (
      !one.chat.endsWith("#aside") &&
      Number(one.expires_at) - lastsOf(question) > Number(shown_at) &&
      message.chat.kind === "direct"
    );
  });
}

/** Typed again behind a ballot that was cast, or before it was asked for: that one is shown, and has to be filled with it in view. */
async function withoutHand(words: string, isAmended: boolean, context: Context): Promise<Reply | null> {
  const { tables, actor, now } = context;
  const own = actor.person ? await tables.ballots.ofPerson(actor.person.id) : [];
  const begun = await tables.ballots.ofAccount(actor.account);
  const all = [...own, ...begun].sort((one, other) => other.used - one.used);
  if (all.length === 0) return null;
  const isNobody = gradesNobody.test(words);
  if (isNobody && (await isAskedWhetherDone(context))) return null;
  const dialogs = await tables.dialogs.of(actor.account);
  const isAsked = dialogs.some(({ chat, expires_at }) => !chat.endsWith("#aside") && Number(expires_at) > now);
  for (const right of all) {
    const ballot = await ballotOf(right, context);
    const said = ballot && readIn(ballot, 0, words);
    if (!ballot || !said) continue;
    const isOne = said.kind === "fills" && said.grades.size === 1;
    if (right.used === 1) {
      if (isOne && isAsked && (isNobody || isFigures(words))) continue;
      if (said.kind === "wrong" && said.meant === "surely") return here(castBefore);
      if (said.kind === "wrong") continue;
      return here(isAmended ? "投进票箱的收不回，也改不了。" : "这张票投过了。");
    }
    if (said.kind !== "fills" || !isTaken(ballot, context) || (isOne && isNobody) || (isFigures(words) && isAsked))
      continue;
    await show(ballot, 0, context);
    return here(`这条没留，先看票再写。\n${ballotText(ballot, 0, context)}`);
  }
  return null;
}

const isFigures = (words: string): boolean => /^[\d０-９\s、，,]+$/u.test(words.trim());

/** The answer depends on which lines are filled, and on nothing else that was said. */
async function fill(ballot: Ballot, hand: Hand, grades: ReadonlyMap<number, number>, context: Context): Promise<Reply> {
  const { one, right, objects, lines } = ballot;
  const { tables, ballotBox } = context;
  const key = one.info.public_key;
  if (key === null) throw new Error("an open appraisal has no key");
  const filled = [...grades].flatMap(([at, grade]) => {
    const object = objects[at];
    const about = object && { record: one.row.id, panel: right.panel_id, object: object.id };
    return about ? { object_id: about.object, envelope: ballotBox.seal(key, about, grade) } : [];
  });
  await tables.ballots.fill(right, filled);
  const missing = await missingOf(ballot, context);
  if (missing.length === 0) return here(`${lines.length}项都收好了。回“投”投进票箱，投了不能改；要改就重写。`);
  const left = `收好了，还差${numbersWords(missing)}。`;
  const isPageDone = pageOf(ballot, hand.page).every((at) => !missing.includes(lines[at]?.number ?? 0));
  const next = lines.findIndex(({ number }) => missing.includes(number));
  const page = Math.floor(next / Math.max(1, pageOf(ballot, 0).length));
  if (!isPageDone || page === hand.page) return here(left);
  await show(ballot, page, context);
  return here(`${left}\n${ballotText(ballot, page, context)}`);
}

async function missingOf({ right, objects }: Ballot, { tables }: Context): Promise<readonly number[]> {
  const filled = await tables.ballots.filled(right.id);
  return objects.filter(({ id }) => !filled.has(id)).map(({ position }) => position);
}

async function cast(ballot: Ballot, hand: Hand, context: Context): Promise<Reply> {
  const { one, right, objects } = ballot;
  const { tables, ballotBox, actor } = context;
  const missing = await missingOf(ballot, context);
  if (missing.length === objects.length) return show(ballot, 0, context);
  if (missing.length > 0 && hand.warned === 0) {
    await tables.ballots.warn(right.id, actor.account);
    return here(`还差${numbersWords(missing)}，没打的算不了解。这样投回“投”。`);
  }
  const key = one.info.public_key;
  if (key === null) throw new Error("an open appraisal has no key");
  const filled = await tables.ballots.filled(right.id);
  const rest = objects.filter(({ id }) => !filled.has(id));
  await tables.ballots.fill(
    right,
    rest.map(({ id }) => ({
      object_id: id,
      envelope: ballotBox.seal(key, { record: one.row.id, panel: right.panel_id, object: id }, ungraded),
    })),
  );
  await tables.ballots.cast(right);
  return here(castSaid);
}
