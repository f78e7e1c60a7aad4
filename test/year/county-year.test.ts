import { expect, test } from "@jest/globals";
import { playYear } from "./year.ts";

test("a county's year: every digest keeps to its lines, and every figure of it is that of the rows", async () => {
  const { digests, messages, faults, held } = await playYear({ towns: 2, villages: 12, weeks: 52, acts: 4, every: 4 });
  expect(faults.slice(0, 3)).toEqual([]);
  expect(digests).toBeGreaterThan(13 * 3);
  // none of them stood at nothing all the year
  const figures =
    "谈心 走访 意见 前谈心 前走访 前意见 未答复 最久 谈过 谈久 走过 新谈 新增意见 超期 超期最久 各镇谈心 各镇走访 各镇未答复 清单 六清 实事 资金 在册 逾期 驻点".split(
      " ",
    );
  expect(figures.filter((what) => !held.has(what))).toEqual([]);
  // those of mornings and of Fridays among them
  for (const what of ["by itself, daily", "by itself, weekly"]) expect(held.get(what)).toBeGreaterThan(12 * 2);
  expect(messages).toBeGreaterThan(52 * 3);
});
