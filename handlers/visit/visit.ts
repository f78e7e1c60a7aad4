import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import {
  listField,
  optional,
  placeArgument,
  textArgument,
  textField,
  timeField,
} from "../../src/bot/reading/declare.ts";
import { alreadyKept, givenFields, keepRecord } from "../../src/bot/record/keep.ts";
import { listForm } from "../../src/bot/record/records-list.ts";
import { recorded } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { householdMatter } from "../../src/chinese/privacy/household.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";

export const visit = defineCommand({
  name: "走访",
  aliases: ["入户", "visit"],
  summary: "记走访",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/走访 三社老李家 屋顶漏 问题：要换瓦；时间：昨天"],
  args: z.object({
    place: placeArgument("户或组", { question: "走访的哪个村、哪个组？" }),
    text: optional(textArgument("内容", { question: "看到、听到什么？（不想说回“跳过”）", asked: true })),
    category: textField("类别"),
    problems: listField("问题"),
    time: timeField("时间", "record"),
    companions: textField("同"),
  }),
  forms: [listForm("visit", "/走访 列表 东卧牛 本月")],
  async run({ place, text = "", category, problems, time, companions }, context) {
    demand(context.actor, "keep record", place, "走访");
    // what nobody but the author and the superiors may learn of is stored encrypted (PIPL art. 28)
    const isSensitive =
      category !== undefined || householdMatter([text, ...(problems ?? []), companions].join("\n")) !== null;
    if (isSensitive && context.message.chat.kind === "group")
      throw new UserError("这类走访只能私聊我记，不在群里说。", "这条请私聊我记。");
    const already = await alreadyKept(context);
    if (already) return already;
    const day = time?.day ?? dayOf(context.message.sentAt);
    const { id, number } = await keepRecord(
      {
        kind: "visit",
        place,
        withPersonId: null,
        withName: "",
        day,
        at: time?.hasClock ? time.at : null,
        sensitive: isSensitive,
        text,
        fields: givenFields({ category, problems, companions }),
      },
      context,
    );
    const what = `${formatDay(day, context.now)} 走访 ${context.places.fullName(place.id)}`;
    const topic = isSensitive ? "" : clip(text);
    return recorded(
      `记下了 ${number}：${what}${topic && `（${topic}）`}。错了回“撤销”。`,
      `记下了 ${number}：${what}。错了回“撤销”。`,
      id,
    );
  },
});
