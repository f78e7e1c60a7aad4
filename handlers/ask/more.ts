import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { pageIn } from "../../src/bot/reading/filters.ts";
import { turnedTo } from "../../src/bot/record/list.ts";
import { privately } from "../../src/bot/reply.ts";
import { carryOut } from "../../src/bot/turn/question.ts";

/** The next page of the list somebody looks at. */
export const more = defineCommand({
  name: "更多",
  prompted: true,
  aliases: ["下一页", "还有呢", "more"],
  summary: "看列表的下一页",
  role: "anyone",
  where: everywhere,
  examples: ["更多", "更多 第3页"],
  args: z.object({ page: optional(textArgument("页")) }),
  async run({ page = "" }, context) {
    const order = await turnedTo(pageIn(page), context);
    if (!order) return privately("现在没有在看的列表。例：/意见 列表");
    return carryOut(order, context);
  },
});
