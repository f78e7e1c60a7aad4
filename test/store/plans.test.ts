import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DatabaseSync } from "@photostructure/sqlite";
import type { Campaign } from "../../src/store/tables/campaigns.ts";
import type { Tables } from "../../src/store/tables.ts";
import { openEmpty } from "./open.ts";
import { planOf, recorded } from "./recorded.ts";

// What runs for every message, on every minute or for every digest finds its rows by an index: none grows with data.

const now = Date.UTC(2026, 10, 21);
const campaign: Campaign = {
  ...{
    id: "k",
    cause: "m#campaign",
    place_id: "c",
    title: "冬季走访",
    template: "reached",
    kind: "visit",
    level: "village",
    minimum: 2,
  },
  ...{ from_day: "2026-12-01", to_day: "2026-12-31", account: "a", created_at: 0, ended_at: null, path: "/c/" },
};
const year = { from: "2026-01-01", to: "2026-12-31" };
const county = { id: "c", path: "/c/", town_id: "c" };
const above = { personId: "p", accusationsBelow: ["/c/"] };

const candidateWays: Readonly<Record<string, (tables: Tables) => Promise<unknown>>> = {
  "people.candidates by name": ({ people }) => people.candidates({ names: ["王建国"] }, { path: "/c/" }),
  "people.candidates by surname": ({ people }) => people.candidates({ surname: "王" }, { path: "/c/" }),
  "people.candidates by title": ({ people }) => people.candidates({ title: "书" }, { path: "/c/" }),
  "people.candidates of offices": ({ people }) =>
    people.candidates({ surname: "王" }, { path: "/c/", officesOnly: true }),
  "people.spokenOf": ({ people }) =>
    people.spokenOf({
      ...{ names: ["王建国"], surnames: ["王"], titles: ["书"], near: ["/c/t/v/"] },
      ...{ town: "/c/t/", offices: ["t", "c"] },
    }),
  "people.living": ({ people }) => people.living("王", "/c/t/"),
};

/** What there are few of, wherever it is. */
const fewWays: Readonly<Record<string, (tables: Tables) => Promise<unknown>>> = {
  "motions.below": ({ motions }) => motions.below("/c/", ["going"], { limit: 9, offset: 0 }),
  "motions.openObjections": ({ motions }) => motions.openObjections("/c/"),
  "motions.notOnBoard": ({ motions }) => motions.notOnBoard("/c/", now),
  "publications.resultsAt": ({ publications }) => publications.resultsAt(["p", "q"]),
  "assignmentRegister.count": ({ assignmentRegister }) => assignmentRegister.count({ path: "/c/" }),
  "assignmentRegister.page": ({ assignmentRegister }) =>
    assignmentRegister.page({ path: "/c/" }, { limit: 10, offset: 0 }),
  "assignmentRegister.rated": ({ assignmentRegister }) => assignmentRegister.rated({ path: "/c/" }),
  "deeds.below": ({ deeds }) => deeds.below("/c/", { from: "2026-11-01", to: "2026-11-21" }),
  "consultations.at": ({ consultations }) => consultations.at("/c/", ["open"], { limit: 10, offset: 0 }),
  "consultations.waitingAt": ({ consultations }) => consultations.waitingAt("/c/"),
  "appraisals.inStates": ({ appraisals }) => appraisals.inStates("/c/", ["open"]),
};

/** Of a town, and of what has towns below it. */
const [inTown, aboveTowns] = [["t"], ["t", "u"]].map((towns) => ({ count: () => 9, towns: () => towns })) as [
  Tree,
  Tree,
];
type Tree = { readonly count: () => number; readonly towns: () => string[] };

