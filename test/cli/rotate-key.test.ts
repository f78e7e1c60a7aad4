import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { rotateKey } from "../../src/cli/rotate-key.ts";
import { packedLines } from "../../src/import/packed-lines.ts";
import { createSeal } from "../../src/store/engine/seal.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { sealedTables } from "../../src/store/tables/resealing.ts";
import { everything, type Row } from "../faults/ledgers.ts";
import { engines, openEmpty, testKey } from "../store/open.ts";

const newKey = Buffer.alloc(32, 9);
const under = { old: createSeal(testKey), both: createSeal(newKey, testKey), fresh: createSeal(newKey) };
const key = "q1";
const outboxRow = { target: "c", purpose: "push", now: 1, why: "others" } as const;

describe.each(engines)("another DATA_KEY on %s", (engine) => {
  let database: Awaited<ReturnType<typeof openEmpty>>;
  beforeEach(async () => {
    database = await openEmpty(engine);
    await fill(database.store);
  });
  afterEach(() => database.remove());

  test("every sealed column there is has its place in the list, and text in this test", async () => {
    const tables = await everything(database.url);
    const found = Object.entries(tables).flatMap(([table, rows]) => {
      const filled = new Set(rows.flatMap((row) => Object.keys(row).filter((column) => row[column] !== null)));
      return [...filled].filter((column) => column.endsWith("_sealed")).map((column) => `${table}.${column}`);
    });
    const listed = sealedTables.flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`));
    expect([...found, "records.text", "records.fields"].sort()).toEqual(listed.sort());
  });

  test("seals all of it anew, while what lies under either key is read, and then the old one is not needed", async () => {
    const before = await texts(database.url, under.old.open);
    const store = await database.again({ seal: under.both });
    expect(await store.read.groups.get("g").then((row) => row && store.read.groups.openWebhook(row))).toBe("hook");
    await rotateKey(store, under.both);
    await store.close();
    expect(await texts(database.url, under.fresh.open)).toEqual(before);
    await expect(openStore({ url: database.url, seal: under.old })).rejects.toThrow("DATA_KEY");
    await (await openStore({ url: database.url, seal: under.fresh })).close();
  });

  test("goes on where it was killed, at any of its transactions", async () => {
    const before = await texts(database.url, under.old.open);
    const store = await database.again({ seal: under.both });
    let at = 0;
    for (let done = false; !done; at++) {
      let left = at;
      const dies: Pick<Store, "write"> = {
        write: (work) => (left-- > 0 ? store.write(work) : Promise.reject(new Error("killed"))),
      };
      done = await rotateKey(dies, under.both).then(
        () => true,
        () => false,
      );
      if (done) break;
      expect(await texts(database.url, under.both.open)).toEqual(before);
      if (at > 0)
        for (const seal of [under.old, under.fresh])
          await expect(openStore({ url: database.url, seal })).rejects.toThrow("DATA_KEY_PREVIOUS");
    }
    await store.close();
    expect(at).toBeGreaterThan(sealedTables.length);
    expect(await texts(database.url, under.fresh.open)).toEqual(before);
  });
});

/** All that is sealed, in clear. */
async function texts(url: string, open: (sealed: string) => string): Promise<string[]> {
  const tables = await everything(url);
  const cells = sealedTables.flatMap(({ table, columns }) =>
    (tables[table] ?? [])
      .filter(isSealed)
      .flatMap((row) => columns.map((column) => [`${table}.${column}`, row[column]])),
  );
  return cells.flatMap(([name, value]) => (value ? [`${name} ${open(String(value))}`] : [])).sort();
}

const isSealed = (row: Row): boolean => row.sealed === undefined || row.sealed === 1;

/** Text in every sealed column. */
async function fill(store: Store): Promise<void> {
  await store.write(async (tables) => {
    const id = await tables.people.add({
      ...{ name: "王建国", homePlaceId: null, awayCity: null, partyMember: false, phone: "13800010009", now: 1 },
    });
    await tables.groups.meet("g", 1, "all");
    await tables.consultationVoices.begin("r");
    await tables.consultationWords.add({
      ...{ record_id: "r", cause: key, chat: "g", platform_id: null, account: "a", person_id: null, name: "李" },
      ...{
        text: "东线",
        quote: null,
        mentioned: 0,
        sent_at: 1,
        sequence: 0,
        arrived_at: 1,
        state: "heard",
        verdict: null,
      },
    });
    await tables.groups.setWebhook("g", "hook");
    const draft = { kind: "people", author: "p", place_id: "", header: "h", created_at: 1 };
    await tables.imports.add(draft, {
      file: "名册.xlsx",
      packed: await packedLines([[1, ["姓名"]]]),
      choices: { columns: {}, words: {} },
    });
    await tables.importChanges.keep(
      "i",
      new Map([["people", new Map([["p", { id: "p", name: "原来" }]])]]),
      new Map([["people", new Map([["p", { id: "p", name: "改成" }]])]]),
    );
    await tables.inbox.add({
      ...{
        key,
        alsoKey: null,
        chat: "c",
        account: "a",
        platformId: null,
        sentAt: 1,
        receivedAt: 1,
        originKey: undefined,
      },
      ...{ message: "说的", answer: "答的" },
    });
    for (let n = 0; n < 250; n++) await tables.outbox.add({ ...outboxRow, cause: `${key}#${n}`, text: `第${n}条` });
    await tables.outbox.add({
      ...outboxRow,
      cause: "x",
      text: "推",
      picture: { title: "新会镇", day: "11月21日 周六", until: "8:03", blocks: [] },
      instead: "另说",
      author: { account: "a", about: "话" },
    });
    await tables.dialogs.ask("a", "c", "问", 9);
    await tables.lists.put({ account: "a", chat: "c" }, "列表", 9);
    const list = { author: "a", chat: "c", head: "述职评议", cause: "l", now: 1, expiresAt: 9 };
    await tables.assignmentLists.add(await tables.assignmentLists.begin(list), "一行", "l", 1);
    await tables.digests.keep({
      ...{
        person_id: id,
        day: "2026-11-21",
        kind: "daily",
        text: "简报",
        covers_from: 1,
        composed_at: 1,
        state: "composed",
      },
    });
    await tables.directory.put({ matters: ["低保"], name: "王", title: "所长", phone: "13800010008", isPublic: true });
    const made = await tables.records.add({
      ...{
        kind: "visit",
        town_id: "town",
        place_id: null,
        chat: "c",
        account: "a",
        author_id: null,
        day: "2026-11-21",
      },
      ...{
        text: "屋顶漏",
        fields: { 问题: "换瓦" },
        sensitive: true,
        cause: `${key}#record`,
        fingerprint: "",
        created_at: 1,
      },
    });
    const asked = await tables.meetingWords.ask({
      ...{ record_id: made.id, cause: key, item_id: "i", named: 0, asker_id: null, account: "a", chat: "c" },
      ...{ text: "问的", joined_id: null, created_at: 1 },
    });
    const answer_sealed = tables.meetingWords.sealed("答的");
    const asking = { id: made.id, kind: "visit", state: "standing" } as const;
    await tables.records.change(asking, { parts: { meeting_questions: [{ ...asked, answer_sealed }] } });
    await tables.meetingWords.comment({
      ...{ record_id: made.id, cause: key, item_id: "i", author_id: "p", text: "点评", problems: "", created_at: 1 },
    });
    await tables.motions.addStep({
      ...{
        record_id: made.id,
        cause: `${key}#step`,
        round: 1,
        position: 0,
        kind: "window",
        result: "waived",
        note: "都在家",
      },
      ...{ assembly_id: null, consultation_id: null, publication_id: null, in_favour: 0, against: 0, abstain: 0 },
      ...{ by_id: null, by_account: "a", at: 1 },
    });
    await tables.moves.add({
      ...{ record_id: made.id, at: 1, account: "a", person_id: null, chat: "c", word: "更正", cause: `${key}#更正` },
      ...{ from_state: "kept", to_state: "kept", note: "原话", before: {} },
    });
    const photo = { record_id: made.id, account: "a", chat: "c", sent_at: 1, source: { at: "http://p" } };
    await tables.photos.add({ ...photo, cause: `${key}#photo0` });
    await tables.photos.add({ ...photo, cause: `${key}#photo1` });
    const [fetched = ""] = await tables.photos.due(0, 1);
    await tables.photos.claim(fetched, 1, 0);
    await tables.photos.settle(fetched, Buffer.from("图"));
    await tables.secondFactors.begin("o", "密", 1);
    const moved = { posts: [], reminders: [], pairings: [] };
    await tables.handovers.add({ cause: key, at: 1, account: "a", fromId: id, toId: id, moved });
    const place = { id: "p", parent_id: null, level: "village", level_word: "村", path: "/p/", town_id: "p" } as const;
    const merged = await tables.merging.merge(
      { ...place, name: "石门村" },
      { ...place, id: "q", path: "/q/", name: "柳河村" },
    );
    await tables.merging.keep({ cause: key, at: 1, account: "a", merged });
    await tables.places.put({ ...place, name: "石门村" }, []);
    const registered = { cause: key, place_id: "p", person_id: id, created_at: 1 };
    const given = await tables.aidCases.add({ ...registered, words: "学费", guardian: "李" });
    const aided = await tables.aidCases.numbered(given);
    if (aided) await tables.aidCases.decide(aided, "helped", "每学期1000元", 2);
    const days = { from_day: "2026-11-21", to_day: "2026-12-31" };
    const campaign = await tables.campaigns.open({
      ...{ cause: key, place_id: "p", title: "整顿", template: "register", kind: "tick", level: null, minimum: 1 },
      ...{ ...days, account: "a", created_at: 1, people: [] },
    });
    await tables.enrolments.add({
      ...{ cause: key, campaign_id: campaign ?? "", place_id: "p", owner_id: id, ...days },
      ...{ state: "enrolled", since_day: days.from_day, basis: "依据", account: "a", created_at: 1 },
    });
    await tables.audit.add({ account: "a", personId: null, subject: "T1", at: 1, action: "made", detail: "附注" });
  });
}
