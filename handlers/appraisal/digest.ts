import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { numberOf } from "../../src/ledger/kinds.ts";

const dayLength = 24 * 60 * 60_000;

/** `评议 A2 还有2天截止；A1 待三定，已10天`: nothing of what came out. */
export const appraisalSection = defineSection({
  name: "appraisals that wait",
  about: "place",
  gather: ({ place }, tables) => tables.appraisals.inStates(place.path, ["open", "deciding"]),
  lines: (rows, { now }) => {
    const said = rows.slice(0, 5).map((row) => {
      const days = Math.max(0, Math.floor(Math.abs(Number(row.due_at) - now) / dayLength));
      if (row.state === "deciding") return `${numberOf(row)} 待三定，已${days}天`;
      return `${numberOf(row)} ${days === 0 ? "不到一天就截止" : `还有${days}天截止`}`;
    });
    const more = rows.length > said.length ? `；还有${rows.length - said.length}个` : "";
    return said.length === 0 ? [] : [{ text: `评议 ${said.join("；")}${more}`, rank: ranks.said + 10, isNews: false }];
  },
});