const asked: Readonly<Record<string, (tables: Tables) => Promise<unknown>>> = {
  "scene.load": ({ scene }) => scene.load({ account: "a", short: "s", chat: "c", key: "k", alsoKey: "also", now }),
  "outbox.saidSince": ({ outbox }) => outbox.saidSince("t", now),
  "outbox.told": ({ outbox }) => outbox.told("r", 30),
  "outbox.claim": ({ outbox }) => outbox.claim("t", now),
  "outbox.dueTargets": ({ outbox }) => outbox.dueTargets(now, 1),
  "outbox.earliest": ({ outbox }) => outbox.earliest(),
  "outbox.nextAt": ({ outbox }) => outbox.nextAt("t", now),
  "outbox.heldUntil": ({ outbox }) => outbox.heldUntil("t", now),
  "outbox.holdForMessage": ({ outbox }) => outbox.holdForMessage("t", ["i"], now, ""),
  "outbox.acknowledge": ({ outbox }) =>
    outbox.acknowledge(
      { target: "t", cause: "c", purpose: "ack", text: "", now, numbers: "1", holdUntil: now },
      "alone",
    ),
  "outbox.release": ({ outbox }) => outbox.release("t", null),
  "outbox.openCounts": ({ outbox }) => outbox.openCounts(),
  "outbox.recordsOf": ({ outbox }) => outbox.recordsOf("t", { messageId: "m", text: "路灯" }, now),
  "outbox.postsSince": ({ outbox }) => outbox.postsSince("t", now),
  "outbox.claimJoined": ({ outbox }) => outbox.claimJoined({ id: "i", target: "t", joins: "j" }, now),
  "outbox.wasSaid": ({ outbox }) => outbox.wasSaid("c"),
  "outbox.cancelCausedBy": ({ outbox }) => outbox.cancelCausedBy("c"),
  "outbox.cancelPushesTo": ({ outbox }) => outbox.cancelPushesTo(["t"]),
  "meetings.outcomes": ({ meetings }) => meetings.outcomes("/c/", now, now),
  "meetings.ofPerson": ({ meetings }) => meetings.ofPerson("p", ["running"], now),
  "meetings.inGroup": ({ meetings }) => meetings.inGroup("g", ["running"], now),
  "inbox.failed": ({ inbox }) => inbox.failed(1),
  "inbox.failedCount": ({ inbox }) => inbox.failedCount(),
  "clocks.running": ({ clocks }) => clocks.running(),
  "inbox.findByPlatformId": ({ inbox }) => inbox.findByPlatformId("c", "p"),
  "inbox.forgetBefore": ({ inbox }) => inbox.forgetBefore(now),
  "inbox.dropBefore": ({ inbox }) => inbox.dropBefore(now),
  "records.detachBefore": ({ records }) => records.detachBefore("opinion", now),
  "audit.of": ({ audit }) => audit.of("r"),
  "clocks.dueUntil": ({ clocks }) => clocks.dueUntil(now, 1),
  "clocks.earliest": ({ clocks }) => clocks.earliest(),
  "clocks.dueFor": ({ clocks }) => clocks.dueFor("reminder", "a", now),
  "clocks.ownedBy": ({ clocks }) => clocks.ownedBy("reminder", "a", "p", 50),
  "clocks.of": ({ clocks }) => clocks.of("reminder", { account: "a", personId: "p" }, { limit: 11, offset: 0 }),
  "clocks.countOf": ({ clocks }) => clocks.countOf("reminder", { account: "a", personId: "p" }),
  "clocks.rungFor": ({ clocks }) => clocks.rungFor("a", "p", now),
  "clocks.between": ({ clocks }) => clocks.between("reminder", "p", now, now),
  "moves.lastIn": ({ moves }) => moves.lastIn("a", "c", now),
  "moves.of": ({ moves }) => moves.of("r"),
  "moves.causedBy": ({ moves }) => moves.causedBy("k#"),
  "records.causedBy": ({ records }) => records.causedBy("k#"),
  "records.of": ({ records }) => records.of("r"),
  "records.find": ({ records }) => records.find(["t"], ["talk"], 1),
  "records.repeated": ({ records }) => records.repeated("a", "c", "f", now),
  "records.lastIn": ({ records }) => records.lastIn("a", "c", now),
  "records.mine": ({ records }) => records.mine("a", "p", 10),
  "recent.list of a village": ({ recent }) =>
    recent.list({ kind: "talk", path: "/c/t/v/", isWide: false, onlooker: above }, { limit: 10, offset: 0 }),
  "recent.list of a county": ({ recent }) =>
    recent.list({ kind: "talk", path: "/c/", isWide: true, withName: "赫" }, { limit: 10, offset: 0 }),
  "recent.list of one's own": ({ recent }) =>
    recent.list({ kind: "talk", path: "/c/", isWide: true, authorId: "p" }, { limit: 10, offset: 0 }),
  "recent.ofAuthor": ({ recent }) =>
    recent.ofAuthor("note", { account: "a", personId: "p" }, { limit: 10, offset: 0 }, { category: "" }),
  "recent.withSame": ({ recent }) => recent.withSame("talk", "p", "2026-11-21", "q"),
  "recent.writtenSince": ({ recent }) => recent.writtenSince("note", now - 1, now, 10),
  "recent.labelled of one's own": ({ recent }) => recent.labelled("visit", { authorId: "p" }, year),
  "recent.labelled of a town": ({ recent }) => recent.labelled("visit", { path: "/c/t/" }, year),
  "withdrawn.lastIn": ({ withdrawn }) => withdrawn.lastIn("a", "c", now),
  "withdrawn.find": ({ withdrawn }) => withdrawn.find(["t"], ["talk"], 1),
  "withdrawn.partsOf": ({ withdrawn }) => withdrawn.partsOf({ id: "r", withdrawn_at: now }),
  "moves.lastUndone": ({ moves }) => moves.lastUndone("a", "c", now),
  "outbox.restoreCausedBy": ({ outbox }) => outbox.restoreCausedBy("c", now),
  "moves.ofEach": ({ moves }) => moves.ofEach(["r", "s"]),
  "people.speakingBy": ({ people }) => people.speakingBy([{ account: "a", shortAccount: "s" }]),
  "people.names": ({ people }) => people.names(["p", "q"]),
  "people.unclaimed": ({ people }) => people.unclaimed("/c/", { limit: 10, offset: 0 }),
  "coverage.gaps": ({ coverage }) =>
    coverage.gaps({ campaign: "talk", path: "/c/", level: "village", who: "" }, { limit: 10, offset: 0 }, inTown),
  "coverage.gaps of a county": ({ coverage }) =>
    coverage.gaps({ campaign: "talk", path: "/c/", level: "village", who: "" }, { limit: 10, offset: 0 }, aboveTowns),
  "assignmentLists.latest": ({ assignmentLists }) => assignmentLists.latest("p", now),
  "assignmentLists.pieces": ({ assignmentLists }) => assignmentLists.pieces("l"),
  "assignmentRegister.count of a list": ({ assignmentRegister }) =>
    assignmentRegister.count({ path: "/c/t/", list: "述职评议" }),
  "assignmentRegister.isList": ({ assignmentRegister }) => assignmentRegister.isList("述职评议"),
  "assignmentRegister.rated": ({ assignmentRegister }) =>
    assignmentRegister.rated({ path: "/c/t/", days: { from: "2026-11-01", to: "2026-11-30" } }),
  "involved.ofEach": ({ involved }) => involved.ofEach(["r", "s"]),
  "roster.inOfficeBelow": ({ roster }) => roster.inOfficeBelow("/c/t/"),
  "lists.get": ({ lists }) => lists.get({ account: "a", chat: "c" }, now),
  "waiting.list": ({ waiting }) => waiting.list("opinion", "/c/", { limit: 10, offset: 0 }, above),
  "waiting.freshSince": ({ waiting }) => waiting.freshSince("/c/", now, above),
  "waiting.count": ({ waiting }) => waiting.count("opinion", "/c/", above),
  "waiting.count of what is late": ({ waiting }) => waiting.count("opinion", "/c/", above, { before: now + 1 }),
  "waiting.byChild": ({ waiting }) => waiting.byChild("opinion", { id: "c", path: "/c/" }, above),
  "waiting.perDay": ({ waiting }) => waiting.perDay("opinion", county, now - (now % 86_400_000) - 28_800_000, above),
  "waiting.waitingPerDay": ({ waiting }) => waiting.waitingPerDay("opinion", county, above),
  "waiting.answered": ({ waiting }) =>
    waiting.answered("opinion", county, now - (now % 86_400_000) - 28_800_000, above),
  "moves.undo of an answer": ({ moves }) => moves.undo({ id: "m", record_id: "r", to_state: "answered" }, now),
  "tallies.step": ({ tallies }) => tallies.step("opinion", { id: "r", from: "*", to: "open" }),
  "tallies.around": ({ tallies }) => tallies.around(["p"], async () => undefined),
  "coverage.summary": ({ coverage }) =>
    coverage.summary({ campaign: "talk", path: "/c/", level: "village", who: "" }, "2026-11-21", inTown),
  "coverage.missing": ({ coverage }) =>
    coverage.missing({ campaign: "talk", path: "/c/", level: "village", who: "" }, 10, inTown),
  "coverage.missing of a county": ({ coverage }) =>
    coverage.missing({ campaign: "talk", path: "/c/", level: "village", who: "" }, 10, aboveTowns),
  "campaigns.around": ({ campaigns }) => campaigns.around("/c/t/"),
  "campaigns.progress of places": ({ campaigns }) =>
    campaigns.progress(campaign, { path: "/c/", who: "" }, "2026-11-21"),
  "campaigns.left of people": ({ campaigns }) =>
    campaigns.left({ ...campaign, level: null }, { path: "/c/", who: "" }, { limit: 10, offset: 0 }),
  "campaigns.villageSecretaries": ({ campaigns }) => campaigns.villageSecretaries("/c/"),
  "coverage.at": ({ coverage }) => coverage.at("talk", ["v"], "p"),
  "coverage.counts": ({ coverage }) =>
    coverage.counts({ campaign: "talk", path: "/c/t/", who: "" }, "2026-11-21", inTown),
  "coverage.counts of a county": ({ coverage }) =>
    coverage.counts({ campaign: "talk", path: "/c/", who: "" }, "2026-11-21", aboveTowns),
  "coverage.byChild": ({ coverage }) => coverage.byChild({ campaign: "talk", level: "hamlet", who: "" }, "t", inTown),
  "reach.move": ({ reach }) => reach.move("talk", ["v"], ["t", "v"], -1),
  "coverage.remove": ({ coverage }) =>
    coverage.remove({ kind: "talk", paths: ["/c/t/"], personId: "p", day: "2026-11-21" }),
  "digests.due": ({ digests }) => digests.due("2026-11-21", 480, true, 10),
  "digests.last": ({ digests }) => digests.last("p", "daily"),
  "accounts.reachable": ({ accounts }) => accounts.reachable("p"),
  "coverage.isBegun": ({ coverage }) => coverage.isBegun("talk", "t"),
  "digests.of": ({ digests }) => digests.of("p", "2026-11-21", "daily"),
  "digests.days": ({ digests }) => digests.days("p", "daily", 3),
  "groups.deafBelow": ({ groups }) => groups.deafBelow("/c/"),
  "people.posts": ({ people }) => people.posts("p"),
  "consultations.put": ({ consultations }) =>
    consultations.put({ recordId: "r", question: "{}", until: now }, ["c"], now),
  "consultations.groupsOf": ({ consultations }) => consultations.groupsOf("r"),
  "consultations.said": ({ consultations }) => consultations.said("c", "m"),
  "consultations.roster": ({ consultations }) => consultations.roster(["/c/t/"], ["p"]),
  "consultations.speakersOf": ({ consultations }) => consultations.speakersOf("r"),
  "consultations.followers": ({ consultations }) => consultations.followers("r"),
  "consultationWords.of": ({ consultationWords }) => consultationWords.of("r"),
  "consultationWords.saidAs": ({ consultationWords }) => consultationWords.saidAs("r", "c", "m"),
  "consultationWords.hasSpoken": ({ consultationWords }) => consultationWords.hasSpoken("r", "a", "p"),
  "consultationWords.recall": ({ consultationWords }) => consultationWords.recall("c", "m", "a"),
  "consultationWords.forgetBefore": ({ consultationWords }) => consultationWords.forgetBefore(now),
  "consultationVoices.of": ({ consultationVoices }) => consultationVoices.of("r"),
  "consultationVoices.end": ({ consultationVoices }) => consultationVoices.end("r"),
  "desk.children of a county": ({ desk }) => desk.children({ id: "d", level: "county" }),
  "desk.people in office": ({ desk }) => desk.people("/c/", "", { limit: 10, offset: 0 }),
  ...candidateWays,
  ...fewWays,
};

