import { describe, expect, test } from "@jest/globals";
import { clip } from "../../../src/chinese/privacy/clip.ts";
import { findSensitive, maskSensitive } from "../../../src/chinese/privacy/sensitive.ts";
import fc from "../../property.ts";

describe("what people wrote, shortened", () => {
  test.each([
    ["低保、路灯", "低保、路灯"],
    ["三社路灯坏了。还有水渠", "三社路灯坏了"],
    ["  多 处\t漏水\n第二行 ", "多 处 漏水"],
    ["", ""],
    // masked while whole, never a piece of it in the clear
    ["370883199003070127查社保的事要去镇里办吗", "370*************27查…"],
    ["我的身份证号370883199003070127查社保", "我的身份证号…"],
    ["王秀英家的联系电话是13812345678，晚上打", "王秀英家的联系电话是…"],
    ["电话1381234\n5678", "电话138****5678"],
    // between words, and no sign left hanging
    ["村里的路灯坏了三盏晚上走路看不见（东头那边）", "村里的路灯坏了三盏晚上走路看不见（东头…"],
    ["https://abcdefghijklmnopqrstuvwxyz.example.com", "https://…"],
  ])("%j is %j", (text, shown) => {
    expect(clip(text)).toBe(shown);
  });

  test("another length", () => {
    expect(clip("明天上午九点去镇里参加低保评议", 8)).toBe("明天上午九点去…");
  });

  test("never longer, never with a number or a piece of one in it", () => {
    const phone = fc.stringMatching(/^1[3-9][0-9]{9}$/);
    const words = fc.stringMatching(/^[低保水渠路灯的事在 ，]{0,24}$/);
    fc.assert(
      fc.property(words, phone, words, fc.integer({ min: 4, max: 40 }), (before, number, after, most) => {
        const shown = clip(before + number + after, most);
        expect([...shown].length).toBeLessThanOrEqual(most);
        expect(findSensitive(shown)).toEqual([]);
        expect(/[0-9]{5}/.test(shown)).toBe(false);
        expect(clip(maskSensitive(before + number + after), most)).toBe(shown);
      }),
    );
  });
});
