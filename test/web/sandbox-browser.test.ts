import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { hasBrowser, openBrowser, openPhone } from "./browser.ts";
import { openSandbox } from "./sandbox-world.ts";

let browser: Browser;
beforeAll(async () => {
  if (hasBrowser) browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  if (hasBrowser) await browser.close();
});

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(...args: Parameters<typeof openSandbox>) {
  const world = await openSandbox(...args);
  const phone = await openPhone(browser);
  closing.push(phone.close, world.stop);
  await phone.page.goto(`${world.url}/sandbox`);
  const press = (name: string | RegExp) => phone.page.getByRole("button", { name }).first().click();
  const says = async (words: string) => {
    await phone.page.getByLabel("要说的话").fill(words);
    await press("发送");
  };
  const bubble = (words: string | RegExp) => phone.page.locator("#talk .bubble", { hasText: words }).last();
  return { ...world, ...phone, press, says, bubble };
}

(hasBrowser ? describe : describe.skip)("the sandbox in a browser", () => {
  test("leads a newcomer through the four steps", async () => {
    const { page, faults, press, bubble } = await open();
    for (const words of [/^听到：\/谈心 东卧牛/, /^听到：意见：三社路灯不亮/, /^听到：\/提醒 半小时后/]) {
      await press("替我填好");
      await press("发送");
      const go = page.getByRole("button", { name: "去看" });
      await go.or(bubble(words)).first().waitFor();
      if (await go.isVisible()) await go.click();
      await bubble(words).waitFor();
    }
    await press(/^拨到周一早8:30/);
    await page.getByText("走完了").waitFor();
    expect(await page.locator("#time").textContent()).toContain("11月23日 周一 08:30");
    expect(await page.getByRole("button", { name: "孙国华" }).getAttribute("aria-pressed")).toBe("true");
    expect(faults).toEqual([]);
  });

  test("fits a narrow phone, with every button large enough to hit", async () => {
    const { page, press } = await open();
    await page.setViewportSize({ width: 360, height: 640 });
    await press("替我填好");
    await page.locator("#time").click();
    const measured = await page.evaluate<{ width: number; small: string[] }>(`({
      width: document.documentElement.scrollWidth,
      small: [...document.querySelectorAll("button, textarea")]
        .filter(({ offsetHeight, offsetWidth }) => offsetWidth > 0 && Math.min(offsetHeight, offsetWidth) < 44)
        .map(({ textContent }) => textContent),
    })`);
    expect(measured).toEqual({ width: 360, small: [] });
  });

  test("shows what people say as they said it", async () => {
    const { page, press, says, bubble, faults } = await open();
    await press("王秀英");
    const words = `<img src=x onerror="document.title='hit'"><b>路灯</b>`;
    await says(words);
    expect(await bubble("路灯").textContent()).toBe(words);
    await press("发给了谁");
    expect(await page.locator("#sent li").first().textContent()).toContain(`发给王秀英（私聊）听到：${words}`);
    expect([await page.title(), faults]).toEqual(["串门 · 试一试", []]);
  });

  test("keeps villagers out of the office group", async () => {
    const { page, press } = await open();
    await press("李大山");
    expect(await page.locator("#chats button").allTextContents()).toEqual(["村民群", "私聊", "发给了谁"]);
  });

  test("keeps the words that did not arrive", async () => {
    const { page, says } = await open({ fails: true });
    await says("开会");
    await page.getByText("没送到，请再发一次。").waitFor();
    expect(await page.getByLabel("要说的话").inputValue()).toBe("开会");
  });

  test("comes back by itself when the service does", async () => {
    const { page, stop, port, bubble } = await open();
    await page.getByText("这里还没人说话").waitFor();
    await stop();
    await page.getByText("连不上服务").waitFor();
    const again = await openSandbox({ port });
    closing.push(again.stop);
    await again.sandbox.say({ who: "secretary", where: "cadre", text: "回来了" });
    await bubble("回来了").waitFor();
  });
});