describe("statements on SQLite", () => {
  let file: InstanceType<typeof DatabaseSync>;
  let opened: Awaited<ReturnType<typeof openEmpty>>;
  beforeAll(async () => {
    opened = await openEmpty("sqlite");
    file = new DatabaseSync(opened.file, { readOnly: true });
  });
  afterAll(async () => {
    file.close();
    await opened.remove();
  });

  test.each(Object.keys(asked))("%s scans no table", async (name) => {
    const statements = await asking(name);
    expect(statements.length).toBeGreaterThan(0);
    for (const { sql, parameters } of statements) {
      expect(planOf(file, sql, parameters).filter(scans)).toEqual([]);
    }
  });

  test.each(Object.keys(candidateWays))("%s goes to the people of the places, and over no surname", async (name) => {
    const statements = await asking(name);
    const details = statements.flatMap(({ sql, parameters }) => planOf(file, sql, parameters));
    expect(details.filter((detail) => /\bp\b.*people_name \(name>/.test(detail))).toEqual([]);
    expect(details.filter((detail) => /^SEARCH [pol] USING/.test(detail))).not.toEqual([]);
  });

  test.each(Object.keys(fewWays))("%s goes through no place's records", async (name) => {
    const statements = await asking(name);
    const details = statements.flatMap(({ sql, parameters }) => planOf(file, sql, parameters));
    expect(details.filter((detail) => /^SEARCH .*(records_(place|waiting) |places_path .*path>)/.test(detail))).toEqual(
      [],
    );
  });

  test("a piece of a long import is taken back, or gone on with, without a look at all of it", async () => {
    const nobody = { people: new Set<string>(), places: new Set<string>(), since: "" };
    for (const work of [
      ({ importChanges }: Tables) => importChanges.undo("i", now, nobody, 300),
      ({ importChanges }: Tables) => importChanges.givenPosts("i", ""),
    ]) {
      const statements = await recorded(async (tables) => void (await work(tables)));
      const details = statements.flatMap(({ sql, parameters }) => planOf(file, sql, parameters));
      expect(details).toEqual([expect.stringMatching(/^SEARCH import_changes USING INDEX/)]);
    }
  });

  test("the roster of a city begins at its first places, and who lives there is counted by who lives anywhere", async () => {
    const plans = async (ask: (tables: Tables) => Promise<unknown>) =>
      (
        await recorded(
          async (tables) => void (await ask(tables)),
          () => [{ id: "p", key: "k" }],
        )
      ).map(({ sql, parameters }) => planOf(file, sql, parameters));
    const [roster = []] = await plans(({ desk }) => desk.people("/c/", "", { limit: 10, offset: 0 }));
    expect(roster.filter((detail) => /TEMP B-TREE FOR (ORDER|DISTINCT)|SCAN (?!found\b)/.test(detail))).toEqual([]);
    const places = await plans(({ desk }) => desk.children({ id: "c", level: "city" }));
    expect(places.flat().filter((detail) => /SEARCH . .*\((home_)?place_id=/.test(detail))).toEqual([]);
    const groups = await plans(({ desk }) => desk.groups("/c/", null, now, { limit: 10, offset: 0 }));
    expect(groups.flat().filter((detail) => /SCAN (?!g\b)/.test(detail))).toEqual([]);
  });
});

/** A covering or partial index read whole is as large as what is open, not as all that ever was; `own`, what accuses one person. */
const scans = (detail: string): boolean =>
  /^SCAN (?!q\b|due\b|found\b|here\b|own\b|cells\b|levels\b|begun\b|k\b|d\b|s\b|CONSTANT|\(subquery)/.test(detail) &&
  !/USING (COVERING )?INDEX (outbox_open|records_next|inbox_failed|campaigns_title|groups_deaf)/.test(detail);

/** What is not found may be thrown about; the statement was recorded by then. */
const asking = (name: string) => recorded(async (tables) => void (await asked[name]?.(tables).catch(() => undefined)));
