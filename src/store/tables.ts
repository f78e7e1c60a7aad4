import type { Kysely } from "kysely";
import type { Seal } from "./engine/seal.ts";
import type { Schema } from "./schema.ts";
import type { Surroundings } from "./surroundings.ts";
import { accounts } from "./tables/accounts.ts";
import { aidCases } from "./tables/aid-cases.ts";
import { appraisalTemplates } from "./tables/appraisal-templates.ts";
import { appraisals } from "./tables/appraisals.ts";
import { assemblies } from "./tables/assemblies.ts";
import { assemblyCalls } from "./tables/assembly-calls.ts";
import { assignmentLists } from "./tables/assignment-lists.ts";
import { assignmentRegister } from "./tables/assignment-register.ts";
import { assignments } from "./tables/assignments.ts";
import { audit } from "./tables/audit.ts";
import { ballots } from "./tables/ballots.ts";
import { browsers } from "./tables/browsers.ts";
import { campaigns } from "./tables/campaigns.ts";
import { checklists } from "./tables/checklists.ts";
import { clocks } from "./tables/clocks.ts";
import { codes } from "./tables/codes.ts";
import { consultationVoices } from "./tables/consultation-voices.ts";
import { consultationWords } from "./tables/consultation-words.ts";
import { consultations } from "./tables/consultations.ts";
import { coverage } from "./tables/coverage.ts";
import { deeds } from "./tables/deeds.ts";
import { desk } from "./tables/desk.ts";
import { dialogs } from "./tables/dialogs.ts";
import { digests } from "./tables/digests.ts";
import { directory } from "./tables/directory.ts";
import { duties } from "./tables/duties.ts";
import { enrolments } from "./tables/enrolments.ts";
import { grades } from "./tables/grades.ts";
import { groups } from "./tables/groups.ts";
import { handovers } from "./tables/handovers.ts";
import { holidays } from "./tables/holidays.ts";
import { importChanges } from "./tables/import-changes.ts";
import { imports } from "./tables/imports.ts";
import { inbox } from "./tables/inbox.ts";
import { involved } from "./tables/involved.ts";
import { leases } from "./tables/leases.ts";
import { lists } from "./tables/lists.ts";
import { meetingWords } from "./tables/meeting-words.ts";
import { meetings } from "./tables/meetings.ts";
import { membersAway } from "./tables/members-away.ts";
import { merging } from "./tables/merging.ts";
import { motionOrigins } from "./tables/motion-origins.ts";
import { motionRoster } from "./tables/motion-roster.ts";
import { motionTemplates } from "./tables/motion-templates.ts";
import { motions } from "./tables/motions.ts";
import { moves } from "./tables/moves.ts";
import { notices } from "./tables/notices.ts";
import { numbered } from "./tables/numbered.ts";
import { once } from "./tables/once.ts";
import { outbox } from "./tables/outbox.ts";
import { pairings } from "./tables/pairings.ts";
import { people } from "./tables/people.ts";
import { photos } from "./tables/photos.ts";
import { places } from "./tables/places.ts";
import { policies } from "./tables/policies.ts";
import { publications } from "./tables/publications.ts";
import { reach } from "./tables/reach.ts";
import { recent } from "./tables/recent.ts";
import { recordPlaces } from "./tables/record-places.ts";
import { records } from "./tables/records.ts";
import { resealing } from "./tables/resealing.ts";
import { roster } from "./tables/roster.ts";
import { rounds } from "./tables/rounds.ts";
import { scene } from "./tables/scene.ts";
import { secondFactors } from "./tables/second-factors.ts";
import { selfReport } from "./tables/self-report.ts";
import { settings } from "./tables/settings.ts";
import { stations } from "./tables/stations.ts";
import { suggestions } from "./tables/suggestions.ts";
import { tags } from "./tables/tags.ts";
import { tallies } from "./tables/tallies.ts";
import { tickets } from "./tables/tickets.ts";
import { upkeep } from "./tables/upkeep.ts";
import { waiting } from "./tables/waiting.ts";
import { whole } from "./tables/whole.ts";
import { withdrawn } from "./tables/withdrawn.ts";

const families = {
  assemblies,
  assemblyCalls,
  suggestions,
  accounts,
  aidCases,
  appraisals,
  appraisalTemplates,
  assignments,
  assignmentLists,
  assignmentRegister,
  audit,
  ballots,
  campaigns,
  checklists,
  browsers,
  clocks,
  codes,
  consultationVoices,
  consultationWords,
  consultations,
  coverage,
  deeds,
  desk,
  dialogs,
  digests,
  directory,
  duties,
  enrolments,
  grades,
  groups,
  handovers,
  holidays,
  importChanges,
  imports,
  inbox,
  involved,
  leases,
  lists,
  meetings,
  meetingWords,
  merging,
  motionOrigins,
  motionRoster,
  motionTemplates,
  motions,
  membersAway,
  moves,
  notices,
  numbered,
  once,
  outbox,
  pairings,
  people,
  photos,
  places,
  policies,
  publications,
  reach,
  recent,
  recordPlaces,
  records,
  resealing,
  roster,
  rounds,
  scene,
  secondFactors,
  selfReport,
  settings,
  tallies: (db: Kysely<Schema>, _seal: Seal, { run }: Surroundings) => tallies(db, run),
  stations,
  tags,
  tickets,
  upkeep,
  waiting,
  whole,
  withdrawn,
} as const;

export type Tables = { readonly [Name in keyof typeof families]: ReturnType<(typeof families)[Name]> };

/** All tables over one handle. A family is made when it is first asked for: most messages need two or three. */
export function bindTables(db: Kysely<Schema>, seal: Seal, surroundings: Surroundings): Tables {
  return new Proxy({} as { -readonly [Name in keyof Tables]: Tables[Name] }, {
    get(made, name: keyof Tables) {
      made[name] ??= families[name]?.(db, seal, surroundings) as never;
      return made[name];
    },
  });
}
