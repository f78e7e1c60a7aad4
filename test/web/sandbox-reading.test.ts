import { describe, expect, test } from "@jest/globals";
import { openScreen, until } from "./browser.ts";
import { inBrowser, type SandboxPage } from "./sandbox-page.ts";

/** More of 孙国华 than fits on the screen. */
async function talkLong({ sandbox, bubble }: SandboxPage, lines = 40): Promise<void> {
  for (let count = 1; count <= lines; count += 1)
    await sandbox.say({ who: "secretary", where: "cadre", text: `第${count}句` });
  await bubble(`第${lines}句`).waitFor();
}

const scrolled = "Math.round(document.querySelector('#talk').scrollTop)";
const atEnd =
  "(({scrollHeight, scrollTop, clientHeight}) => scrollHeight - scrollTop - clientHeight < 2)(document.querySelector('#talk'))";

inBrowser("the sandbox", (open) => {
  describe("whoever reads", () => {
    test("further up stays there when something new comes, is told, and can go to it", async () => {
      const world = await open();
      await talkLong(world);
      await world.page.evaluate("document.querySelector('#talk').scrollTop = 300");
      await world.sandbox.say({ who: "secretary", where: "cadre", text: "新的一句" });
      await world.bubble("新的一句").waitFor({ state: "attached" });
      expect(await world.measure(scrolled)).toBe(300);
      await world.press("↓ 1条新消息");
      await until(world.page, atEnd);
      expect(await world.page.locator("#down").isVisible()).toBe(false);
    });

    test("at the end sees what comes, and stays at the end when there is less room", async () => {
      const world = await open();
      await talkLong(world);
      await until(world.page, atEnd);
      await world.page.setViewportSize({ width: 390, height: 500 });
      await until(world.page, atEnd);
    });

    test("arrives at the end, whatever stands below", async () => {
      const world = await open();
      await world.press("不用带路");
      await world.says("我的话");
      await talkLong(world, 20);
      await world.sandbox.say({ who: "villager-home", where: "village", text: "别处" });
      for (const reload of [() => world.page.reload(), () => world.becomes("孙国华")]) {
        await reload();
        await world.bubble("第20句").waitFor();
        await until(world.page, atEnd);
      }
    });

    test("is told of what came below the own words", async () => {
      const world = await open();
      await world.says("我的话");
      await world.bubble("我的话").waitFor();
      await talkLong(world, 20);
      await world.button(/^↓ \d+条新消息$/).waitFor();
      expect(await world.bubble("我的话").isVisible()).toBe(true);
    });

    test("keeps the own words in sight when a long answer comes", async () => {
      const world = await open();
      await talkLong(world);
      await world.says("我的话");
      await world.bubble("我的话").waitFor();
      const to = { channel: "sandbox", bot: "town", kind: "group", id: "cadre" } as const;
      await world.sandbox.send({ id: "long", to, text: "一行\n".repeat(60), attempt: 1 });
      await world.bubble("一行").waitFor();
      const [own, talk] = [await world.bubble("我的话").boundingBox(), await world.page.locator("#talk").boundingBox()];
      expect(own?.y).toBeGreaterThanOrEqual(talk?.y ?? 0);
      expect(own?.y).toBeLessThan((talk?.y ?? 0) + (talk?.height ?? 0));
    });

    test("finds person, group and what is unread again after a reload", async () => {
      const { page, becomes, press, sandbox, bubble } = await open();
      await becomes("李大山");
      await press("私聊");
      await sandbox.say({ who: "secretary", where: "direct", text: "简报" });
      await page.locator("#who .dot").waitFor();
      await page.reload();
      await page.locator("#who .dot").waitFor();
      expect(await page.locator("#who").textContent()).toContain("李大山");
      expect(await page.locator("#talk").getAttribute("aria-label")).toBe("李大山和小助手的私聊");
      await becomes("孙国华");
      await bubble("听到：简报").waitFor();
      await page.reload();
      await page.locator("#talk .title").waitFor();
      expect(await page.locator("#who .dot").count()).toBe(0);
    });

    test("goes back with Back, and on again", async () => {
      const { page, becomes, press, url } = await open();
      await becomes("孙国华");
      await press("私聊");
      await press("发送记录");
      const where = () => page.evaluate<string>("document.querySelector('#talk').getAttribute('aria-label')");
      await page.goBack();
      expect([await where(), await page.locator("#sent").isVisible()]).toEqual(["孙国华和小助手的私聊", false]);
      await page.goBack();
      expect(await where()).toBe("新会镇工作群");
      await page.goBack();
      expect(await page.locator("#who").textContent()).toContain("王建国");
      await page.goForward();
      expect(await page.locator("#who").textContent()).toContain("孙国华");
      expect(page.url()).toBe(`${url}/sandbox?who=secretary&where=cadre`);
    });

    test("comes by an address to where it leads, and by a wrong one to where one may be", async () => {
      const { page, url } = await open({ address: "?who=stranger&where=village-west" });
      expect(await page.locator("#talk").getAttribute("aria-label")).toBe("西卧牛村村民群（小助手只听得到@它的话）");
      await page.goto(`${url}/sandbox?who=villager-home&where=cadre`);
      await page.locator("#talk[aria-label=东卧牛村村民群]").waitFor();
      await page.goto(`${url}/sandbox?who=nobody&where=nowhere`);
      await page.locator("#talk .title").waitFor();
      expect(await page.locator("#who").textContent()).toContain("王建国");
    });
  });

  describe("whoever listens", () => {
    test("hears what is new, once, and nothing again when the place changes", async () => {
      const world = await open({ device: openScreen });
      await talkLong(world, 3);
      const heard = () => world.page.locator("#heard p").allTextContents();
      const before = await heard();
      expect(before.slice(-3)).toEqual(["孙国华：第1句", "孙国华：第2句", "孙国华：第3句"].slice(-before.length));
      await world.says("自己的话");
      await world.bubble("自己的话").waitFor();
      await world.becomes("孙国华");
      await world.press(/^私聊/);
      await world.press("工作群");
      expect(await heard()).toEqual(before);
      await world.sandbox.say({ who: "cadre", where: "cadre", text: "又一句" });
      await world.bubble("又一句").waitFor();
      expect(await heard()).toEqual([...before, "王建国：又一句"]);
      const live = await world.page.evaluate(`[...document.querySelectorAll("[aria-live], [role=log], [role=status]")]
      .map(({ id }) => id)`);
      expect(live).toEqual(["notice", "heard"]);
    });

    test("the lines that stand there are not put there again", async () => {
      const world = await open({ device: openScreen });
      await talkLong(world, 3);
      await world.page.evaluate("document.querySelector('[data-line]').dataset.same = 'yes'");
      await world.sandbox.say({ who: "secretary", where: "cadre", text: "又一句" });
      await world.bubble("又一句").waitFor();
      expect(await world.page.locator("[data-same]").count()).toBe(1);
    });
  });
});
