import type { Appraises } from "../../src/bot/appraises.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask } from "../../src/bot/order.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { closesAfterMeeting } from "../../src/ledger/appraisal-clock.ts";
import { leastOf, readPanels, templateCalled } from "../../src/ledger/appraisal-templates.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { beginVoting } from "./begin.ts";
import { asSet, makeAppraisal } from "./make.ts";
import { ownWords } from "./result.ts";
import { resultOf } from "./results.ts";
import { follows, isComplete, lastEnd, openRounds, uncoveredWords, waitingRounds, waitingWords } from "./rounds.ts";
import { demandCast, stopVoting } from "./run.ts";
import { type Appraisal, appraisalOf, noted } from "./scope.ts";
import { handOutSlips } from "./slips.ts";
import { knownTemplates } from "./templates.ts";
import { countWords } from "./wording.ts";

const example = "/述职 测评 H3 县委常委 40% 票12；党员群众代表 60% 票30";
const onPaper =
  "/评议 新建 述职测评 新会镇 对象：王建国 票：常委 40% 纸票；代表 60% 纸票 截止：12月30日 监票：李明、丁慧";

/** Ballots of a meeting: its speakers are graded, by slips that are handed out in the hall. */
export const appraises: Appraises = {
  async arrange(meeting, speakers, words, context) {
    const { tables, places } = context;
    const plan = readPanels(words);
    const template = templateCalled("述职测评", await knownTemplates(context));
    const place = meeting.place_id === null ? undefined : places.get(meeting.place_id);
    if (!template || !place) throw new UserError("这个会不知道是哪里的，不能测评。");
    if (!plan || plan.some(({ slips }) => slips === null)) throw new UserError(`谁投、占多少、几张票？例：${example}`);
    const sum = plan.reduce((all, { weight }) => all + weight, 0);
    if (sum !== 100) throw new UserError(`权重加起来是${sum}，要100。例：${example}`);
    if (speakers.length === 0) throw new UserError("还没有述职的名单，先发名单再测评。");
    const before = await tables.appraisals.ofMeeting(meeting.id);
    if (before && before.state !== "draft") throw new UserError("测评已经开始了，不能再换票。");
    const shared = before
      ? (await tables.rounds.of(before.id)).find(({ meeting_id }) => meeting_id !== meeting.id)
      : null;
    if (shared)
      throw new UserError(`${numberOf({ kind: "meeting", number: shared.number })} 也投这一轮，先取消它，再换票。`);
    const panels = plan.map(({ title, weight }) => ({ title, weight, how: "slips" as const }));
    const terms = await asSet({ ...template, panels }, place, onPaper, context);
    const least = leastOf(terms);
    const few = plan.find(({ slips }) => Number(slips) < least);
    if (few) throw new UserError(`${few.title}只有${few.slips}张票，不足${least}张没有结果。例：${example}`);
    if (before) await drop(before, context);
    const one = await makeAppraisal(
      {
        ...{ terms, place, at: Number(meeting.due_at) + closesAfterMeeting, meetingId: meeting.id, watchers: [] },
        objects: speakers.map(({ personId, placeId, name }) => ({
          person_id: personId,
          place_id: placeId,
          name,
          post: "",
          criterion: "",
        })),
      },
      context,
    );
    const said: string[] = [];
    for (const panel of one.panels)
      said.push(await handOutSlips(one, panel, plan[panel.position - 1]?.slips ?? 0, context));
    return `${one.number} 测评建好了，${speakers.length}位。\n${said.join("\n")}`;
  },
  async speakersChanged(meeting, context) {
    const row = await context.tables.appraisals.ofMeeting(meeting.id);
    if (row?.state !== "draft") return "";
    await gradeSpeakers(await appraisalOf(row, context.tables), context);
    return `测评 ${numberOf(row)} 也按这份名单。`;
  },
  async settled(meeting, context) {
    const row = await context.tables.appraisals.ofMeeting(meeting.id);
    if (!row || row.state === "void") return "";
    if (row.state !== "draft") return "测评已经开始了，票上的人定了";
    const { meeting_id } = await context.tables.appraisals.of(row.id);
    return meeting_id === meeting.id ? "" : "测评的名单是前一个会的";
  },
  async begin(meeting, context) {
    const one = await demandOne(meeting, context);
    const { row, rounds } = one;
    const own = waitingRounds(one, meeting);
    if (rounds.length > 0 ? own.length === 0 || !["draft", "open"].includes(row.state) : row.state !== "draft")
      throw new UserError("测评已经开始过了。");
    const { tables, now } = context;
    const isDraft = row.state === "draft";
    const { meeting_id } = one.info;
    if (isDraft && meeting_id !== null && (await gradedIn(meeting_id, context)).length === 0)
      throw new UserError(`没有要测评的人，没开始。不测评回：/述职 测评 ${numberOf(meeting)} 不测`);
    const due = Math.max(now + closesAfterMeeting, lastEnd(one, meeting), isDraft ? 0 : Number(row.due_at));
    if (!(await tables.records.change(row, { due_at: due }))) throw new UserError("刚被别人动过，请再发一次。");
    // what was changed of the speakers may have been taken back since
    if (isDraft) await gradeSpeakers(one, context);
    if (isDraft) await beginVoting(await appraisalOf({ ...row, due_at: due }, tables), context);
    for (const round of own) await tables.rounds.set(round, "open");
    return "测评开始，凭票私聊我发：投票 票号";
  },
  async end(meeting, context) {
    const one = await demandOne(meeting, context);
    if (one.row.state !== "open") throw new UserError("测评没有在进行。");
    return endIn(one, meeting, "停止测评", context);
  },
  async endWith(meeting, context) {
    const row = await context.tables.appraisals.ofMeeting(meeting.id);
    if (row?.state !== "open") return "";
    const one = await appraisalOf(row, context.tables);
    return one.rounds.length > 0 && openRounds(one, meeting).length === 0 ? "" : endIn(one, meeting, "散会", context);
  },
  async standing(meeting, context) {
    const row = await context.tables.appraisals.ofMeeting(meeting.id);
    if (!row) return { words: "没有测评", isWaitedFor: false };
    if (row.state === "ready" || row.state === "published") return { words: "测评已出结果", isWaitedFor: false };
    const one = await appraisalOf(row, context.tables);
    const waiting = waitingWords(one);
    const words = `测评还没出结果（${waiting === "" ? "" : `${waiting}；`}出来了再用“/评议 反馈 ${one.number}”发）`;
    return { words, isWaitedFor: true };
  },
  follows,
  async cancel(meeting, context) {
    const { tables } = context;
    const row = await tables.appraisals.ofMeeting(meeting.id);
    if (!row || (row.state !== "draft" && row.state !== "open")) return "";
    const one = await appraisalOf(row, tables);
    if (one.info.meeting_id === meeting.id) {
      await drop(row, context);
      await noted(one, "作废", context);
      return `${one.number} 的测评也作废了，投的票都销毁。`;
    }
    for (const round of one.rounds.filter(({ meeting_id }) => meeting_id === meeting.id)) {
      await tables.rounds.drop(round);
      if (round.place_id !== null) await tables.rounds.dropRights(round);
      else await tables.rounds.dropUncast(round);
    }
    return `${one.number} 少了这个会的票：再接一个会，或不再等：/评议 停止 ${one.number}。`;
  },
  async ownResult(meeting, personId, context) {
    const row = await context.tables.appraisals.ofMeeting(meeting.id);
    if (!row || (row.state !== "ready" && row.state !== "published")) return "";
    const one = await appraisalOf(row, context.tables);
    const object = one.objects.find(({ person_id }) => person_id === personId);
    return object ? ownWords(object, one, await resultOf(one, context)) : "";
  },
};

