import { renameSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { openPages, type PagesWorld } from "./world.ts";

let pages: PagesWorld;
beforeEach(async () => {
  pages = await openPages();
});
afterEach(() => pages.close());

test("where a page cannot be read it says so and how it goes on, the log why, and the next time it is shown", async () => {
  const file = pages.world.url.replace(/^sqlite:/, "");
  const secretary = await pages.signedIn("sun");
  const admin = await pages.atDesk("admin");
  renameSync(file, `${file}-away`);
  const answers = [await secretary.get("/p/town/today"), await admin.get("/console/overview")];
  renameSync(`${file}-away`, file);
  const words = "现在看不了 过一会儿再开这一页。记下的都在。";
  expect(answers.map(({ status, text }) => [status, text])).toEqual([
    [503, words],
    [503, words],
  ]);
  const said = pages.lines.filter((line) => line.includes("page failed")).map((line) => JSON.parse(line));
  expect(said).toMatchObject([
    { level: 50, error: "ReadingError", cause: { error: "Error", at: expect.stringMatching(/:\d+:\d+$/) } },
    { level: 50, error: "ReadingError" },
  ]);
  expect((await secretary.get("/p/town/today")).status).toBe(200);
  expect((await admin.get("/console/overview")).status).toBe(200);
});
