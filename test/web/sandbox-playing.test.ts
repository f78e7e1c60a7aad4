import { describe, expect, test } from "@jest/globals";
import { openScreen, until } from "./browser.ts";
import { inBrowser } from "./sandbox-page.ts";

const at = (text: string) => Date.parse(`${text}:00+08:00`);
const near = (time: number, expected: string) => Math.abs(time - at(expected)) < 60_000;

inBrowser("the sandbox", (open) => {
  describe("in the sandbox one can", () => {
    test("quote what the bot said", async () => {
      const { page, press, says, bubble, taken } = await open();
      await press("私聊");
      await says("明天开会");
      await bubble("听到：明天开会").click();
      await press("引用");
      await says("办好了");
      await bubble("办好了").waitFor();
      expect(await page.locator(".mine blockquote").textContent()).toBe("串门小助手：听到：明天开会");
      const last = taken.filter((one) => one.type === "message").at(-1);
      expect(last).toMatchObject({ text: "办好了", quote: { text: "听到：明天开会" } });
      expect(await page.locator("#quoted").isVisible()).toBe(false);
    });

    test("take back one's own words, and nobody else's", async () => {
      const { page, press, says, bubble, becomes, button, taken } = await open();
      await says("说错了的话");
      await bubble("说错了的话").click();
      await press("撤回");
      await page.getByText("王建国撤回了一条消息").waitFor();
      expect(await page.locator("#talk").textContent()).not.toContain("说错了的话");
      expect(taken.at(-1)).toMatchObject({ type: "recall", by: "sandbox:cadre" });
      await says("另一句");
      await bubble("另一句").waitFor();
      await becomes("孙国华");
      await bubble("另一句").click();
      await button("引用").waitFor();
      expect(await button("撤回").count()).toBe(0);
    });

    test("send a picture, and speak instead of writing", async () => {
      const { page, press, taken, bubble, box } = await open();
      await press("照片、语音");
      await press("发张照片");
      await page.locator("#talk .mine img[alt^=照片]").waitFor();
      await box.fill("三社路灯不亮");
      await press("照片、语音");
      await press("用语音说");
      await bubble("三社路灯不亮").waitFor();
      expect(await bubble("三社路灯不亮").textContent()).toContain("语音");
      expect(taken.flatMap((one) => (one.type === "message" ? [one.text] : []))).toEqual(["[图片]", "三社路灯不亮"]);
      expect(await box.inputValue()).toBe("");
    });

    test("see what a group that only hears @ does not hear", async () => {
      const { page, says, bubble } = await open({ address: "?who=village-secretary&where=village-west" });
      await says("意见：水渠堵了");
      await page.locator(".mine", { hasText: "没@小助手，它听不到" }).waitFor();
      await says("@串门小助手 水渠堵了");
      await bubble("@串门小助手").waitFor();
      expect(await page.getByText("没@小助手，它听不到").count()).toBe(1);
    });

    test("be somebody whom nobody knows", async () => {
      const { becomes, says, bubble, taken } = await open();
      await becomes("小周");
      await says("意见：路灯不亮");
      await bubble("路灯不亮").waitFor();
      expect(taken.at(-1)).toMatchObject({ sender: { account: "sandbox:stranger", name: "小周" } });
    });

    test("press what the bot offers instead of typing it", async () => {
      const { page, press, says, bubble, taken } = await open();
      await page.route("**/api/state*", async (route) => {
        const state = await (await route.fetch()).json();
        const actions = ["办好了", "明天再说"].map((label) => ({ label, says: `${label} R1` }));
        for (const line of state.lines) if (line.from === "bot") line.actions = actions;
        await route.fulfill({ json: state });
      });
      await press("私聊");
      await says("明天开会");
      await press("办好了");
      await bubble(/办好了 R1$/).waitFor();
      expect(taken.findLast((one) => one.type === "message")).toMatchObject({
        text: "办好了 R1",
        quote: { text: "听到：明天开会" },
      });
      await page.unrouteAll({ behavior: "wait" }); // an answer under way would outlive the page
    });
  });

  describe("the clock of the sandbox", () => {
    test("moves ten minutes, a day, and to any date", async () => {
      const { page, press, clock, button } = await open({ device: openScreen });
      const moved = () => until(page, "!document.querySelector('#steps button:disabled')");
      await page.locator("#time").click();
      await press("+10分钟");
      await moved();
      expect(near(clock.now(), "2026-11-20T21:10")).toBe(true);
      await press("+1天");
      await moved();
      expect(near(clock.now(), "2026-11-21T21:10")).toBe(true);
      await page.getByLabel("拨到哪天几点").fill("2027-01-30T07:00"); // 腊月廿二
      await press("拨过去");
      await page.locator("#time", { hasText: "1月30日 周六 07:00" }).waitFor();
      await page.locator("#time").click();
      await page.getByLabel("拨到哪天几点").fill("2029-01-30T07:00");
      await button("拨过去").click();
      await page.getByText("最多往后拨四百天。").waitFor();
    });

    test("goes back only by beginning anew, which is asked about first", async () => {
      const { page, press, clock, says, bubble } = await open();
      await says("开会");
      await bubble("开会").waitFor();
      const back = async () => {
        await page.locator("#time").click();
        await page.getByLabel("拨到哪天几点").fill("2026-11-02T09:00");
        await press("拨过去");
        await page.getByText("时间不能往回拨，除非从头开始").waitFor();
      };
      await back();
      await press("不了");
      expect(await bubble("开会").count()).toBe(1);
      await back();
      await press("从头开始");
      await page.getByText("都清掉了，从头开始。").waitFor();
      expect(await bubble("开会").count()).toBe(0);
      expect(near(clock.now(), "2026-11-02T09:00")).toBe(true);
      await page.getByText("1/10 干部说一句话").waitFor();
    });

    test("is the real one again after beginning anew without a date", async () => {
      const { page, press, clock } = await open();
      await clock.advanceTo(at("2026-11-21T21:00"));
      await page.locator("#time").click();
      await press("从头开始…");
      await press("从头开始");
      await page.getByText("都清掉了，从头开始。").waitFor();
      expect(near(clock.now(), "2026-11-20T21:00")).toBe(true);
    });
  });
});
