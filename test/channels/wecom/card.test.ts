import { describe, expect, test } from "@jest/globals";
import { cardOf } from "../../../src/channels/wecom/card.ts";

const list = ["办好了", "明天再说"].map((label) => ({ label, says: `${label} R5` }));

describe("a card", () => {
  test("shows the text and a button for each word, which says the word and the number", () => {
    expect(cardOf({ id: "0193-a", buttons: { text: "【提醒】R5 村民代表会", list } })).toEqual({
      card_type: "button_interaction",
      main_title: { title: "【提醒】R5 村民代表会" },
      button_list: [
        { text: "办好了", style: 1, key: "办好了 R5" },
        { text: "明天再说", style: 2, key: "明天再说 R5" },
      ],
      task_id: "0193-a",
    });
  });

  test("has a title of its own when the first line is longer than a title", () => {
    const text = "孙国华书记交您 J38：三社路灯修好，12月2日（周三）18:00前。\n村民反映的";
    expect(cardOf({ id: "1", buttons: { text, list } })).toMatchObject({
      main_title: { title: "请看一下" },
      sub_title_text: text,
    });
  });

  test.each([
    ["has no buttons", undefined],
    ["is longer than a card shows", { text: "长".repeat(140), list }],
    ["has a word longer than a button shows", { text: "好", list: [{ label: "十一个字的按钮谁都看不全", says: "x" }] }],
    [
      "has more words than a card has buttons",
      { text: "好", list: Array.from({ length: 7 }, () => ({ label: "好", says: "好" })) },
    ],
  ])("is none for what %s", (_, buttons) => {
    expect(cardOf(buttons ? { id: "1", buttons } : { id: "1" })).toBeNull();
  });
});
