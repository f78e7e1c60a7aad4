import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import {
  listField,
  optional,
  personArgument,
  placeArgument,
  textArgument,
  textField,
  timeField,
} from "../../src/bot/reading/declare.ts";
import { alreadyKept, givenFields, keepRecord } from "../../src/bot/record/keep.ts";
import { keepPromises } from "../../src/bot/record/promises.ts";
import { listForm } from "../../src/bot/record/records-list.ts";
import { recorded } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";

export const talk = defineCommand({
  name: "谈心",
  aliases: ["谈", "谈话", "talk"],
  summary: "记谈心",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/谈心 东卧牛 赫书记 低保、路灯 承诺：12月4日前修好路灯"],
  args: z.object({
    place: placeArgument("村", { question: "哪个村？" }),
    person: optional(personArgument("人", { question: "跟谁谈的？（不想说回“跳过”）", asked: true, asWritten: true })),
    text: optional(textArgument("内容", { question: "谈了什么？（不想说回“跳过”）", asked: true })),
    problems: listField("问题"),
    promises: listField("承诺"),
    next: textField("下次"),
    topics: listField("话题"),
    time: timeField("时间", "record"),
    spot: textField("地点"),
  }),
  forms: [listForm("talk", "/谈心 列表 东卧牛 本月")],
  async run({ place, person, text, problems, promises, next, topics, time, spot }, context) {
    demand(context.actor, "keep record", place, "谈心");
    const already = await alreadyKept(context);
    if (already) return already;
    const day = time?.day ?? dayOf(context.message.sentAt);
    const { id, number } = await keepRecord(
      {
        kind: "talk",
        place,
        withPersonId: person?.id ?? null,
        withName: person?.name ?? "",
        day,
        at: time?.hasClock ? time.at : null,
        text: text ?? "",
        fields: givenFields({ problems, promises, next, topics, spot }),
      },
      context,
    );
    const kept = await keepPromises(promises ?? [], next, { id, number, place, withName: person?.name ?? "" }, context);
    const when = formatDay(day, context.now);
    const topic = clip(topics?.join("、") ?? text ?? "");
    const who = [place.name, person?.name].filter(Boolean).join(" ");
    const full = `记下了 ${number}：${when} 谈心 ${who}${topic ? `（${topic}）` : ""}。${kept}错了回“撤销”。`;
    return recorded(full, `记下了 ${number}：${when} 谈心 ${who}。错了回“撤销”。`, id);
  },
});
