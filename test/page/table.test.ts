import { expect, test } from "@jest/globals";
import { documentOf } from "../../src/page/html.ts";
import { table } from "../../src/page/parts/table.ts";

const shown = (rows: Parameters<typeof table>[2]) => documentOf(table("群", ["地方", "几条"], rows));

test("a column of counts stands by its last digit, with its heading; what else there is begins at the left", () => {
  expect(
    shown([
      ["新会镇", 9],
      ["柳河镇", 1200],
      ["石门镇", ""],
    ]),
  ).toContain('<th scope="col">地方</th><th scope="col" class="n">几条</th>');
  expect(shown([["新会镇", 9]])).toContain('<tr><td>新会镇</td><td class="n">9</td></tr>');
  expect(
    shown([
      ["新会镇", 9],
      ["柳河镇", "9个"],
    ]),
  ).not.toContain('class="n"');
  expect(shown([["新会镇", ""]])).not.toContain('class="n"');
});
