import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { readConfig } from "../../../src/config.ts";
import { type Service, startService } from "../../../src/main.ts";
import { hasBrowser, openBrowser, openPhone } from "../browser.ts";
import { printedOf, printedPlainly } from "../looked-at.ts";

(hasBrowser ? describe : describe.skip)("the sandbox's secretary", () => {
  let folder: string;
  let service: Service;
  let browser: Browser;
  beforeAll(async () => {
    if (!hasBrowser) return;
    folder = mkdtempSync(join(tmpdir(), "chuanmen-pages-"));
    service = await startService(readConfig({ DATA_DIR: folder, PORT: "0", LOG_LEVEL: "silent" }));
    browser = await openBrowser();
  });
  afterAll(async () => {
    if (!hasBrowser) return;
    await browser.close();
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  test("comes to the page of the day of the demo town in three taps, with nothing set", async () => {
    const { page, faults } = await openPhone(browser);
    await page.goto(`http://localhost:${service.port}/sandbox?who=secretary&where=direct`);
    const press = (name: string) => page.getByRole("button", { name, exact: true }).last().click();
    await press("/页面");
    await press("发送");
    const [opened] = await Promise.all([page.context().waitForEvent("page"), press("打开页面")]);
    await opened.waitForURL("**/today");
    await opened.getByRole("heading", { name: "新会镇" }).waitFor();
    expect(await opened.getByText("/21村").count()).toBe(1);
    // a whole town of the demo stands on one sheet each
    const today = opened.url();
    for (const path of ["today", "talks", "visits"]) {
      await opened.goto(today.replace(/today$/, path));
      expect([path, await printedOf(opened)]).toEqual([path, printedPlainly]);
    }
    expect(faults).toEqual([]);
  });

  test("has no other way in: what nobody was given opens nothing, and a foreign page presses nothing", async () => {
    const url = `http://localhost:${service.port}`;
    expect((await fetch(`${url}/p/town/today`, { redirect: "manual" })).headers.get("location")).toBe("/login");
    expect((await fetch(`${url}/l/${"A".repeat(22)}`, { method: "POST" })).status).toBe(410);
    const foreign = { origin: "https://evil.example" };
    expect((await fetch(`${url}/l/${"A".repeat(22)}`, { method: "POST", headers: foreign })).status).toBe(403);
  });
});
