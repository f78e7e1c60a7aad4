import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, group } from "../../world.ts";
import { openPages, type PagesWorld } from "./world.ts";

describe.each(engines)("a consultation on the notice board, on %s", (engine) => {
  let pages: PagesWorld;
  beforeEach(async () => {
    pages = await openPages({ engine });
  });
  afterEach(() => pages.close());

  const said = async (who: string, words: string) => pages.world.says(who, words, group("village"));
  const linkIn = (text: string) => /http:\/\/localhost:\d+(\/c\/[\w-]{22})/.exec(text)?.[1] ?? "";

  test("is read by anybody without a name on it, hangs on after the result, and goes when it is taken down", async () => {
    const { world } = pages;
    await said("wang", "/征求 修水渠走东线还是西线？找13800001234 选项：东线/西线 截止：今天18:00");
    for (const who of ["li", "xiuying", "wang"]) await said(who, "东线");
    const answer = await world.says("wang", "/征求 张贴 C1");
    expect(answer).toContain("谁都能看");
    const path = linkIn(answer);
    // once more gives the same, and so does the secretary above
    expect(linkIn(await world.says("wang", "/征求 张贴 C1"))).toBe(path);
    expect(linkIn(await world.says("sun", "/征求 张贴 C1"))).toBe(path);
    const anybody = pages.browser();
    const page = await anybody.get(path);
    expect([page.status, page.headers.get("cache-control"), page.headers.get("set-cookie")]).toEqual([
      ...[200, "public, max-age=60", null],
    ]);
    expect(page.headers.get("x-robots-tag")).toBe("noindex");
    expect(page.text).toContain("修水渠走东线还是西线？");
    expect(page.text).toContain("匿名 C1 东线");
    expect(page.text).toContain("东线 3/3");
    expect(page.body).toContain('class="qr"');
    expect(page.body).not.toMatch(/13800001234|<form|<script|内部使用/);
    // three people: neither at home nor away may be told
    expect(page.text).not.toMatch(/在家\d|外出\d|未登记\d/);
    for (const name of ["李", "秀英", "王建国"]) expect(page.body).not.toContain(name);
    world.waits("2026-11-21T18:00:00+08:00");
    await world.passes("2026-11-21T18:02:00+08:00");
    await said("wang", "/征求 结果 C1 决定：走东线");
    const closed = (await anybody.get(path)).text;
    expect(closed).toMatch(/决定 走东线/);
    expect(closed).not.toContain("在村群里直接说");
    expect(await world.says("wang", "/征求 收回 C1")).toContain("收回了");
    expect((await anybody.get(path)).status).toBe(404);
    expect(await world.says("wang", "/征求 收回 C1")).toContain("没有张贴");
    // hung up anew it has another address, and comes down by itself
    const again = linkIn(await world.says("wang", "/征求 张贴 C1"));
    expect(again).not.toBe(path);
    world.waits("2026-12-20T12:00:00+08:00");
    expect((await anybody.get(again)).status).toBe(200);
    world.waits("2026-12-22T12:00:00+08:00");
    expect((await anybody.get(again)).status).toBe(404);
    expect(await world.says("wang", "/征求 张贴 C1")).toContain("不再张贴");
  });

  test("shows no counts before the end where none were promised, and is nobody else's to hang up", async () => {
    const { world } = pages;
    await said("wang", "/征求 装监控，同意不同意？不公开过程 截止：今天18:00");
    await said("li", "同意");
    const page = await pages.browser().get(linkIn(await world.says("wang", "/征求 张贴 C1")));
    expect(page.text).toContain("截止以后公布结果");
    expect(page.text).not.toContain("1人");
    expect(await world.says("li", "/征求 张贴 C1")).not.toContain("http");
    expect((await pages.browser().get("/c/AAAAAAAAAAAAAAAAAAAAAA")).status).toBe(404);
  });
});
