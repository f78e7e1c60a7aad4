import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { group } from "../../world.ts";
import { hasBrowser, openBrowser } from "../browser.ts";
import { lookedAt, nothingWrong, printedForBoard, printedOf, printedPlainly } from "../looked-at.ts";
import { openPages, type PagesWorld } from "./world.ts";

(hasBrowser ? describe : describe.skip)("pages in a browser", () => {
  let pages: PagesWorld;
  let browser: Browser;
  /** every page of the list, as somebody who leads a town has it; those for the notice board */
  let inside: readonly string[];
  let boards: readonly string[];
  type Kept = Awaited<ReturnType<BrowserContext["storageState"]>>;
  /** of browsers that came in: one alone would look at more pages within a minute than anybody may */
  const came: Record<string, Kept> = {};
  beforeAll(async () => {
    if (!hasBrowser) return;
    pages = await openPages();
    const { world } = pages;
    await world.says("li", `意见：${"三社的路灯不亮了好久".repeat(6)}`, group("village"));
    await world.says("wang", "/谈心 东卧牛 赫书记 低保");
    await world.says("wang", "/走访 东卧牛三社 老李 修渠");
    await world.says("sun", "/提醒 11月26日15点 开会");
    world.waits("2026-11-26T10:00:00+08:00");
    await world.says("li", "意见：井水浑", group("village"));
    await world.says("wang", "/答复 O2 明天清井", group("village"));
    await world.says("li", "投诉：王建国收了人家的烟才给批低保");
    await world.says("wang", "/征求 修水渠走东线还是西线？ 选项：东线/西线 截止：明天", group("village"));
    await world.says("li", "东线", group("village"));
    // as much as a sheet for the board may hold
    for (let number = 4; number < 10; number += 1) {
      world.waits(new Date(world.now() + 120_000).toISOString());
      await world.says("li", `意见：${"水渠堵了地里上不去水要清".repeat(5)}${number}`, group("village"));
      await world.says("wang", `/答复 O${number} ${"镇里下周派人带挖机来清到底".repeat(5)}`, group("village"));
    }
    world.sendWith(({ to }) => (to.id === "wang" ? { outcome: "refused", error: "60020 no" } : { outcome: "sent" }));
    await world.says("sun", "/交办 王主任 水管接上 期限：12月31日");
    world.sendWith(() => ({ outcome: "sent" }));
    const notice = await world.says("wang", "/征求 张贴 C1");
    const idOf = async (kind: "opinion" | "consultation" | "assignment") =>
      (await world.store.read.records.find(["town"], [kind], 1))[0]?.id ?? "";
    const paths = world.pages.flatMap(({ path, of }) => (of === "record" ? [] : [path]));
    inside = [
      ...[...paths, "find?q=O1", "find?q=O3", "opinions?state=answered"].map((path) => `/p/town/${path}`),
      ...[`/p/record/${await idOf("opinion")}`, `/p/record/${await idOf("assignment")}`],
      ...[`/p/consultation/${await idOf("consultation")}`, "/p/me"],
    ].filter((path) => path !== "/p/town/me");
    boards = [
      ...["/p/town/opinions?state=answered&for=board", `/p/consultation/${await idOf("consultation")}?for=board`],
      /\/c\/[\w-]{22}/.exec(notice)?.[0] ?? "",
    ];
    browser = await openBrowser();
    for (const name of ["light", "dark", "paper"]) {
      const context = await open({});
      await comesIn(context);
      came[name] = await context.storageState();
      await context.close();
    }
  });
  afterAll(async () => {
    if (!hasBrowser) return;
    await browser.close();
    await pages.close();
  });

  const open = (options: Parameters<Browser["newContext"]>[0]): Promise<BrowserContext> =>
    browser.newContext({ locale: "zh-CN", ...options });

  const as = (name: string) => (came[name] ? { storageState: came[name] } : {});

  /** As somebody does with a link from a chat: taps, reads the digits, says them, and the page opens by itself. */
  async function comesIn(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await page.goto(pages.url + (await pages.linkOf("sun")));
    await page.getByRole("button", { name: "打开" }).click();
    await pages.world.says("sun", (await page.locator(".digits").textContent()) ?? "");
    await page.waitForURL("**/today");
    return page;
  }

  test("a phone without scripts comes in by a link and two digits, and goes around by taps", async () => {
    const context = await open({ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, hasTouch: true });
    const page = await comesIn(context);
    await page.getByRole("link", { name: "看没答复的" }).first().click();
    await page.getByText("没答复的").first().waitFor();
    await page.getByRole("link", { name: /路灯/ }).click();
    await page.getByText("经过").waitFor();
    await page.getByRole("link", { name: "覆盖" }).click();
    await page.getByRole("link", { name: "走访", exact: true }).click();
    await page.waitForURL("**/visits");
    await page.getByText("东卧牛", { exact: true }).click();
    await page.getByText("没走到：一社、二社").first().waitFor();
    await page.getByRole("link", { name: "更多" }).click();
    await page.getByLabel("编号").fill("o1");
    await page.getByRole("button", { name: "查", exact: true }).click();
    await page.getByText("O1 意见").waitFor();
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByLabel("机器人给您的码").waitFor();
    await context.close();
  });

  describe.each(["light", "dark"] as const)("in the %s", (colorScheme) => {
    test.each([
      { name: "a narrow phone with the largest letters", width: 360, taps: 2 },
      { name: "a phone", width: 390, taps: 0 },
      { name: "a screen", width: 1280, taps: 0 },
    ])(
      "$name shows every page without a fault that axe finds, without sideways scrolling, with room for fingers",
      async ({ width, taps }) => {
        const context = await open({ viewport: { width, height: 800 }, colorScheme, ...as(colorScheme) });
        const faults: string[] = [];
        const page = await context.newPage();
        await page.goto(`${pages.url}/p`);
        page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
        for (let times = 0; times < taps; times += 1) await page.getByRole("button", { name: "字大" }).click();
        for (const path of [...inside, ...boards, "/login"]) {
          await page.goto(pages.url + path);
          expect([path, await lookedAt(page)]).toEqual([path, nothingWrong]);
        }
        expect(faults).toEqual([]);
        await context.close();
      },
    );
  });

  test("where the keyboard stands is seen, also where edges are cut off", async () => {
    const context = await open({ viewport: { width: 390, height: 800 }, ...as("light") });
    const page = await context.newPage();
    await page.goto(`${pages.url}/p/town/talks`);
    const seen: unknown[] = [];
    for (let times = 0; times < 12; times += 1) {
      await page.keyboard.press("Tab");
      seen.push(
        await page.evaluate(`(() => {
          const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(document.activeElement);
          const isCut = document.activeElement.closest(".tabs, .dock") !== null;
          // behind the last one the keyboard leaves the page
          return document.activeElement === document.body || outlineStyle === "solid" && (!isCut || parseFloat(outlineWidth) + parseFloat(outlineOffset) <= 0);
        })()`),
      );
    }
    expect(seen).toEqual(seen.map(() => true));
    await context.close();
  });

  test("a narrow phone that shows everything twice as large scrolls nothing sideways", async () => {
    const context = await open({ viewport: { width: 180, height: 400 }, deviceScaleFactor: 2, ...as("light") });
    const page = await context.newPage();
    for (const path of [...inside, ...boards, "/login"]) {
      await page.goto(pages.url + path);
      const over = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      expect([path, over]).toEqual([path, 0]);
    }
    await context.close();
  });

  test("on paper each is one sheet in light colours, without what is pressed", async () => {
    const context = await open({ viewport: { width: 390, height: 800 }, colorScheme: "dark", ...as("paper") });
    const page = await context.newPage();
    for (const path of [...inside, ...boards]) {
      await page.goto(pages.url + path);
      const asIt = boards.includes(path) ? printedForBoard : printedPlainly;
      expect([path, await printedOf(page)]).toEqual([path, asIt]);
      if (path === boards[0]) expect(await page.locator(".answered").count()).toBe(5);
    }
    await context.close();
  });
});
