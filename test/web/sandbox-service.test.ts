import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { readConfig } from "../../src/config.ts";
import { type Service, startService } from "../../src/main.ts";
import { hasBrowser, openBrowser, openPhone, until } from "./browser.ts";

const hour = 60 * 60_000;

let folder: string;
let service: Service;
let browser: Browser;
beforeAll(async () => {
  if (!hasBrowser) return;
  folder = mkdtempSync(join(tmpdir(), "chuanmen-sandbox-"));
  service = await start();
  browser = await openBrowser();
});
afterAll(async () => {
  if (!hasBrowser) return;
  await browser.close();
  await service.stop();
  rmSync(folder, { recursive: true });
});

const start = () => startService(readConfig({ DATA_DIR: folder, PORT: "0", LOG_LEVEL: "silent" }));

/** So that no digest of today is still to come, whenever the test runs. */
async function moveToEvening(url: string): Promise<void> {
  const { morning } = (await (await fetch(`${url}/sandbox/api/state`)).json()) as { morning: number };
  const body = JSON.stringify({ at: morning + 12 * hour });
  await fetch(`${url}/sandbox/api/clock`, { method: "POST", headers: { "content-type": "application/json" }, body });
}

(hasBrowser ? describe : describe.skip)("a newcomer", () => {
  test("is led through a spoken talk put right, an opinion, a reminder, a call for help, the digest and a question back", async () => {
    const url = `http://localhost:${service.port}`;
    await moveToEvening(url);
    const { page, faults } = await openPhone(browser);
    await page.goto(`${url}/sandbox`);
    const press = (name: string | RegExp) => page.getByRole("button", { name, exact: true }).first().click();
    const bubble = (words: RegExp) => page.locator("#talk .bot .bubble", { hasText: words }).first();
    const picture = (name: string) => page.screenshot({ path: join(folder, `${name}.png`) });

    await bubble(/^大家好，我是串门小助手/).waitFor();
    const answers = [
      /^谈心：.*东卧牛村 赫书记.*对吗？/,
      /^记下了 T1：.*东卧牛村 赫书记/,
      /^T1 .*低保.*水渠/,
      /^收到 O1/,
      /^【征求 C1】修水渠走东线还是西线？/,
      // heard, and not answered
      /^东线，离我家地近/,
      /^记下了 R2：.*提醒您“开喇叭”/,
      /119/,
    ];
    for (const answer of answers) {
      await press("替我填好");
      await press("发送");
      await page.locator("#talk .bubble", { hasText: answer }).first().waitFor();
      // said once, when it came into the group, and not after the answer
      expect(await page.locator("#talk .bubble", { hasText: /^大家好/ }).count()).toBeLessThanOrEqual(1);
      expect(await page.locator("#talk .bubble").last().textContent()).toMatch(answer);
    }
    await picture("evening");

    await press(/^拨到.*早8:30/);
    await press("替我填好");
    const digest = bubble(/^\d+月\d+日 新会镇\n/);
    await page.locator("#time").click();
    // on a holiday none is sent
    for (let days = 0; days < 10 && !(await digest.isVisible()); days += 1) {
      await press(/^到.*早8:30/);
      await until(page, "!document.querySelector('#steps button:disabled')");
    }
    const lines = (await digest.textContent())?.split("\n") ?? [];
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^谈心 1\/21村.*，未谈：.*等20村$/),
        expect.stringMatching(/^意见 .*未答复1/),
      ]),
    );
    await picture("morning");
    await page.keyboard.press("Escape");
    await press("发送");
    await bubble(/^还没谈过的村20\/21/).waitFor();
    await page.getByText("走完了").waitFor();

    await page.keyboard.press("Escape");
    await page.locator("#who").click();
    await page.locator("#people button", { hasText: "王建国" }).click();
    await bubble(/^【提醒】R2 开喇叭/).waitFor();
    await press("发送记录");
    await picture("sent");
    const sent = (to: string) => page.locator("#sent-list li", { hasText: `发给${to}（私聊）` }).count();
    expect([(await sent("孙国华")) > 0, await sent("管理员")]).toEqual([true, 0]);
    expect(faults).toEqual([]);
  });

  test("finds the conversation again after a restart, and nothing of it after beginning anew", async () => {
    await service.stop();
    service = await start();
    const { page } = await openPhone(browser);
    await page.goto(`http://localhost:${service.port}/sandbox?who=villager-away&where=village`);
    await page.locator("#talk .bubble", { hasText: /^收到 O1/ }).waitFor();
    expect(await page.locator("#talk .bubble", { hasText: /^大家好/ }).count()).toBe(1);
    await page.locator("#time").click();
    await page.getByRole("button", { name: "从头开始…" }).click();
    await page.getByRole("button", { name: "从头开始", exact: true }).click();
    await page.getByText("都清掉了，从头开始。").waitFor();
    await page.locator("#talk .bubble", { hasText: /^大家好/ }).waitFor();
    expect(await page.locator("#talk .bubble").count()).toBe(1);
    await page.getByRole("button", { name: "替我填好" }).click();
    await page.getByRole("button", { name: "发送", exact: true }).click();
    await page.locator("#talk .bubble", { hasText: /^谈心：.*对吗？/ }).waitFor();
  });
});
