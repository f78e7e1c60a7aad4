import type { Migration } from "kysely";
import type { Engine } from "../engine/engine.ts";
import { first } from "./2026-11-21-first.ts";
import { candidates } from "./2026-11-28-candidates.ts";
import { inboxOrigin } from "./2026-11-28-inbox-origin.ts";
import { recordsOfAllKinds } from "./2026-11-28-records.ts";
import { handOut } from "./2026-11-28-records-fresh.ts";
import { roles } from "./2026-11-28-roles.ts";
import { telling } from "./2026-11-28-telling.ts";
import { urgent } from "./2026-11-28-urgent.ts";
import { wecomCase } from "./2026-11-28-wecom-case.ts";
import { whereListsStand } from "./2026-11-28-where-lists-stand.ts";
import { whoAnswers } from "./2026-11-28-who-answers.ts";
import { writes } from "./2026-11-28-writes.ts";
import { yearlyHandover } from "./2026-11-28-yearly-handover.ts";
import { leave } from "./2026-11-28-zz-leave.ts";
import { consultations } from "./2026-11-28-zz-questions.ts";
import { campaigns } from "./2026-11-28-zz-reached.ts";
import { assignments } from "./2026-11-28-zzz-assignments.ts";
import { pages } from "./2026-11-28-zzz-tickets.ts";
import { stillRight } from "./2026-11-28-zzz-verified.ts";
import { assignmentLists } from "./2026-11-28-zzzz-assignment-lists.ts";
import { photos } from "./2026-11-28-zzzzz-photos.ts";
import { weeklyDigest } from "./2026-11-28-zzzzzz-weekly-digest.ts";
import { desk } from "./2026-11-28-zzzzzzz-desk.ts";
import { mergers } from "./2026-11-28-zzzzzzz-mergers.ts";
import { second } from "./2026-11-28-zzzzzzz-second.ts";
import { pictures } from "./2026-11-28-zzzzzzzz-pictures.ts";
import { meetings } from "./2026-11-28-zzzzzzzzz-meetings.ts";
import { said } from "./2026-11-28-zzzzzzzzzz-said.ts";
import { motions } from "./2026-11-29-motions.ts";
import { reach } from "./2026-11-29-reach.ts";
import { sheets } from "./2026-11-29-sheets.ts";
import { weeklyPicture } from "./2026-11-29-weekly-picture.ts";
import { heard } from "./2026-11-29-when-heard.ts";
import { campaignTemplates } from "./2026-11-29-z-templates.ts";
import { appraisals } from "./2026-11-29-zz-ballots.ts";
import { tallies } from "./2026-11-29-zzz-tallies.ts";
import { wall } from "./2026-11-29-zzz-wall.ts";
import { calls } from "./2026-11-29-zzzz-calls.ts";
import { policies } from "./2026-11-29-zzzz-policies.ts";
import { rounds } from "./2026-11-29-zzzz-rounds.ts";
import { ownTemplates } from "./2026-11-29-zzzz-templates.ts";
import { aid } from "./2026-11-29-zzzzz-aid.ts";
import { criteria } from "./2026-11-29-zzzzz-criteria.ts";
import { ownAppraisals } from "./2026-11-29-zzzzzz-appraisals.ts";
import { pieces } from "./2026-11-29-zzzzzz-pieces.ts";
import { ungraded } from "./2026-11-29-zzzzzzz-ungraded.ts";
import { lastFirst } from "./2026-11-29-zzzzzzzz-last-first.ts";
import { tallyAbove } from "./2026-11-29-zzzzzzzzz-above.ts";
import { told } from "./2026-11-29-zzzzzzzzz-told.ts";
import { joint } from "./2026-11-29-zzzzzzzzzz-joint.ts";

/** In order of their names; a released migration is never edited. */
export const migrations = (engine: Engine): Readonly<Record<string, Migration>> => ({
  "2026-11-21-first": first(engine),
  "2026-11-28-candidates": candidates,
  "2026-11-28-inbox-origin": inboxOrigin,
  "2026-11-28-records": recordsOfAllKinds(engine),
  "2026-11-28-records-fresh": handOut,
  "2026-11-28-roles": roles,
  "2026-11-28-telling": telling,
  "2026-11-28-urgent": urgent,
  "2026-11-28-wecom-case": wecomCase,
  "2026-11-28-where-lists-stand": whereListsStand,
  "2026-11-28-who-answers": whoAnswers,
  "2026-11-28-writes": writes(engine),
  "2026-11-28-yearly-handover": yearlyHandover,
  "2026-11-28-zz-leave": leave,
  "2026-11-28-zz-questions": consultations,
  "2026-11-28-zz-reached": campaigns,
  "2026-11-28-zzz-assignments": assignments,
  "2026-11-28-zzz-tickets": pages,
  "2026-11-28-zzz-verified": stillRight,
  "2026-11-28-zzzz-assignment-lists": assignmentLists,
  "2026-11-28-zzzzz-photos": photos,
  "2026-11-28-zzzzzz-weekly-digest": weeklyDigest,
  "2026-11-28-zzzzzzz-desk": desk,
  "2026-11-28-zzzzzzz-mergers": mergers,
  "2026-11-28-zzzzzzz-second": second,
  "2026-11-28-zzzzzzzz-pictures": pictures,
  "2026-11-28-zzzzzzzzz-meetings": meetings,
  "2026-11-28-zzzzzzzzzz-said": said,
  "2026-11-29-motions": motions,
  "2026-11-29-reach": reach(engine),
  "2026-11-29-sheets": sheets,
  "2026-11-29-weekly-picture": weeklyPicture,
  "2026-11-29-when-heard": heard,
  "2026-11-29-z-templates": campaignTemplates,
  "2026-11-29-zz-ballots": appraisals(engine),
  "2026-11-29-zzz-tallies": tallies(engine),
  "2026-11-29-zzz-wall": wall,
  "2026-11-29-zzzz-calls": calls,
  "2026-11-29-zzzz-policies": policies,
  "2026-11-29-zzzz-rounds": rounds,
  "2026-11-29-zzzz-templates": ownTemplates,
  "2026-11-29-zzzzz-aid": aid,
  "2026-11-29-zzzzz-criteria": criteria,
  "2026-11-29-zzzzzz-appraisals": ownAppraisals,
  "2026-11-29-zzzzzz-pieces": pieces,
  "2026-11-29-zzzzzzz-ungraded": ungraded,
  "2026-11-29-zzzzzzzz-last-first": lastFirst,
  "2026-11-29-zzzzzzzzz-above": tallyAbove(engine),
  "2026-11-29-zzzzzzzzz-told": told(engine),
  "2026-11-29-zzzzzzzzzz-joint": joint,
});
