import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, BrowserContext } from "playwright-core";
import { deskPages } from "../../../src/web/console/index.ts";
import { group } from "../../world.ts";
import { hasBrowser, openBrowser } from "../browser.ts";
import { lookedAt, nothingWrong, printedOf, printedPlainly } from "../looked-at.ts";
import { openPages, type PagesWorld } from "../pages/world.ts";

const patience = 180_000; // a machine busy with other tests

(hasBrowser ? describe : describe.skip)("the console in a browser", () => {
  let pages: PagesWorld;
  let browser: Browser;
  let storageState: Awaited<ReturnType<BrowserContext["storageState"]>>;
  beforeAll(async () => {
    if (!hasBrowser) return;
    pages = await openPages();
    await pages.world.says("li", "意见：三社的路灯不亮", group("village"));
    browser = await openBrowser();
    // as somebody does at a PC that runs no scripts
    const context = await browser.newContext({ javaScriptEnabled: false, locale: "zh-CN" });
    const page = await context.newPage();
    await page.goto(`${pages.url}/login`);
    await page.getByLabel("机器人给您的码").fill(await pages.deskCode("admin"));
    await page.getByRole("button", { name: "打开" }).click();
    await page.waitForURL("**/console/overview");
    await page.getByRole("link", { name: "看体检" }).click();
    await page.getByRole("heading", { name: "体检" }).waitFor();
    await page.getByRole("link", { name: "群和账号" }).click();
    await page.getByRole("link", { name: "听不全" }).click();
    await page.waitForURL("**/console/groups?show=deaf");
    storageState = await context.storageState();
    await context.close();
  }, patience);
  afterAll(async () => {
    if (!hasBrowser) return;
    await browser.close();
    await pages.close();
  });

  test.each([
    { colorScheme: "light", width: 1280 },
    { colorScheme: "dark", width: 1280 },
    { colorScheme: "light", width: 360 },
  ] as const)(
    "shows every page without a fault in $colorScheme at $width px",
    async ({ colorScheme, width }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, storageState });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      for (const { path } of deskPages) {
        await page.goto(`${pages.url}/console/${path}`);
        expect([path, await lookedAt(page)]).toEqual([path, nothingWrong]);
      }
      expect(faults).toEqual([]);
      await context.close();
    },
    patience,
  );

  test(
    "prints in light colours without what is pressed",
    async () => {
      const context = await browser.newContext({
        colorScheme: "dark",
        viewport: { width: 1280, height: 800 },
        storageState,
      });
      const page = await context.newPage();
      await page.goto(`${pages.url}/console/messages`);
      expect(await printedOf(page)).toEqual(printedPlainly);
      expect(await page.getByRole("navigation", { name: "控制台" }).isVisible()).toBe(false);
      await context.close();
    },
    patience,
  );
});
