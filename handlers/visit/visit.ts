import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
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
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { householdMatter } from "../../src/chinese/privacy/household.ts";
import { comingDown } from "../../src/chinese/reader/coming-down.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import { labelsIn } from "../../src/ledger/six-clear.ts";

/** Who comes to be heard is nobody else's business. */
const reception = "接访";

export const visit = defineCommand({
  name: "走访",
  sentence: "走访",
  // 接访, 现场, 调研 and 宣讲 say which kind of visit it was
  aliases: ["入户", "接访", "现场", "调研", "宣讲", "visit"],
  saysMore: ["接访", "现场", "调研", "宣讲"],
  summary: "记走访",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/走访 三社老李家 屋顶漏 问题：要换瓦；时间：昨天"],
  args: z.object({
    place: placeArgument("户或组", { question: "走访的哪个村、哪个组？" }),
    person: optional(personArgument("哪户", { asWritten: true })),
    text: optional(textArgument("内容", { question: "看到、听到什么？", asked: true })),
    kind: textField("方式"),
    category: textField("类别"),
    problems: listField("问题"),
    promises: promisesField("承诺"),
    next: textField("下次"),
    topics: listField("话题"),
    time: timeField("时间", "record"),
    spot: textField("地点"),
    companions: textField("同"),
  }),
  forms: [listForm("visit", "/走访 列表 东卧牛 本月")],
  async run({ place, person, text: whole = "", kind, category, promises = [], next, time, ...more }, context) {
    demand(context.actor, "keep record", place, "走访");
    const { tags, wrong, rest: text } = labelsIn(whole);
    if (wrong !== null) throw new UserError(`“${wrong}”不行，没记。六清是1到6，标签用2到8个字。`);
    const { problems, topics, spot, companions } = more;
    const promised = promiseTexts(promises);
    const said = [
      person?.name,
      text,
      ...(problems ?? []),
      ...(topics ?? []),
      ...(promised ?? []),
      next,
      spot,
      companions,
    ];
    if (kind !== undefined && comingDown.has(kind)) demandTownCadre(kind, place, context);
    // what nobody but the author and the superiors may learn of is stored encrypted (PIPL art. 28)
    const isSensitive =
      kind === reception || category !== undefined || householdMatter(said.filter(Boolean).join("\n")) !== null;
    if (isSensitive && context.message.chat.kind === "group")
      throw new UserError("这类走访只能私聊我记，不在群里说。", "这条请私聊我记。");
    const already = await alreadyKept(context);
    if (already) return already;
    const day = time?.day ?? dayOf(context.message.sentAt);
    // of a sensitive visit nothing outside the seal says whose house it was
    const open = isSensitive ? { id: null, name: "", text: [person?.name, text].filter(Boolean).join("，") } : null;
    const {
      id,
      number,
      photos,
      said: promisesSaid,
    } = await keepRecord(
      {
        kind: "visit",
        place,
        withPersonId: open ? open.id : (person?.id ?? null),
        withName: open ? open.name : (person?.name ?? ""),
        day,
        at: time?.hasClock ? time.at : null,
        sensitive: isSensitive,
        text: open ? open.text : text,
        fields: givenFields({
          kind,
          category,
          problems,
          promises: promised,
          next,
          topics,
          spot,
          companions,
          hours: afterHours(time, text),
        }),
      },
      context,
      async (kept) => {
        for (const tag of tags)
          await context.tables.tags.give(kept.id, tag, { account: context.message.sender.account, at: context.now });
        const withName = isSensitive ? "" : (person?.name ?? "");
        return keepPromises(promises, next, { ...kept, place, withName }, context);
      },
    );
    const where = placeWords(place, context.places);
    const what = `${formatDay(day, context.now)} ${kind ?? "走访"} ${where}`;
    // one-to-one its author reads that it was kept, and under which word, but none of what was said
    const sealed = isSensitive ? "内容加密存了，只有您和上级看得到。" : "";
    const under = category === undefined ? "" : `（${category}）`;
    const topic = isSensitive ? under : [person?.name, text && `（${gist(text)}）`].filter(Boolean).join("");
    return recorded(
      `记下了 ${number}：${what}${topic && ` ${topic}`.replace(" （", "（")}${dayNote(time, context)}。${sealed}${promisesSaid}${photos}错了回“撤销”。`,
      `记下了 ${number}：${what}。错了回“撤销”。`,
      id,
    );
  },
});

/** Going down to the villages is for those who work above them. @throws NotAllowed */
function demandTownCadre(kind: string, place: { readonly path: string }, { actor, places }: Context): void {
  const isAbove = ({ placeId, placePath }: Context["actor"]["posts"][number]) =>
    places.above(placeId, "village") === undefined && place.path.startsWith(placePath);
  if (actor.isAdmin || actor.posts.some((post) => post.role !== "villager" && isAbove(post))) return;
  throw new NotAllowed(`“${kind}”是镇上和镇以上干部下来做的。您记成走访：/走访 …`, `“${kind}”要镇上的干部来记。`);
}
