import type { Browser, Page } from "playwright-core";
import type { State } from "./camera.ts";
import type { Town } from "./town.ts";

export const codeTyped = async (page: Page, url: string, code: string) => {
  await page.goto(`${url}/login`);
  await page.getByLabel("机器人给您的码").fill(code);
  await page.getByRole("button", { name: "打开" }).click();
};

const saidBy = async (town: Town, who: string, words: string) =>
  (await town.says(who, "direct", words)).map(({ text }) => text).join("\n");

/** In by a link, on a phone. */
export async function phoneIn(browser: Browser, town: Town, who: string) {
  const link = /\/l\/[\w-]{22}/.exec(await saidBy(town, who, "/页面"))?.[0] ?? "";
  return cameIn(browser, async (page) => {
    await page.goto(town.url + link);
    await page.getByRole("button", { name: "打开" }).click();
    await page.waitForURL("**/today");
  });
}

/** In by a code, at the console. */
export async function deskIn(browser: Browser, town: Town): Promise<State> {
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await saidBy(town, "admin", "/登录"))?.[0] ?? "";
  const { state } = await cameIn(browser, async (page) => {
    await codeTyped(page, town.url, code);
    await page.waitForURL("**/console/overview");
  });
  return state;
}

async function cameIn(browser: Browser, way: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await way(page);
  const state = await context.storageState();
  await context.close();
  return { state, place: new URL(page.url()).pathname.split("/")[2] ?? "" };
}
