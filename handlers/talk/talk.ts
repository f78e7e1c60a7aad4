import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import { placeWords } from "../../src/bot/places.ts";
import {
  listField,
  optional,
  personArgument,
  placeArgument,
  promisesField,
  textArgument,
  textField,
  timeField,
} from "../../src/bot/reading/declare.ts";
import { afterHours, dayNote, gist } from "../../src/bot/record/echo.ts";
import { alreadyKept, givenFields, keepRecord } from "../../src/bot/record/keep.ts";
import { keepPromises, promiseTexts } from "../../src/bot/record/promises.ts";
import { listForm } from "../../src/bot/record/records-list.ts";
import { recorded } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import { askWhetherSame } from "./same.ts";

export const talk = defineCommand({
  name: "谈心",
  sentence: "谈心",
  aliases: ["谈", "谈话", "talk"],
  summary: "记谈心",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/谈心 东卧牛 赫书记 低保、路灯 承诺：12月4日前修好路灯"],
  args: z.object({
    place: placeArgument("村", { question: "哪个村？" }),
    person: optional(personArgument("人", { question: "跟谁谈的？", asked: true, asWritten: true })),
    text: optional(textArgument("内容", { question: "谈了什么？", asked: true })),
    problems: listField("问题"),
    promises: promisesField("承诺"),
    next: textField("下次"),
    topics: listField("话题"),
    time: timeField("时间", "record"),
    spot: textField("地点"),
    companions: textField("同"),
  }),
  forms: [listForm("talk", "/谈心 列表 东卧牛 本月")],
  async run({ place, person, text, problems, promises = [], next, topics, time, spot, companions }, context) {
    demand(context.actor, "keep record", place, "谈心");
    const already = await alreadyKept(context);
    if (already) return already;
    const day = time?.day ?? dayOf(context.message.sentAt);
    const { id, number, photos, said } = await keepRecord(
      {
        kind: "talk",
        place,
        withPersonId: person?.id ?? null,
        withName: person?.name ?? "",
        day,
        at: time?.hasClock ? time.at : null,
        text: text ?? "",
        fields: givenFields({
          problems,
          promises: promiseTexts(promises),
          next,
          topics,
          spot,
          companions,
          hours: afterHours(time, text),
        }),
      },
      context,
      (kept) => keepPromises(promises, next, { ...kept, place, withName: person?.name ?? "" }, context),
    );
    const where = placeWords(place, context.places);
    const what = `${formatDay(day, context.now)} 谈心 ${[where, person?.name].filter(Boolean).join(" ")}`;
    const topic = topics?.join("、") ?? text ?? "";
    const full = `记下了 ${number}：${what}${topic && `（${gist(topic)}）`}${dayNote(time, context)}。${said}${photos}`;
    const unsaid = person || context.order?.skipped?.includes("person") ? "" : `没写跟谁谈，补：${number} 跟赫书记。`;
    const same = person?.id ? await askWhetherSame(id, context) : "";
    return recorded(`${full}${unsaid}${same}错了回“撤销”。`, `记下了 ${number}：${what}。错了回“撤销”。`, id);
  },
});
