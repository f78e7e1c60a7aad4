import { keptOf } from "../../src/bot/record/kept.ts";
import type { Ring } from "../../src/bot/record/ring.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { type Calendar, dayNumber, formatDay, isoDay } from "../../src/chinese/time/index.ts";
import { type Struck, struckAt } from "../../src/ledger/assignment-clock.ts";
import { minuteFor, workdayAfter } from "../../src/ledger/assignment-days.ts";
import { factsOf } from "../../src/ledger/assignment-facts.ts";
import { gistOf, shortDue } from "../../src/ledger/assignment-words.ts";
import type { Kept } from "../../src/ledger/kind.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Tables } from "../../src/store/tables.ts";

type What = Struck["what"] | "told upward";
/** What one person hears on a morning, by what it is. */
type Heard = Map<What, { readonly kept: Kept; readonly row: RecordRow }[]>;

/** What was handed over to one owner and strikes on one morning: to each whom it concerns one message a day. */
export const tellOfClocks: Ring = {
  kind: "assignment",
  async tell(rows, tables, now, calendar) {
    const people = new Map<string, Heard>();
    const hears = (personId: string | null | undefined, what: What, one: { kept: Kept; row: RecordRow }) => {
      if (!personId) return;
      const heard = people.get(personId) ?? new Map();
      heard.set(what, [...(heard.get(what) ?? []), one]);
      people.set(personId, heard);
    };
    for (const row of rows) {
      const kept = await keptOf(row, tables);
      const one = { kept, row };
      for (const what of struckAt(kept, row.next_at ?? now, calendar)) {
        if (what === "close") await closeBySilence(row, tables, now);
        else if (what === "decide") for (const personId of decidersOf(kept)) hears(personId, what, one);
        else hears(row.owner_id, what, one);
        if (what === "escalate") hears(await aboveOf(kept, row, tables), "told upward", one);
      }
    }
    for (const [personId, heard] of people) await tellOne(personId, heard, tables, now, calendar);
    return null;
  },
};

/** Whoever is to decide: what is to be looked at its verifier, the rest the assigner. */
const decidersOf = (kept: Kept): readonly (string | null)[] =>
  kept.involved
    .filter(({ stake }) => stake === (kept.state === "checking" ? "verifier" : "assigner"))
    .map(({ personId }) => personId);

/** The secretary of the owner's place; where that is the owner, or somebody nobody can reach, whoever handed it over. */
async function aboveOf(kept: Kept, row: RecordRow, tables: Tables): Promise<string | null> {
  const place = row.place_id === null ? undefined : await tables.places.get(row.place_id);
  const leaders = place ? await tables.people.holders("secretary", place.path) : [];
  const [nearest] = leaders;
  const isOwner = nearest !== undefined && nearest.person_id === row.owner_id;
  const hears = nearest && !isOwner && (await tables.accounts.reachable(nearest.person_id)).length > 0;
  if (hears) return nearest.person_id;
  return kept.involved.find(({ stake }) => stake === "assigner")?.personId ?? null;
}

async function closeBySilence(row: RecordRow, tables: Tables, now: number): Promise<void> {
  const change = { state: "closed", waiting: 0, next_at: null, own: { closed_at: now } };
  if (!(await tables.records.change({ ...row, state: "checking" }, change))) return;
  await tables.moves.add({
    ...{ record_id: row.id, at: now, account: "", person_id: null, chat: "", word: "没回话，办结" },
    ...{ from_state: "checking", to_state: "closed", note: null, before: {}, cause: `clock:${row.id}:${row.next_at}` },
  });
}

const order: readonly What[] = ["overdue", "escalate", "soon", "told upward", "decide"];

async function tellOne(personId: string, heard: Heard, tables: Tables, now: number, calendar: Calendar) {
  const today = dayNumber(now);
  const day = calendar.isWorkday(today) ? today : workdayAfter(today, 1, calendar);
  const lines: string[] = [];
  for (const what of order) {
    const struck = heard.get(what);
    if (struck) lines.push(await lineFor(what, struck, tables, now));
  }
  const all = order.flatMap((what) => heard.get(what) ?? []);
  const of = [...new Map(all.map(({ row }) => [row.id, row])).values()];
  const [first] = of;
  if (lines.length === 0 || !first) return;
  await tell(
    {
      to: { person: personId },
      text: lines.join("\n"),
      cause: `assignments:${personId}:${isoDay(day)}:${first.id}`,
      subject: of.map(({ id }) => id),
      ...{ why: "others", private: true },
      waits: { until: minuteFor(personId, day), joins: `assignments ${isoDay(day)}` },
    },
    { tables, now },
  );
}

type Of = readonly { readonly kept: Kept; readonly row: RecordRow }[];

async function lineFor(what: What, of: Of, tables: Tables, now: number): Promise<string> {
  const numbers = of.map(({ kept }) => kept.number).join("、");
  const first = of[0]?.kept.number ?? "";
  const since = of[0] ? factsOf(of[0].kept).terms.escalateDays : 0;
  switch (what) {
    case "soon": {
      const all = of.map(
        ({ kept }) => `${kept.number} ${kept.gist}（${kept.dueAt === null ? "" : shortDue(kept.dueAt)}）`,
      );
      return `快到期：${all.join("、")}。回“办好了 ${first}”或“延期 ${first} 到… 原因”`;
    }
    case "overdue": {
      const due = of[0]?.kept.dueAt ?? now;
      const when = dayNumber(due) === dayNumber(now) - 1 ? "昨天" : formatDay(due, now);
      const assigner = of[0]?.kept.involved.find(({ stake }) => stake === "assigner")?.name ?? "";
      return `${numbers} ${when}到期了。办好了回“办好了 ${first}”，来不及找${assigner || "交办的人"}说`;
    }
    case "escalate": {
      const [row, kept] = [of[0]?.row, of[0]?.kept];
      const above = row && kept ? await aboveOf(kept, row, tables) : null;
      const name = above === null ? "" : ((await tables.people.get(above))?.name ?? "");
      return `${numbers} 超期${since}天${name && `，已告诉${name}`}`;
    }
    case "told upward":
      return of
        .map(
          ({ kept }) =>
            `${kept.ownerName ? `${kept.ownerName}的` : "没人管的"} ${kept.number} 超期${since}天：${gistOf(kept)}`,
        )
        .join("\n");
    case "decide":
      return `等您定：${of.map(({ kept }) => `${kept.number} ${decisionOf(kept)}`).join("、")}`;
    case "close":
      return "";
  }
}

const decisionOf = (kept: Kept): string =>
  kept.state === "returned" ? "退回" : kept.state === "checking" ? "核实" : (factsOf(kept).request?.word ?? "");
