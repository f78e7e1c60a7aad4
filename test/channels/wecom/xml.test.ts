import { describe, expect, test } from "@jest/globals";
import { XMLParser } from "fast-xml-parser";
import { readXml, writeXml } from "../../../src/channels/wecom/xml.ts";
import fc from "../../property.ts";
import { A5, V2 } from "./vectors.ts";

const read = (text: string) => {
  const children = readXml(text);
  return children === null ? null : Object.fromEntries(children);
};

describe("readXml", () => {
  test("reads what WeCom writes, ids as they stand", () => {
    expect(read(V2.message)).toMatchObject({ Content: "hello", MsgId: "4561255354251345929", AgentID: "218" });
    expect(read(A5.message)).toMatchObject({ Content: "/提醒 明天9点 开会", CreateTime: "1700000003" });
  });

  const table: [string, string, object][] = [
    ["blanks and a declaration", '<?xml version="1.0"?>\n<xml>\n <A> 1 </A>\n</xml>\n', { A: " 1 " }],
    ["]]> in two sections", "<xml><A><![CDATA[a]]]]><![CDATA[>b]]></A></xml>", { A: "a]]>b" }],
    ["markup in CDATA", "<xml><A><![CDATA[<B>&lt;</B>]]></A></xml>", { A: "<B>&lt;</B>" }],
    ["XML's own entities", "<xml><A>&lt;&amp;&gt;&quot;&apos;&#26449;&#x6751;</A></xml>", { A: "<&>\"'村村" }],
    ["other entities as text", "<xml><A>&a;&#0;&#9999999;</A></xml>", { A: "&a;&#0;&#9999999;" }],
    ["a comment", "<xml><!-- <A>0</A> --><A>1</A></xml>", { A: "1" }],
    ["empty elements", "<xml><A></A><B/><C><![CDATA[]]></C></xml>", { A: "", B: "", C: "" }],
    ["nested ones passed over", "<xml><A><B>1</B><B>2</B></A><C>3</C></xml>", { A: "", C: "3" }],
    ["names of prototypes", "<xml><__proto__>1</__proto__><constructor>2</constructor></xml>", { constructor: "2" }],
  ];
  test.each(table)("%s", (_, text, children) => {
    expect(read(text)).toMatchObject(children);
    expect("polluted" in {}).toBe(false);
  });

  test.each([
    ["nothing", ""],
    ["no XML", "hello"],
    ["another root", "<html><A>1</A></html>"],
    ["two roots", "<xml><A>1</A></xml><xml><A>2</A></xml>"],
    ["text beside the root", "<xml><A>1</A></xml>x"],
    ["text beside the children", "<xml>x<A>1</A></xml>"],
    ["a DOCTYPE", "<!DOCTYPE xml><xml><A>1</A></xml>"],
    ["a DOCTYPE inside", "<xml><!DOCTYPE a><A>1</A></xml>"],
    ["an external entity", '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><A>&a;</A></xml>'],
    ["laughs", '<!DOCTYPE xml [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><xml><A>&b;</A></xml>'],
    ["a child twice", "<xml><A>1</A><A>2</A></xml>"],
    ["a child twice, once empty", "<xml><A>1</A><A/></xml>"],
    ["attributes", '<xml><A b="1">1</A></xml>'],
    ["ends in the wrong order", "<xml><A><B></A></B></xml>"],
    ["no end", "<xml><A>1"],
    ["no end of CDATA", "<xml><A><![CDATA[1</A></xml>"],
    ["more ends than beginnings", "<xml><A>1</A></xml></xml>"],
    ["10,000 levels", `<xml>${"<a>".repeat(10_000)}${"</a>".repeat(10_000)}</xml>`],
  ])("refuses %s", (_, text) => {
    expect(readXml(text)).toBeNull();
  });

  const name = fc.stringMatching(/^[A-Z][a-zA-Z]{0,12}$/);
  const words = fc.array(fc.oneof(fc.constantFrom("]]>", "]]", "<", "&lt;", "村", "𠮷"), fc.string()), {
    maxLength: 8,
  });
  const allowed = (text: string) => text.replace(/[^\t\n -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  const fields = fc.dictionary(
    name,
    words.map((parts) => allowed(parts.join(""))),
    { minKeys: 1, maxKeys: 8 },
  );

  test("reads back what was written", () => {
    fc.assert(fc.property(fields, (all) => expect(read(writeXml({ xml: all }))).toEqual({ ...all })));
  });

  test("agrees with fast-xml-parser", () => {
    const parser = new XMLParser({ parseTagValue: false, trimValues: false });
    fc.assert(
      fc.property(fields, (all) =>
        expect(read(writeXml({ xml: all }))).toEqual(parser.parse(writeXml({ xml: all })).xml),
      ),
    );
  });

  test("never throws", () => {
    const pieces = fc.constantFrom(
      "<",
      ">",
      "/",
      "xml",
      "<xml>",
      "</xml>",
      "<![CDATA[",
      "]]>",
      "<!--",
      "-->",
      "<?",
      "&#",
      "A",
      ";",
    );
    fc.assert(fc.property(fc.array(pieces), (parts) => void readXml(parts.join(""))));
  });
});

test("control characters that XML cannot hold are left out", () => {
  expect(writeXml({ A: "a\u0000\u000bb\ufffe\nc" })).toBe("<A><![CDATA[ab\nc]]></A>");
});
