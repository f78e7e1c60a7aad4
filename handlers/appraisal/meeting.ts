import type { Appraises } from "../../src/bot/appraises.ts";
import type { Context } from "../../src/bot/context.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { readPanels, templateCalled } from "../../src/ledger/appraisal-templates.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { beginVoting } from "./begin.ts";
import { makeAppraisal } from "./make.ts";
import { ownWords } from "./result.ts";
import { resultOf } from "./results.ts";
import { stopVoting } from "./run.ts";
import { type Appraisal, appraisalOf } from "./scope.ts";
import { handOutSlips } from "./slips.ts";

const halfDay = 12 * 60 * 60_000;
const example = "/述职 测评 H3 县委常委 40% 票12；党员群众代表 60% 票30";

/** Ballots of a meeting: its speakers are graded, by slips that are handed out in the hall. */
export const appraises: Appraises = {
  async arrange(meeting, speakers, words, context) {
    const { tables, places } = context;
    const plan = readPanels(words);
    const template = templateCalled("述职测评");
    const place = meeting.place_id === null ? undefined : places.get(meeting.place_id);
    if (!template || !place) throw new UserError("这个会不知道是哪里的，不能测评。");
    if (!plan || plan.some(({ slips }) => slips === null)) throw new UserError(`谁投、占多少、几张票？例：${example}`);
    const sum = plan.reduce((all, { weight }) => all + weight, 0);
    if (sum !== 100) throw new UserError(`权重加起来是${sum}，要100。例：${example}`);
    if (speakers.length === 0) throw new UserError("还没有述职的名单，先发名单再测评。");
    const before = await tables.appraisals.ofMeeting(meeting.id);
    if (before && before.state !== "draft") throw new UserError("测评已经开始了，不能再换票。");
    if (before) await drop(before, context);
    const panels = plan.map(({ title, weight }) => ({ title, weight, how: "slips" as const }));
    const one = await makeAppraisal(
      {
        ...{
          terms: { ...template, panels },
          place,
          at: Number(meeting.due_at) + halfDay,
          meetingId: meeting.id,
          watchers: [],
        },
        objects: speakers.map(({ personId, placeId, name }) => ({
          person_id: personId,
          place_id: placeId,
          name,
          post: "",
        })),
      },
      context,
    );
    const said: string[] = [];
    for (const panel of one.panels)
      said.push(await handOutSlips(one, panel, plan[panel.position - 1]?.slips ?? 0, context));
    return `${one.number} 测评建好了，${speakers.length}位。\n${said.join("\n")}`;
  },
  async begin(meeting, context) {
    const one = await demandOne(meeting, context);
    if (one.row.state !== "draft") throw new UserError("测评已经开始过了。");
    const { tables, now } = context;
    if (!(await tables.records.change(one.row, { due_at: now + halfDay })))
      throw new UserError("刚被别人动过，请再发一次。");
    await beginVoting(await appraisalOf({ ...one.row, due_at: now + halfDay }, tables), context);
    return "测评开始，凭票私聊我发：投票 票号";
  },
  async end(meeting, context) {
    const one = await demandOne(meeting, context);
    if (one.row.state !== "open") throw new UserError("测评没有在进行。");
    return `测评结束：${await stopVoting(one, "停止测评", context)}`;
  },
  async standing(meeting, context) {
    const row = await context.tables.appraisals.ofMeeting(meeting.id);
    if (!row) return "没有测评";
    return row.state === "ready" || row.state === "published" ? "测评已出结果" : "测评还没出结果";
  },
  async ownResult(meeting, personId, context) {
    const row = await context.tables.appraisals.ofMeeting(meeting.id);
    if (!row || (row.state !== "ready" && row.state !== "published")) return "";
    const one = await appraisalOf(row, context.tables);
    const object = one.objects.find(({ person_id }) => person_id === personId);
    return object ? ownWords(object, one, await resultOf(one, context)) : "";
  },
};

async function demandOne(meeting: RecordRow, { tables }: Context): Promise<Appraisal> {
  const row = await tables.appraisals.ofMeeting(meeting.id);
  if (!row) throw new UserError(`这个会没有测评。先建：${example}`);
  return appraisalOf(row, tables);
}

/** Another plan in place of one that has not begun. */
async function drop(row: RecordRow, { tables, now }: Context): Promise<void> {
  await tables.records.change(row, { state: "void", waiting: 0 });
  await tables.ballots.end(row.id);
  await tables.appraisals.set(row.id, { next_at: now });
}
