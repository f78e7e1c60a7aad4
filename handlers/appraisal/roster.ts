import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { peopleCalled } from "./objects.ts";
import { meantAppraisal, noted, numberAndText, panelIn } from "./scope.ts";

const example = "/评议 名单 A2 党员 李大山、王秀英";
const mostShown = 60;

export const rosterForm = defineForm({
  word: "名单",
  summary: "看、定一个票组里有谁；开始后不能改",
  examples: [example, "/评议 名单 A2 党员"],
  role: "cadre",
  where: ["direct"],
  args: z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("票组和名字")) }),
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const one = await meantAppraisal(said.numbers, { example }, context);
    const { panel, rest } = panelIn(one, said.text, ["roster"]);
    const { tables, places } = context;
    if (rest !== "") {
      if (one.row.state !== "draft") throw new UserError(`${one.number} 开始了，名单不能再改。`);
      const path = one.row.place_id === null ? "/" : (places.get(one.row.place_id)?.path ?? "/");
      await tables.appraisals.setRoster(panel.id, await peopleCalled(rest, panel.title, context, path));
      await noted(one, "名单", context, panel.title);
    }
    const ids = await tables.appraisals.roster(panel.id);
    if (ids.length === 0) return privately(`${one.number} ${panel.title}名册还没有人。例：${example}`);
    const names = await tables.people.names(ids);
    const shown = ids.slice(0, mostShown).map((id) => names.get(id) ?? "");
    const more = ids.length > mostShown ? `…等${ids.length}人` : "";
    return privately(`${one.number} ${panel.title}${ids.length}人：${shown.join("、")}${more}。要换就整份重写。`);
  },
});