/** `word`: what is said to close it, and again where that is asked. */
const endIn = (one: Appraisal, meeting: RecordRow, word: string, context: Context): Promise<string> =>
  one.rounds.length > 0 ? endRounds(one, meeting, word, context) : endAll(one, meeting, word, context);

/** A panel that nobody voted in may be meant for another meeting: it is asked once. */
async function endAll(one: Appraisal, meeting: RecordRow, word: string, context: Context): Promise<string> {
  const { tables } = context;
  const turnout = await tables.ballots.turnout(one.row.id);
  const empty = one.panels.filter(({ id }) => (turnout.get(id)?.voted ?? 0) === 0);
  const later =
    empty.length < one.panels.length ? `留到下一级的会上投：/述职 接着 ${numberOf(meeting)} 地点 时间；` : "";
  // who has filled one is told first, and may still cast it
  if ((await tables.ballots.uncast(one.row.id)).length === 0)
    demandVoted(
      empty.map(({ title }) => title),
      later,
      word,
      context,
    );
  return `测评结束：${await stopVoting(one, word, context)}`;
}

/** Closed without a vote it has no result, and is not opened again: it is asked once. @throws Ask */
function demandVoted(empty: readonly string[], later: string, word: string, { order }: Context): void {
  if (!order || order.chosen.nobody !== undefined || empty.length === 0) return;
  const sure = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, nobody: "yes" } };
  const titles = empty.join("、");
  throw new Ask(
    `${titles}一张没投，停了就没有综合分。${later}就这样停，再回“${word}”。`,
    { kind: "choice", choices: [{ label: word, order: sure }] },
    `${titles}一张没投，要停请私聊我。`,
  );
}

