import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { openPhone, openScreen } from "./browser.ts";
import { inBrowser } from "./sandbox-page.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate<string[]>(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + " " + target)))`);
}

// the least height of the conversation: some lines of it, whatever stands around
const devices = [
  { name: "a small phone", device: openPhone, width: 320, height: 568, least: 220 },
  { name: "a phone", device: openPhone, width: 390, height: 844, least: 480 },
  { name: "a phone with its keyboard open", device: openPhone, width: 390, height: 500, least: 200 },
  { name: "a small phone with its keyboard open", device: openPhone, width: 320, height: 308, least: 150 },
  { name: "a phone held across", device: openPhone, width: 844, height: 390, least: 180 },
  { name: "a screen", device: openScreen, width: 1280, height: 800, least: 500 },
  { name: "a screen at 200 %", device: openScreen, width: 640, height: 400, least: 180 },
];

inBrowser("the sandbox", (open) => {
  describe("the sandbox on", () => {
    test.each(devices)("$name leaves room for the conversation", async ({ device, width, height, least }) => {
      const { page, box, measure } = await open({ device: (browser) => device(browser, { width, height }) });
      if (height < 350) await box.click();
      const parts = ["#chats", "#talk", "#guide", "#say"].map((part) => page.locator(part));
      const boxes = (await Promise.all(parts.map((part) => part.boundingBox()))).filter((area) => area !== null);
      const overlaps = boxes.filter(
        (area, index) => area.y < (boxes[index - 1]?.y ?? 0) + (boxes[index - 1]?.height ?? 0) - 1,
      );
      expect(await measure("document.querySelector('#talk').clientHeight")).toBeGreaterThanOrEqual(least);
      expect(overlaps).toEqual([]);
      const [right, bottom] = [await measure("document.documentElement.scrollWidth"), boxes.at(-1)];
      expect(right).toBe(width);
      expect((bottom?.y ?? 0) + (bottom?.height ?? 0)).toBeLessThanOrEqual(height + 1);
    });

    // one of each way in which the page is laid out
    const laidOut = devices.filter(({ name }) => ["a small phone", "a screen", "a screen at 200 %"].includes(name));

    test.each(laidOut)("$name has no fault that axe finds", async ({ device, width, height }) => {
      const { page, press, says, bubble } = await open({ device: (browser) => device(browser, { width, height }) });
      expect(await findings(page)).toEqual([]);
      await says("意见：路灯不亮");
      await bubble("路灯不亮").click();
      await press("引用");
      expect(await findings(page)).toEqual([]);
      await page.locator("#words").blur();
      await page.locator("#time").click();
      expect(await findings(page)).toEqual([]);
      await press("从头开始…");
      expect(await findings(page)).toEqual([]);
      await press("不了");
      if (width >= 1024) return;
      await press("发送记录");
      expect(await findings(page)).toEqual([]);
      if (width >= 640) return;
      await page.locator("#who").click();
      expect(await findings(page)).toEqual([]);
    });

    test("a small phone has buttons large enough to hit", async () => {
      const { page, press } = await open({ device: (browser) => openPhone(browser, { width: 320, height: 568 }) });
      const small = () =>
        page.evaluate<string[]>(`[...document.querySelectorAll("button, input, textarea")]
        .filter(({ offsetHeight, offsetWidth }) => offsetWidth > 0 && Math.min(offsetHeight, offsetWidth) < 44)
        .map(({ textContent }) => textContent)`);
      await page.locator("#time").click();
      expect(await small()).toEqual([]);
      await page.locator("#who").click();
      expect(await small()).toEqual([]);
      await page.keyboard.press("Escape");
      await press("照片、语音");
      expect(await small()).toEqual([]);
    });
  });

  describe("with the keyboard", () => {
    const focused = "document.activeElement.id || document.activeElement.textContent";

    test("one writes at once", async () => {
      const { page, bubble } = await open({ device: openScreen });
      await page.keyboard.type("开会");
      await page.keyboard.press("Enter");
      await bubble(/^开会$/).waitFor();
      expect(await page.evaluate(focused)).toBe("words");
    });

    test("one comes from the top to the box in one step, and through all in a few", async () => {
      const { page } = await open({ device: openScreen });
      expect(await page.evaluate("document.querySelector('a, button, input, textarea, [tabindex]').id")).toBe("skip");
      await page.locator("#skip").focus();
      await page.keyboard.press("Enter");
      expect(await page.evaluate(focused)).toBe("words");
      const stops: unknown[] = [];
      for (let steps = 0; steps < 12 && stops.at(-1) !== "skip"; steps += 1) {
        await page.keyboard.press("Shift+Tab");
        stops.push(await page.evaluate(focused));
      }
      // the ＋, two of the guide, what was sent, the talk, where, who, the time, the link
      expect(stops.length).toBeLessThanOrEqual(9);
      expect(stops.at(-1)).toBe("skip");
    });

    test("arrows go along the people, and Enter chooses", async () => {
      const { page } = await open({ device: openScreen });
      await page.locator("#people [aria-pressed=true]").focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      expect(await page.locator("#people [aria-pressed=true]").textContent()).toContain("孙国华");
      expect(await page.evaluate(focused)).toContain("孙国华");
    });

    test("a line can be reached and quoted", async () => {
      const { page, says, bubble } = await open({ device: openScreen });
      await says("开会");
      await bubble(/^开会$/).waitFor();
      await page.locator("#talk").focus();
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      expect(await page.evaluate(focused)).toBe("引用");
      await page.keyboard.press("Enter");
      expect(await page.locator("#quoted").textContent()).toContain("王建国：开会");
      expect(await page.evaluate(focused)).toBe("words");
    });

    test("Escape closes what was opened and goes back to where it was", async () => {
      const { page } = await open({ device: openScreen });
      await page.locator("#time").focus();
      await page.keyboard.press("Enter");
      expect(await page.evaluate(focused)).toBe("+10分钟");
      await page.keyboard.press("Escape");
      expect(await page.evaluate(focused)).toBe("time");
      expect(await page.locator("#clock").isVisible()).toBe(false);
    });
  });
});
