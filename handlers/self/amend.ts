import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import {
  listField,
  numbersArgument,
  optional,
  textArgument,
  textField,
  timeField,
} from "../../src/bot/reading/declare.ts";
import { amend, amendWord } from "../../src/bot/record/amend.ts";
import { givenFields } from "../../src/bot/record/keep.ts";
import { recorded } from "../../src/bot/reply.ts";

export const correct = defineCommand({
  name: amendWord,
  aliases: ["correct"],
  summary: "更正记过的一条",
  role: "anyone",
  where: everywhere,
  examples: ["/更正 T214 问题：路灯坏了三盏", "/更正 O31 四社路灯不亮"],
  args: z.object({
    numbers: optional(numbersArgument("号")),
    text: optional(textArgument("改成什么")),
    content: textField("内容"),
    person: textField("人"),
    time: timeField("时间", "record"),
    category: textField("类别"),
    problems: listField("问题"),
    promises: listField("承诺"),
    next: textField("下次"),
    topics: listField("话题"),
    companions: textField("同"),
    reason: textField("原因"),
  }),
  async run({ numbers = [], text, content, person, time, reason, ...fields }, context) {
    const amendment = { text: content ?? text, fields: givenFields(fields), withName: person, day: time?.day, reason };
    const done = await amend(numbers, amendment, context);
    return recorded(done.text, `${done.number} 更正了。`);
  },
});
