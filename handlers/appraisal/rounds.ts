import type { Following, Goes } from "../../src/bot/appraises.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask, listChoices } from "../../src/bot/order.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { closesAfterMeeting } from "../../src/ledger/appraisal-clock.ts";
import { leastOf } from "../../src/ledger/appraisal-templates.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { PanelRow } from "../../src/store/tables/appraisals.ts";
import type { Right } from "../../src/store/tables/ballots.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Round } from "../../src/store/tables/rounds.ts";
import { type Appraisal, appraisalOf, noted } from "./scope.ts";
import { handOutSlips } from "./slips.ts";

/** Who comes to the meeting of a lower level, by what a panel is called. */
const below = /党员|群众|代表|村民/u;

/** Whether an object is graded in a round: all are, or those of its place. */
export const covers = (placeId: string | null, objectPlace: string | null, { places }: Pick<Context, "places">) => {
  if (placeId === null) return true;
  const path = places.get(placeId)?.path;
  const own = objectPlace === null ? undefined : places.get(objectPlace)?.path;
  return path !== undefined && own?.startsWith(path) === true;
};

/** In which state of its meeting a right lies; a panel that no other meeting took is the first one's. */
export function votingOf({ rounds, info }: Appraisal, { panel_id, place_id }: Pick<Right, "panel_id" | "place_id">) {
  const own = rounds.filter((round) => round.panel_id === panel_id);
  const round = own.find((one) => one.place_id === place_id);
  if (round) return round.voting;
  if (own.length > 0) return "closed";
  return rounds.find(({ meeting_id }) => meeting_id === info.meeting_id)?.voting ?? "open";
}

/** Every object is through with every panel. */
export function isComplete(one: Appraisal, context: Pick<Context, "places">): boolean {
  if (one.rounds.some(({ voting }) => voting !== "closed")) return false;
  return one.panels.every(({ id }) => {
    const own = one.rounds.filter(({ panel_id }) => panel_id === id);
    if (own.length === 0) return votingOf(one, { panel_id: id, place_id: null }) === "closed";
    return one.objects.every(
      ({ struck, place_id }) => struck || own.some((round) => covers(round.place_id, place_id, context)),
    );
  });
}

/** `代表在 H2、H3 投`: what is still to come in other meetings. */
export const waitingWords = ({ rounds, panels }: Appraisal): string =>
  panels
    .flatMap(({ id, title }) => {
      const halls = rounds.filter(({ panel_id, voting }) => panel_id === id && voting === "waits");
      return halls.length === 0 ? [] : [`${title}在 ${halls.map(({ number }) => hall(number)).join("、")} 投`];
    })
    .join("，");

/** `丙山村、丁山村的代表票`: whom no meeting grades, by the places they report on. */
export const uncoveredWords = ({ rounds, panels, objects }: Appraisal, { places }: Pick<Context, "places">): string =>
  panels
    .flatMap(({ id, title }) => {
      const own = rounds.filter(({ panel_id }) => panel_id === id);
      const left = objects.filter(
        ({ struck, place_id }) => !struck && !own.some((round) => covers(round.place_id, place_id, { places })),
      );
      const names = [...new Set(left.map(({ place_id, name }) => places.get(place_id ?? "")?.name ?? name))];
      return own.length === 0 || names.length === 0
        ? []
        : [`${names.slice(0, 5).join("、")}${names.length > 5 ? `等${names.length}个` : ""}的${title}票`];
    })
    .join("，");
const hall = (number: number): string => numberOf({ kind: "meeting", number });

