import { expect, test } from "@jest/globals";
import { openScreen } from "./browser.ts";
import { inBrowser } from "./sandbox-page.ts";
import { openSandbox } from "./sandbox-world.ts";

inBrowser("the sandbox in a browser", (open, later) => {
  test("leads a newcomer through its steps", async () => {
    const { page, faults, press, bubble } = await open();
    const heard = [
      /昨天去东卧牛/,
      /对$/,
      /不是低保/,
      /意见：三社路灯不亮/,
      /\/征求 修水渠/,
      /东线，离我家地近/,
      /提醒我半小时后/,
      /着火了/,
    ];
    for (const words of heard.map(({ source }) => new RegExp(`^听到：${source}`))) {
      await press("替我填好");
      await page.getByText("填好了，再点“发送”。").waitFor();
      await press("发送");
      const go = page.getByRole("button", { name: "去看" });
      await go.or(bubble(words)).first().waitFor();
      if (await go.isVisible()) await go.click();
      await bubble(words).waitFor();
    }
    await press(/^拨到周一早8:30/);
    await press("替我填好");
    await press("发送");
    await bubble(/^听到：未谈的/).waitFor();
    await page.getByText("走完了").waitFor();
    expect(await page.locator("#time").textContent()).toContain("11月23日 周一 08:30");
    expect(await page.locator("#who").textContent()).toContain("孙国华");
    expect(faults).toEqual([]);
  });

  test("leads again whoever sent the guide away", async () => {
    const { page, press } = await open();
    await press("不用带路");
    await page.reload();
    await page.locator("#talk .title").waitFor();
    expect(await page.locator("#guide").isVisible()).toBe(false);
    await press("带我走一遍");
    await page.getByText("1/10 干部说一句话").waitFor();
  });

  test("shows what people say as they said it", async () => {
    const { page, press, says, bubble, becomes, faults } = await open();
    await becomes("王秀英");
    const words = `<img src=x onerror="document.title='hit'"><b>路灯</b>`;
    await says(words);
    expect(await bubble("路灯").textContent()).toBe(words);
    await press("发送记录");
    const first = page.locator("#sent-list li").first();
    await first.getByText("发给王秀英（私聊）").waitFor();
    expect(await first.locator("p").textContent()).toBe(`听到：${words}`);
    expect([await page.title(), faults]).toEqual(["串门 · 试一试", []]);
  });

  test("one can go on writing beside the list of what was sent", async () => {
    const { page, press, says, bubble } = await open();
    await press("发送记录");
    await says("在吗");
    await bubble("在吗").waitFor();
    expect(await page.locator("#sent").isVisible()).toBe(false);
  });

  test("says who everybody is, and keeps villagers out of the office group", async () => {
    const { page, becomes } = await open();
    await page.locator("#who").click();
    const people = await page.locator("#people button").allInnerTexts();
    expect(people.find((text) => text.includes("李大山"))).toContain("东卧牛村人，在苏州打工");
    await page.keyboard.press("Escape");
    await becomes("李大山");
    expect(await page.locator("#chats button").allTextContents()).toEqual(["村民群", "私聊", "发送记录"]);
  });

  test("keeps the words that did not arrive", async () => {
    const { page, says, box } = await open({ fails: true });
    await says("开会");
    await page.getByText("没送到，请再发一次。").waitFor();
    expect(await box.inputValue()).toBe("开会");
  });

  test("says that words are too long, and keeps them", async () => {
    const { page, says, box, sandbox } = await open();
    await says("字".repeat(6000));
    await page.getByText("太长了：6000字，一次最多5000字。").waitFor();
    expect([(await box.inputValue()).length, sandbox.since(0)]).toEqual([6000, []]);
  });

  test("comes back by itself when the service does", async () => {
    const { page, stop, port, bubble } = await open();
    await page.getByText("这里还没人说话").waitFor();
    await stop();
    await page.getByText("连不上服务").waitFor();
    const again = await openSandbox({ port });
    later(again.stop);
    await again.sandbox.say({ who: "secretary", where: "cadre", text: "回来了" });
    await bubble("回来了").waitFor();
  });

  test("gives each character a draft of their own", async () => {
    const { page, becomes, box } = await open({ device: openScreen });
    await box.fill("半句话");
    await becomes("孙国华");
    expect(await box.inputValue()).toBe("");
    await becomes("王建国");
    expect(await box.inputValue()).toBe("半句话");
    await page.reload();
    await page.locator("#talk .title").waitFor();
    expect(await box.inputValue()).toBe("半句话");
  });

  test("gives back the draft that an example took the place of", async () => {
    const { press, box, page } = await open();
    await press("不用带路");
    await box.fill("写了半天的话");
    await press("/覆盖 谈心");
    expect(await box.inputValue()).toBe("/覆盖 谈心");
    await press("放回来");
    expect(await box.inputValue()).toBe("写了半天的话");
    await box.fill("");
    await press("/覆盖 谈心");
    await press("撤销");
    expect([await box.inputValue(), await page.locator("#notice").isVisible()]).toEqual(["撤销", false]);
  });
});
