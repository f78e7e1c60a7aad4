import type { Context } from "../../src/bot/context.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { findPlace } from "../../src/chinese/names/index.ts";
import { slipsPerPhone as usualSlips, wrongSlipsAnHour } from "../../src/ledger/appraisal.ts";
import { slipIn } from "../../src/ledger/appraisal-words.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { Right } from "../../src/store/tables/ballots.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { type Ballot, ballotOf, isTaken, show } from "./ballot.ts";
import { votingOf } from "./rounds.ts";
import { placeName } from "./wording.ts";

const hour = 60 * 60_000;
const used = "这张票投过了。";
const wrong = "票号不对或用过了。";

/** `投票`, with what stands behind it. Null: nobody's ballot is meant. */
export async function askForBallot(said: string, context: Context): Promise<Reply | null> {
  const slip = slipIn(said);
  if (slip !== null) return bySlip(slip, context);
  const all = await ballotsOf(context, said);
  const open = all.filter((ballot) => ballot.right.used === 0 && isTaken(ballot, context));
  const meant = chosenFrom(open, said);
  const [first, ...others] = meant;
  if (first && others.length === 0) return show(first, 0, context);
  if (first)
    return here(
      `您有${meant.length}张票：${meant.map((ballot, at) => `${at + 1}、${called(ballot, context)}`).join("；")}。回“投票 1”这样选。`,
    );
  if (said !== "" && open.length > 0) return here(`您有${open.length}张票，没有“投票”后面写的那张。发“投票”看。`);
  if (all.some(({ right }) => right.used === 1)) return here(used);
  if (said !== "" && !/^[Aa]?\d+$/.test(said) && all.length === 0) return null;
  return here(
    context.actor.person
      ? "现在没有您的票。手里有票号的，发：投票 票号"
      : "请跟干部要票号或认领码。有票号的，发：投票 票号",
  );
}

const called = ({ one, right }: Ballot, context: Context): string =>
  `${one.number} ${placeName(one, context)}${one.terms.name}${one.panels.find(({ id }) => id === right.panel_id)?.title ?? ""}票`;

/** `2` of those that were listed, `A2` by its number. */
function chosenFrom(open: readonly Ballot[], said: string): readonly Ballot[] {
  if (said === "") return open;
  const number = /^[Aa](\d+)/.exec(said)?.[1];
  if (number !== undefined) return open.filter(({ one }) => one.row.number === Number(number));
  const index = /^\d+$/.test(said) ? Number(said) - 1 : -1;
  if (index >= 0) return open.slice(index, index + 1);
  return open.filter(({ right }) => right.place_id !== null);
}

/** Those of a roster, those begun with a slip, and open ones around where somebody lives. */
async function ballotsOf(context: Context, said: string): Promise<readonly Ballot[]> {
  const { tables, actor } = context;
  const own = actor.person ? await tables.ballots.ofPerson(actor.person.id) : [];
  const begun = await tables.ballots.ofAccount(actor.account);
  const open: Right[] = [];
  for (const { row, village } of await openAround(context, said))
    for (const panel of await tables.appraisals.panels(row.id))
      if (panel.how === "open")
        open.push(
          await tables.ballots.openRight({
            ...{ record_id: row.id, panel_id: panel.id, person_id: actor.person?.id ?? null },
            ...{ account: actor.account, place_id: village },
          }),
        );
  const rights = [...new Map([...own, ...begun, ...open].map((right) => [right.id, right])).values()];
  const ballots: Ballot[] = [];
  for (const right of rights) {
    const ballot = await ballotOf(right, context);
    if (ballot && ballot.one.row.state === "open" && ballot.lines.length > 0) ballots.push(ballot);
  }
  return ballots;
}

/** Open appraisals with an open panel at a place where somebody lives, or that they name. */
async function openAround(
  { tables, actor, places }: Context,
  said: string,
): Promise<{ row: RecordRow; village: string | null }[]> {
  const home = actor.person?.homePlaceId ?? actor.posts[0]?.placeId ?? null;
  const words = said.replace(/^[Aa]\d+\s*/, "");
  const found = words === "" ? { kind: "none" as const } : findPlace(words, home, places.index);
  const id = found.kind === "one" && !actor.person ? found.value.id : home;
  const place = id === null ? undefined : places.get(id);
  if (!place) return [];
  const village = places.above(place.id, "village")?.id ?? null;
  const rows = await tables.appraisals.covering(place.path, "open");
  return rows.map((row) => ({ row, village }));
}

async function bySlip(slip: string, context: Context): Promise<Reply> {
  const { tables, actor, now } = context;
  const tries = `slips:${actor.account}`;
  if ((await tables.once.counted(tries, now)) >= wrongSlipsAnHour) return here("票号错了太多次，一个小时以后再试。");
  const ballot = await ballotOf(await tables.ballots.bySlip(tables.ballots.slipMark(slip)), context);
  if (!ballot || ballot.right.used === 1) {
    await tables.once.count(tries, now, now + hour);
    return here(ballot && ballot.right.account === actor.account ? used : wrong);
  }
  const { one, right } = ballot;
  if (one.row.state === "draft" || votingOf(one, right) === "waits")
    return here(`${numberOf(one.row)} 还没开始，开始了再发。`);
  if (!isTaken(ballot, context)) return here(`${one.number} 已经截止。`);
  const slipsPerPhone = one.terms.slipsPerPhone ?? usualSlips;
  if (right.account !== actor.account && (await tables.ballots.slipsOf(one.row.id, actor.account)) >= slipsPerPhone)
    return here(`一部手机最多替人投${slipsPerPhone}张，这张请换一部手机。`);
  return show(ballot, 0, context);
}
