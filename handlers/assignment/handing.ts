import { listChoices, newOrder } from "../../src/bot/order.ts";
import { isCadre } from "../../src/bot/permission.ts";
import { nameInFront } from "../../src/bot/reading/name-in-front.ts";
import { here } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { putQuestion } from "../../src/bot/turn/question.ts";

/** 把三社路灯的事交给周明 下周五前, 路灯交给王建国周五前办完, 让周明今天去趟石门, 交办 周明：修路灯. */
const handing = [
  /^(?:请|麻烦)?(?:把|将)?(?<what>[^,，。]{2,40}?)(?:的?(?:那|这)?(?:件|个)?(?:事情?|活))?(?:都)?(?:交给|交由|派给|安排给|分给)(?<to>\p{Script=Han}[\s\S]{1,60})$/u,
  /^交办\s*(?:给)?(?<to>\p{Script=Han}{2,4}[\s:：]+[\s\S]+)$/u,
  /^(?<what>[\p{Script=Han}、]{2,20}?)?(?:让|叫|喊|请|安排|派)(?<to>(?!大家|各|所有|全)\p{Script=Han}{2,4}(?:[\s\S]{2,60}))$/u,
];
/** It is told, or asked, and not ordered. */
const told = /^(?:提醒|记得|别忘|到时|闹钟|意见|建议|反映)|[了过]|[吗么?？]\s*$|没有?$|吃饭|喝酒|早饭|喝茶|值班/u;
/** 村民要求请周明来: somebody else sends, wants or feels so, and nothing is handed over. */
const others =
  /[我你您他她它们家里上头]$|要求|希望|建议|反映|想|求$|群众|村民|老百姓|大家|(?:书记|主任|[镇乡局县市所站]长|领导|上级)$/u;
/** 让周明气得睡不着, 让周明办的: how it was, behind the name. */
const felt = /^(?:[的得]|(?!记得)\p{Script=Han}{0,2}得\p{Script=Han})|的$|^(?:知道|晓得|起床|下来)/u;
const doing = /^[\s,，。:：]*(?:去办|来办|去处理|办理?|负责|落实|跟进|牵头)?[\s,，。:：]*/u;
const office = /^(?<name>\p{Script=Han}{1,6}?(?:所|站|局|中心|办|科|公司|院))/u;

/** Read back, since it goes to somebody at once. */
export const hearHanding: Ear = {
  name: "handing over in a sentence",
  keeps: "words",
  hears: (scene, { message, words, said }) =>
    !(said.kind === "opinion" && said.label !== null) &&
    message.chat.kind === "direct" &&
    isCadre(scene) &&
    !told.test(words.trim()) &&
    handing.some((one) => one.test(words.trim())),
  async answer({ words }, context) {
    const said = words.trim();
    const { what = "", to = "" } = handing.map((one) => one.exec(said)).find((found) => found !== null)?.groups ?? {};
    const who = await nameInFront(to, context, { others: true });
    const isSent = handing.at(-1)?.exec(said)?.groups?.to === to;
    if (who !== undefined && isSent && (others.test(what) || felt.test(to.slice(who.length)))) return null;
    // 王建国让周明办: what somebody else says
    if (isSent && what !== "" && (await nameInFront(what, context, { others: true })) !== undefined) return null;
    if (who === undefined) {
      const named = what === "" ? undefined : office.exec(to)?.groups?.name;
      return named === undefined
        ? null
        : [
            here(
              `没交：交办要写姓名，例：/交办 王主任 修路灯 期限：周五。${named}归谁管发“谁管 …”；群众的意见转过去：/转 O31 ${named}`,
            ),
          ];
    }
    const more = to.slice(who.length).replace(doing, "");
    // 三社修路灯 让周明去办: what stands before the name tells where
    const line = [who, what, more].filter((part) => part !== "").join(" ");
    const choices = [
      { label: "交", also: ["对", "是", "好", "好的", "可以", "行", "嗯", "交出去"], order: newOrder("交办", line) },
      { label: "不交", order: null },
    ];
    const question = `交办 ${line}。交出去吗？${listChoices(choices.map(({ label }) => label))}`;
    return putQuestion({ kind: "choice", choices }, question, context);
  },
};
