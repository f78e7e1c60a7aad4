import { describe, expect, test } from "@jest/globals";
import { decodeCq, encodeCq, type Segment } from "../../../src/channels/onebot/cq.ts";
import fc from "../../property.ts";

const text = (words: string): Segment => ({ type: "text", data: { text: words } });

describe("CQ strings", () => {
  test.each<[string, Segment[]]>([
    [
      "&#91;第一部分&#93;[CQ:image,file=123.jpg]之后：[CQ:face,id=123]",
      [
        text("[第一部分]"),
        { type: "image", data: { file: "123.jpg" } },
        text("之后："),
        { type: "face", data: { id: "123" } },
      ],
    ],
    ["a&amp;#91;b", [text("a&#91;b")]],
    [
      "[CQ:share,url=http://x.example/?a=1&amp;b=2,title=收&#44;支&#91;7月&#93;&amp;8月]",
      [{ type: "share", data: { url: "http://x.example/?a=1&b=2", title: "收,支[7月]&8月" } }],
    ],
    [
      "[CQ:node,user_id=1,nickname=n,content=&#91;CQ:face&#44;id=123&#93;hi]",
      [{ type: "node", data: { user_id: "1", nickname: "n", content: "[CQ:face,id=123]hi" } }],
    ],
    ["1,2", [text("1,2")]],
    ["[CQ:reply,id=-123]+1", [{ type: "reply", data: { id: "-123" } }, text("+1")]],
    ["[CQ:shake]", [{ type: "shake", data: {} }]],
    ["[CQ:image,file=]", [{ type: "image", data: { file: "" } }]],
    ["", []],
  ])("%s goes both ways", (source, segments) => {
    expect(decodeCq(source)).toEqual(segments);
    expect(encodeCq(segments)).toBe(source);
  });

  test.each<[string, Segment[]]>([
    ["[CQ:at,qq=1", [text("[CQ:at,qq=1")]],
    ["[CQ:at, qq=1]", [text("[CQ:at, qq=1]")]],
    ["[cq:at,qq=1]", [text("[cq:at,qq=1]")]],
    ["[CQ:at,qq]", [text("[CQ:at,qq]")]],
    ["[a]", [text("[a]")]],
    ["[CQ:x,k=[CQ:at,qq=1]", [text("[CQ:x,k="), { type: "at", data: { qq: "1" } }]],
    ["&amp;amp;&#44;&lt;", [text("&amp;&#44;&lt;")]],
    ["[CQ:a,k==b=]", [{ type: "a", data: { k: "=b=" } }]],
  ])("%s is read as far as it is whole", (source, segments) => {
    expect(decodeCq(source)).toEqual(segments);
  });

  const word = fc.stringMatching(/^[A-Za-z_]\w{0,8}$/).filter((name) => name !== "text" && name !== "__proto__");
  const words = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom(..."[]&,;=#91345CQ:amp") }),
  );
  const segment = fc.oneof(
    words.map(text),
    fc.record({ type: word, data: fc.dictionary(word, words, { noNullPrototype: true }) }),
  );

  test("whatever is encoded is decoded to the same, with neighbouring texts joined", () => {
    fc.assert(
      fc.property(fc.array(segment), (segments) => expect(decodeCq(encodeCq(segments))).toEqual(joined(segments))),
    );
  });

  test("encoded text never makes a code, and decoding never fails", () => {
    fc.assert(
      fc.property(words, (source) => {
        expect(encodeCq([text(source)])).not.toMatch(/[[\]]/);
        expect(decodeCq(source).every(({ type, data }) => type !== "text" || data.text !== "")).toBe(true);
      }),
    );
  });

  test.each(["[CQ:a", "[CQ:a,b=", "&#91", ",b=c", "[CQ:a,b=c"])(
    "cost is linear in the length of %s repeated",
    (unit) => {
      const cost = (length: number) => {
        const source = `[CQ:a${unit.repeat(Math.ceil(length / unit.length))}`;
        const rounds = Array.from({ length: 9 }, () => {
          const from = process.hrtime.bigint();
          decodeCq(source);
          return Number(process.hrtime.bigint() - from);
        });
        return Math.min(...rounds);
      };
      cost(8_192);
      expect(cost(65_536) / cost(8_192)).toBeLessThan(40);
    },
  );
});

function joined(segments: readonly Segment[]): Segment[] {
  const result: Segment[] = [];
  for (const one of segments) {
    const last = result.at(-1);
    if (one.type === "text" && last?.type === "text")
      result[result.length - 1] = text(`${last.data.text}${one.data.text}`);
    else if (one.type !== "text" || one.data.text !== "") result.push(one);
  }
  return result;
}
