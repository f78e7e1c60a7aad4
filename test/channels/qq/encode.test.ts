import { describe, expect, test } from "@jest/globals";
import { encodeText, replyFields } from "../../../src/channels/qq/encode.ts";
import fc from "../../property.ts";

describe("text for QQ", () => {
  test.each([
    ["a link", "看https://www.example.com/a?b=1#c，速看", "看[链接]，速看"],
    ["a bare host", "到www.beijing.gov.cn/查 报名", "到[链接] 报名"],
    ["another scheme", "mqqapi://card/show?x=1", "[链接]"],
    ["a port", "example.cn:8080/x", "[链接]"],
    ["numbers are none", "3.5万元，2026.11.21，v1.2.3", "3.5万元，2026.11.21，v1.2.3"],
    ["file names are none", "名单.xlsx 和 a.doc", "名单.xlsx 和 a.doc"],
    ["mail stays", "写信到 a.b@example.com", "写信到 a.b@example.com"],
    ["a mention tag", '<@ABC><qqbot-at-user id="A" /><@!all>', '＜@ABC>＜qqbot-at-user id="A" />＜@!all>'],
    ["a plain smaller-than", "3<5，a < b", "3<5，a < b"],
  ])("%s", (_name, text, expected) => {
    expect(encodeText(text)).toEqual([expected]);
  });

  test("is cut into parts of 900 characters, at line ends where it can", () => {
    const line = "路".repeat(500);
    expect(encodeText(`${line}\n${line}`)).toEqual([line, line]);
    expect(encodeText("a".repeat(1000)).join("")).toBe("a".repeat(1000));
  });

  test("no part is too long and none is empty", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("路", "a", "\n", "👨‍👩‍👧", "<@", "x.cn "), { maxLength: 3000 }),
        (pieces) => {
          for (const part of encodeText(pieces.join(""))) {
            expect(part.length).toBeLessThanOrEqual(900);
            expect(part.trim()).not.toBe("");
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test("costs no more than its length, whatever it holds", () => {
    for (const hostile of ["a.", "a", "a://", "<@", "-", "www.", "x.com"])
      expect(encodeText(hostile.repeat(2000))).toBeDefined();
  });
});

describe("what a reply names", () => {
  const outgoing = {
    id: "o",
    to: { channel: "qq", bot: "1", kind: "group", id: "G" },
    text: "好",
    attempt: 1,
  } as const;
  test("nothing when the bot speaks first", () => {
    expect(replyFields(outgoing)).toEqual({});
  });
  test("a message, with the number of the reply", () => {
    expect(replyFields({ ...outgoing, replyTo: "ROBOT1.0_m", replySequence: 3 })).toEqual({
      msg_id: "ROBOT1.0_m",
      msg_seq: 3,
    });
  });
  test("an event", () => {
    const fields = replyFields({ ...outgoing, replyTo: "event:GROUP_ADD_ROBOT:7", replySequence: 1 });
    expect(fields).toEqual({ event_id: "GROUP_ADD_ROBOT:7", msg_seq: 1 });
  });
  test("no number twice among five replies of several parts", () => {
    const numbers = [1, 2, 3, 4, 5].flatMap((replySequence) =>
      [0, 1, 2, 3].map((done) => replyFields({ ...outgoing, replyTo: "m", replySequence, done }).msg_seq),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
