import { beforeAll, expect, test } from "@jest/globals";
import { placesVersion } from "../../../src/store/tables/places.ts";
import { onEachEngine } from "../open.ts";
import { pathOf, putPerson, putTown } from "../town.ts";

const minute = 60_000;
const chat = "sandbox:b:group:g";
const asked = { account: "sandbox:li", short: "sandbox:li", chat, key: "k-new", alsoKey: null, now: 10 * minute };
const entry = { alsoKey: null, chat, account: "sandbox:li", platformId: null, sentAt: 0, receivedAt: 0, message: "hi" };

onEachEngine("the scene", (db) => {
  let person = "";
  beforeAll(async () => {
    await db.write(async (tables) => {
      await putTown(tables);
      person = await putPerson(tables, "李大山", { homePlaceId: "s1", awayCity: "苏州" });
      await tables.people.addPost({ personId: person, role: "cadre", placeId: "east", title: "主任", now: 0 });
      await tables.people.addPost({ personId: person, role: "villager", placeId: "town", title: "", now: 0 });
      await tables.people.nameAccount("sandbox:li", person);
    });
  });

  test("of a stranger in an unknown chat is empty, and is one statement", async () => {
    const before = db.store.executed();
    const scene = await db.read.scene.load({ ...asked, account: "sandbox:x", short: "sandbox:x", chat: "c" });
    expect(db.store.executed() - before).toBe(1);
    expect(scene).toEqual({
      account: {
        known: false,
        lastUsedAt: 0,
        directChat: null,
        unsubscribed: false,
        holding: false,
        photoWaits: false,
        ballotShownAt: null,
        hasBallot: false,
      },
      person: null,
      posts: [],
      group: null,
      dialog: null,
      prior: null,
      placesVersion: "0",
    });
  });

  test("knows somebody the roster names before the account was first seen, with every post held", async () => {
    const { account, person: known, posts } = await db.read.scene.load(asked);
    expect(account.known).toBe(false);
    expect(known).toEqual({ id: person, name: "李大山", homePlaceId: "s1", awayCity: "苏州" });
    expect(posts.map(({ role, placePath, townId }) => [role, placePath, townId])).toEqual([
      ["cadre", pathOf("east"), "town"],
      ["villager", pathOf("town"), "town"],
    ]);
  });

  test("says of an account what is known of it, and that its person stopped pushes", async () => {
    await db.write(async (tables) => {
      await tables.accounts.touch({
        key: "sandbox:li2",
        short: "sandbox:li2",
        person_id: person,
        name: "",
        direct_chat: "d",
        last_used_at: 5,
      });
      await tables.accounts.unsubscribe("sandbox:other", person, 6);
    });
    const scene = await db.read.scene.load({ ...asked, account: "sandbox:li2", short: "sandbox:li2" });
    expect(scene.account).toMatchObject({
      known: true,
      lastUsedAt: 5,
      directChat: "d",
      unsubscribed: true,
      holding: false,
    });
    expect(scene.person?.id).toBe(person);
    await db.write((tables) => tables.accounts.unsubscribe("sandbox:other", person, null));
    expect((await db.read.scene.load(asked)).account.unsubscribed).toBe(false);
  });

  test("shows the group with its place, and that it has a key but not which", async () => {
    await db.write(async (tables) => {
      await tables.groups.meet(chat, 0, "mentions");
      await tables.groups.bind(chat, "east", "village");
      await tables.groups.setWebhook(chat, "693a91f6-webhook-key");
      await tables.groups.greeted(chat, 1);
    });
    expect((await db.read.scene.load(asked)).group).toEqual({
      placeId: "east",
      placePath: pathOf("east"),
      townId: "town",
      kind: "village",
      hears: "mentions",
      mayPush: "yes",
      hasWebhook: true,
      holding: false,
      greeted: true,
      isDead: false,
      asking: "",
      saidAt: null,
      heardAt: 0,
    });
  });

  test("has the question that waits, of this account in this chat, until it is over", async () => {
    const until = 20 * minute;
    await db.write((tables) => tables.dialogs.ask(asked.account, chat, "state", until));
    const dialog = async (more: Partial<typeof asked>) => (await db.read.scene.load({ ...asked, ...more })).dialog;
    expect(await dialog({ now: until - 1 })).toEqual({ state: "state", expiresAt: until, isOpen: true });
    expect(await dialog({ now: until })).toMatchObject({ isOpen: false });
    expect(await dialog({ chat: "other" })).toBeNull();
    expect(await dialog({ account: "sandbox:x", short: "sandbox:x" })).toBeNull();
  });

  test("knows a message again by either of its keys, and nothing by none", async () => {
    await db.write(async (tables) => {
      await tables.inbox.add({ ...entry, key: "k1", alsoKey: "also1", answer: "收到 O1" });
      await tables.inbox.add({ ...entry, key: "k2", answer: null });
      await tables.inbox.addFailed({ ...entry, key: "k3", answer: "没记上" }, "Error");
    });
    const prior = async (key: string, alsoKey: string | null) =>
      (await db.read.scene.load({ ...asked, key, alsoKey })).prior;
    expect(await prior("k1", null)).toEqual({ state: "done", answer: "收到 O1" });
    expect(await prior("other", "also1")).toEqual({ state: "done", answer: "收到 O1" });
    expect(await prior("k2", null)).toEqual({ state: "done", answer: null });
    expect(await prior("k3", null)).toEqual({ state: "failed", answer: "没记上" });
    expect(await prior("k4", null)).toBeNull();
  });

  test("has each post once, also when the two keys were taken by two messages", async () => {
    const { posts, prior } = await db.read.scene.load({ ...asked, key: "k2", alsoKey: "also1" });
    expect(posts).toHaveLength(2);
    expect(prior?.answer).toBeNull();
  });

  test("brings the version of the places it was read with", async () => {
    await db.write((tables) => tables.settings.set(placesVersion, "7"));
    expect((await db.read.scene.load(asked)).placesVersion).toBe("7");
  });
});
