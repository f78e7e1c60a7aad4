import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, group } from "../../world.ts";
import { openPages, type PagesWorld } from "./world.ts";

describe.each(engines)("a consultation on a page, on %s", (engine) => {
  let pages: PagesWorld;
  beforeEach(async () => {
    pages = await openPages({ engine });
  });
  afterEach(() => pages.close());

  const said = async (who: string, words: string) => pages.world.says(who, words, group("village"));
  const idOf = async () => (await pages.world.store.read.records.find(["town"], ["consultation"], 1))[0]?.id ?? "";

  test("is led to from the day and from the opinions, and shows counts, nobody's name and no small cell", async () => {
    const { world } = pages;
    await said("wang", "/征求 修水渠走东线还是西线？ 选项：东线/西线 截止：今天18:00");
    for (const who of ["li", "xiuying", "wang"]) await said(who, "东线");
    const browser = await pages.signedIn("sun");
    const path = `/p/consultation/${await idOf()}`;
    const today = await browser.get("/p/town/today");
    expect(today.body).toContain(`href="${path}"`);
    const opinions = await browser.get("/p/town/opinions");
    expect(opinions.body).toMatch(/<nav class="tabs".*?\/p\/town\/consultations.*?<\/nav>/s);
    expect((await browser.get("/p/town/consultations")).body).toContain(`href="${path}"`);
    const { text, body } = await browser.get(path);
    expect(text).toContain("C1 修水渠走东线还是西线？");
    expect(text).toContain("东线 3/3");
    expect(text).toContain("西线 0/3");
    // three people: neither at home nor away may be told
    expect(text).not.toMatch(/在家\d|外出\d|未登记\d/);
    for (const name of ["李", "秀英", "王建国"]) expect(body).not.toContain(name);
    world.waits("2026-11-21T18:00:00+08:00");
    await world.passes("2026-11-21T18:02:00+08:00");
    const closed = (await browser.get(path)).text;
    expect(closed).toContain("还没有说怎么定");
    expect(closed).toContain("/征求 结果 C1 决定：");
    await world.says("wang", "/征求 结果 C1 决定：走东线", group("village"));
    expect((await browser.get(path)).text).toMatch(/决定 走东线/);
  });

  test("is for whoever works there: another town's, a withdrawn one and one of another kind are no page", async () => {
    await said("wang", "/征求 装监控，同意不同意？ 截止：明天18:00");
    await said("li", "意见：路灯");
    const browser = await pages.signedIn("wang");
    const path = `/p/consultation/${await idOf()}`;
    expect((await browser.get(path)).status).toBe(200);
    const [opinion] = await pages.world.store.read.records.find(["town"], ["opinion"], 1);
    expect((await browser.get(`/p/consultation/${opinion?.id}`)).status).toBe(404);
    const admin = await pages.signedIn("admin");
    const { status, text } = await admin.get(path);
    expect([status, text]).toEqual([200, expect.not.stringContaining("监控")]);
  });
});
