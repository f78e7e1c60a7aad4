import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, BrowserContext } from "playwright-core";
import { deskPages } from "../../../src/web/console/index.ts";
import { group } from "../../world.ts";
import { hasBrowser, openBrowser } from "../browser.ts";
import { lookedAt, nothingWrong, printedOf, printedPlainly } from "../looked-at.ts";
import { openPages, type PagesWorld } from "../pages/world.ts";

const registered = `东卧牛村登记表
姓名,身份,村名,联系电话,爱好
陈一平,村长,东卧牛村,13911112222,下棋
陈二平,铁匠,东卧牛村,1391111,
`;

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
  });
  afterAll(async () => {
    if (!hasBrowser) return;
    await browser.close();
    await pages.close();
  });

  test.each([
    { colorScheme: "light", width: 1280 },
    { colorScheme: "dark", width: 1280 },
    { colorScheme: "light", width: 360 },
  ] as const)("shows every page without a fault in $colorScheme at $width px", async ({ colorScheme, width }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, storageState });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    for (const { path } of deskPages) {
      await page.goto(`${pages.url}/console/${path}`);
      expect([path, await lookedAt(page)]).toEqual([path, nothingWrong]);
    }
    // a file on its way, with all that can stand there
    await page.goto(`${pages.url}/console/imports`);
    await page.locator("input[name=kind][value=people]").check();
    await page.setInputFiles("#file", { name: "登记.csv", mimeType: "text/csv", buffer: Buffer.from(registered) });
    await page.getByRole("button", { name: "传上去看看" }).click();
    await page.getByRole("heading", { name: "这几栏是什么" }).waitFor();
    expect(["columns", await lookedAt(page)]).toEqual(["columns", nothingWrong]);
    await page.getByRole("button", { name: "试一遍" }).click();
    await page.getByText("下载标好错的表").waitFor();
    expect(["tried", await lookedAt(page)]).toEqual(["tried", nothingWrong]);
    await page.getByLabel("只导好的").check();
    await page.getByRole("button", { name: "导入：新增1" }).click();
    await page.getByRole("heading", { name: "导入好了" }).waitFor();
    expect(["done", await lookedAt(page)]).toEqual(["done", nothingWrong]);
    await page.getByLabel("为什么撤销").fill("试的");
    await page.getByRole("button", { name: "整批撤销" }).click();
    await page.getByRole("heading", { name: "撤销了" }).waitFor();
    await page.goto(`${pages.url}/console/roster`);
    for (const box of await page.locator("input[name=person]").all()) await box.check();
    await page.getByRole("button", { name: "印认领码纸条" }).click();
    await page.getByRole("heading", { name: "认领码纸条" }).waitFor();
    expect(["slips", await lookedAt(page)]).toEqual(["slips", nothingWrong]);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("shows nothing in a frame of another page", async () => {
    const context = await browser.newContext({ storageState });
    const page = await context.newPage();
    await page.setContent(
      `<iframe src="${pages.url}/console/overview"></iframe><iframe src="${pages.url}/login"></iframe>`,
    );
    await page.waitForLoadState("networkidle");
    const shown = page.frames().slice(1);
    expect(shown.length).toBe(2);
    for (const frame of shown)
      expect([frame.url(), await frame.getByText(/总览|输入码/).count()]).toEqual(["chrome-error://chromewebdata/", 0]);
    await context.close();
  });

  test("prints in light colours without what is pressed", async () => {
    const context = await browser.newContext({
      colorScheme: "dark",
      viewport: { width: 1280, height: 800 },
      storageState,
    });
    const page = await context.newPage();
    for (const { path } of deskPages) {
      await page.goto(`${pages.url}/console/${path}`);
      expect([path, { ...(await printedOf(page)), sheets: 1 }]).toEqual([path, printedPlainly]);
    }
    await context.close();
  });
});
