import { describe, expect, test } from "@jest/globals";
import { parseFrame } from "../../../src/channels/onebot/frame.ts";
import fc from "../../property.ts";

describe("frames", () => {
  test.each([
    ['{"id":9007199254740993}', { id: "9007199254740993" }],
    [
      '{"id":-9007199254740993,"b":[18446744073709551615,1]}',
      { id: "-9007199254740993", b: ["18446744073709551615", 1] },
    ],
    ['{"id":9007199254740991}', { id: 9007199254740991 }],
    ['{"text":"\\"9007199254740993 \\\\"}', { text: '"9007199254740993 \\' }],
    ['{"a":1.5e3,"b":-0.25}', { a: 1500, b: -0.25 }],
  ])("%s is read exactly", (source, value) => expect(parseFrame(source)).toEqual(value));

  test.each([
    ["", "nothing"],
    ["[]", "an array"],
    ["null", "null"],
    ['"a"', "a string"],
    ['{"a":1e400}', "a number beyond all bounds"],
    ['{"a":[9007199254740993,-1e400]}', "a number beyond all bounds after a large one"],
    ['{"a":01}', "a leading zero"],
    ['{"a":00000000000000000001}', "many leading zeros"],
    [`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "100,000 levels"],
    [`{"a":${"[".repeat(100_000)}`, "100,000 open levels"],
    ['{"a":"\\', "an open string"],
  ])("%.20s (%s) is refused", (source) => expect(() => parseFrame(source)).toThrow(SyntaxError));

  test("a key named __proto__ changes no prototype", () => {
    const frame = parseFrame('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    expect(Object.getPrototypeOf(frame)).toBe(Object.prototype);
    expect("polluted" in {}).toBe(false);
  });

  test("any JSON object of ordinary depth comes back as JSON.parse gives it", () => {
    const value = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 8 }));
    const unsafe = (source: string) => /\d{16}/.test(source);
    fc.assert(
      fc.property(value, (object) => {
        const source = JSON.stringify(object);
        fc.pre(!unsafe(source));
        expect(JSON.stringify(parseFrame(source))).toBe(JSON.stringify(JSON.parse(source)));
      }),
    );
  });

  test("every integer keeps its digits", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }), (integer) => {
        expect(String(parseFrame(`{"id": ${integer}}`).id)).toBe(String(integer));
      }),
    );
  });
});
