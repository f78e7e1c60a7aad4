import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { engines } from "../../world.ts";
import { openPages, type PagesWorld, type TestBrowser } from "../pages/world.ts";

const forms = [
  ...["/console/leave", "/console/second/begin", "/console/second/confirm", "/console/settings/set", "/console/slips"],
  ...["/console/exports/take", "/console/imports/new", "/console/imports/choose", "/console/imports/run"],
  ...["/console/imports/drop", "/console/imports/undo", "/p/size", "/p/leave"],
] as const;

// What is sent from elsewhere changes nothing, whatever the form is.
describe.each(engines)("every form, on %s", (engine) => {
  let pages: PagesWorld;
  let admin: TestBrowser;
  let other: string;
  beforeAll(async () => {
    pages = await openPages({ engine });
    await pages.world.store.write(async (tables) => {
      const wang = (await tables.people.byAccount("sandbox:wang"))?.person_id ?? "";
      await tables.people.addPost({ personId: wang, role: "admin", placeId: "town", title: "", now: 1 });
    });
    admin = await pages.atDesk("admin");
    other = (await (await pages.atDesk("wang")).get("/console/overview")).token;
  });
  afterAll(() => pages.close());

  const all = { name: "posts", value: "3", kind: "places", format: "csv", code: "000000", back: "/p/town/today" };

  test("without its token, with another session's, from another site or from nowhere, is refused", async () => {
    const { token } = await admin.get("/console/overview");
    const before = await pages.world.store.read.settings.get("set:posts");
    for (const path of forms) {
      const at = (key: string) => (path.endsWith("/new") ? `${path}?token=${key}` : path);
      for (const [how, address, form, headers] of [
        ["none", path, all, {}],
        ["another's", at(other), { ...all, token: other }, {}],
        ["from a site", at(token), { ...all, token }, { origin: "https://evil.example" }],
        ["from nowhere", at(token), { ...all, token }, { origin: "null" }],
        ["by a site", at(token), { ...all, token }, { "sec-fetch-site": "cross-site" }],
      ] as const)
        expect([path, how, (await admin.post(address, form, headers)).status]).toEqual([path, how, 403]);
    }
    expect(await pages.world.store.read.settings.get("set:posts")).toBe(before);
    // who is not signed in is shown the way in
    for (const path of forms)
      expect([path, (await pages.browser(`203.0.115.${forms.indexOf(path)}`).post(path, all)).to]).toEqual([
        path,
        "/login",
      ]);
  });

  test("without room to write says so, and what is shown stays shown", async () => {
    const { token } = await admin.get("/console/overview");
    pages.fills();
    const answer = await admin.post("/console/settings/set", { ...all, token });
    expect([answer.status, answer.text]).toEqual([503, "现在存不了 过一会儿再试。看过的页面还能看。"]);
    expect((await admin.get("/console/overview")).status).toBe(200);
  });
});