/** What votes in this meeting is closed; with the last of all meetings it is counted. */
async function endRounds(one: Appraisal, meeting: RecordRow, word: string, context: Context): Promise<string> {
  const { tables, now } = context;
  const own = openRounds(one, meeting);
  if (own.length === 0) throw new UserError("测评没有在进行。");
  const titleOf = ({ panel_id }: (typeof own)[number]) => one.panels.find(({ id }) => id === panel_id)?.title ?? "";
  const empty: string[] = [];
  for (const round of own) if ((await tables.rounds.turnout(round)).voted === 0) empty.push(titleOf(round));
  const waiting = new Set<string>();
  for (const round of own) for (const account of await tables.rounds.uncast(round)) waiting.add(account);
  if (waiting.size === 0) demandVoted(empty, "", word, context);
  await demandCast(one, [...waiting], word, context);
  if (!(await tables.records.change(one.row, {}))) throw new UserError("刚被别人动过，请再发一次。");
  const said: string[] = [];
  for (const round of own) {
    const { entitled, voted } = await tables.rounds.turnout(round);
    said.push(`${titleOf(round)}${countWords(voted, leastOf(one.terms))}/${entitled}`);
    await tables.rounds.dropUncast(round);
    await tables.rounds.set(round, "closed");
  }
  await noted(one, "停止投票", context);
  const after = await appraisalOf(one.row, tables);
  if (isComplete(after, context)) {
    if (!(await tables.records.change(one.row, { state: "counting" })))
      throw new UserError("刚被别人动过，请再发一次。");
    await tables.appraisals.set(one.row.id, { next_at: now });
    return `测评结束：${said.join("，")}。几个会都投完了，马上算分`;
  }
  const rest = waitingWords(after);
  const left = uncoveredWords(after, context);
  const more = left === "" ? "都投完再算分" : `还差${left}，再接会，不等了发“/评议 停止 ${one.number}”`;
  return `测评结束：${said.join("，")}。${rest === "" ? "" : `${rest}，`}${more}`;
}

async function demandOne(meeting: RecordRow, { tables }: Context): Promise<Appraisal> {
  const row = await tables.appraisals.ofMeeting(meeting.id);
  if (!row) throw new UserError(`这个会没有测评。先建：${example}`);
  return appraisalOf(row, tables);
}

const gradedIn = async (meetingId: string, { tables }: Context) =>
  (await tables.meetings.agenda(meetingId)).filter(({ ungraded }) => ungraded === 0);

/** Graded are those who report in the meeting now, in their order. */
async function gradeSpeakers({ row, info }: Appraisal, context: Context): Promise<void> {
  const { tables } = context;
  if (info.meeting_id === null) return;
  const agenda = await gradedIn(info.meeting_id, context);
  const objects = agenda.map(({ person_id, place_id, name }) => ({
    person_id,
    place_id,
    name,
    post: "",
    criterion: "",
  }));
  await tables.appraisals.setObjects(row.id, objects);
}

/** Another plan in place of one that has not begun. */
async function drop(row: RecordRow, { tables, now }: Context): Promise<void> {
  await tables.records.change(row, { state: "void", waiting: 0 });
  await tables.ballots.end(row.id);
  await tables.appraisals.set(row.id, { next_at: now });
}