/** A panel of a meeting's appraisal votes in another one, on the speakers of a place or on all. All is refused before anything is written. */
export async function follows(first: RecordRow, { place, panel, slips }: Following, context: Context): Promise<Goes> {
  const { tables } = context;
  const row = await tables.appraisals.ofMeeting(first.id);
  if (!row) return async () => "";
  const one = await appraisalOf(row, tables);
  if (row.state !== "draft" && row.state !== "open") return async () => `${one.number} 已经计票了，这个会不再投票。`;
  const meant = panelFor(one, panel, context);
  const placeId = place?.id ?? null;
  const taken = one.rounds.filter(({ panel_id, meeting_id }) => panel_id === meant.id && meeting_id !== first.id);
  const same = taken.find((round) => placeId === null || round.place_id === null || round.place_id === placeId);
  if (same)
    throw new UserError(
      `${one.number} 的${meant.title}票已经在 ${hall(same.number)} 投了。先取消 ${hall(same.number)} 再接。`,
    );
  const turnout = await tables.rounds.turnout({ panel_id: meant.id, place_id: null });
  if (turnout.voted > 0) throw new UserError(`${one.number} 的${meant.title}票已经有人投了，不能换到别的会。`);
  const many = slips ?? meant.slips;
  if (place && many < leastOf(one.terms))
    throw new UserError(`${meant.title}票要几张？不足${leastOf(one.terms)}张没有结果。写上：票：30`);
  return async (second) => {
    await keepFirst(one, meant, context);
    let said = `${meant.title}票在这里投，还是原来那${meant.slips}张。`;
    if (place) {
      const kept = taken.length === 0 ? 0 : meant.slips;
      if (kept === 0) await tables.rounds.dropRights({ panel_id: meant.id, place_id: null });
      said = `${meant.title}票在这里投。${await handOutSlips(one, meant, many, context, { place: place.id, kept })}`;
    }
    await tables.rounds.add({ panel_id: meant.id, meeting_id: second.id, place_id: placeId, voting: "waits" });
    await tables.records.change(row, {
      due_at: Math.max(Number(row.due_at), Number(second.due_at) + closesAfterMeeting),
    });
    await noted(one, "接着", context, meant.title);
    return `${one.number} 的${said}都投完才算分。`;
  };
}

/** The other panels stay with the first meeting, as far as it has come. */
async function keepFirst(one: Appraisal, meant: PanelRow, { tables }: Context): Promise<void> {
  const { info, panels, row, rounds } = one;
  if (info.meeting_id === null) throw new Error("an appraisal of no meeting goes on in another");
  const known = rounds.find(({ meeting_id }) => meeting_id === info.meeting_id)?.voting;
  const voting = known ?? (row.state === "open" ? "open" : "waits");
  await tables.rounds.drop({ panel_id: meant.id, meeting_id: info.meeting_id });
  for (const { id } of panels)
    if (id !== meant.id && !rounds.some(({ panel_id }) => panel_id === id))
      await tables.rounds.add({ panel_id: id, meeting_id: info.meeting_id, place_id: null, voting });
}

/** The panel that is named, else the one that sounds like those who come. @throws UserError or Ask */
function panelFor({ panels, number }: Appraisal, said: string | undefined, { order }: Context): PanelRow {
  const chosen = order?.chosen.panel ?? said?.trim();
  if (chosen !== undefined) {
    const named = panels.find(({ title }) => title === chosen || `${title}票` === chosen);
    if (named) return named;
    throw new UserError(
      `${number} 没有“${chosen.slice(0, 12)}”这个票组，有${panels.map(({ title }) => title).join("、")}。`,
    );
  }
  const [only, ...others] = panels.filter(({ title }) => below.test(title));
  if (only && others.length === 0) return only;
  if (!order) throw new UserError("哪个票组在这里投？");
  const choices = panels.map(({ title }) => ({
    label: title,
    order: { ...order, asked: order.asked + 1, chosen: { ...order.chosen, panel: title } },
  }));
  const question = `${number} 哪个票组在这个会上投？${listChoices(choices.map(({ label }) => label))}`;
  throw new Ask(question, { kind: "choice", choices }, "哪个票组投没说，请私聊我。");
}

/** Those of a meeting that have not begun. */
export const waitingRounds = ({ rounds }: Appraisal, meeting: RecordRow): readonly Round[] =>
  rounds.filter(({ meeting_id, voting }) => meeting_id === meeting.id && voting === "waits");

/** What the others wait for: it does not close before the last of them had half a day. */
export const lastEnd = ({ rounds }: Appraisal, meeting: RecordRow): number =>
  Math.max(
    0,
    ...rounds
      .filter(({ voting, meeting_id }) => voting === "waits" && meeting_id !== meeting.id)
      .map(({ due_at }) => Number(due_at) + closesAfterMeeting),
  );

export const openRounds = ({ rounds }: Appraisal, meeting: RecordRow): readonly Round[] =>
  rounds.filter(({ meeting_id, voting }) => meeting_id === meeting.id && voting === "open");
