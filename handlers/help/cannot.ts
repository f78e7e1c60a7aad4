import { holds } from "../../src/bot/permission.ts";
import { here, privately } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { foldText } from "../../src/chinese/fold.ts";

const end = "[了吧啊呀呢吗哦哈嘛的。.!！~?\\s]*$";

/** What nobody means as a matter for the village, or what this bot does not do: said so, and nothing is written down. */
const said: readonly { readonly if: RegExp; readonly cadres?: true; readonly answer: string }[] = [
  {
    // an advertisement, or a link with next to nothing beside it
    if: /帮我?砍一刀|领现金.{0,20}(?:点|帮|差你|邀请)|帮我点一下(?:就|链接|助力|$)|帮我?助力|(?<!高)速转(?!弯|运|让|移)|不转不是|转发.{0,6}个群|^(?:.{0,12}\s)?https?:\/\/\S+(?:\s.{0,12})?$/u,
    answer: "这像是转发的链接或消息，没记。真假不清楚的先别转。有事直接说是什么事。",
  },
  {
    if: /^(?:请|帮我|给我|麻烦)*查(?:一?下|一查)?(?:我|俺)(?:家|妈|爸)?的?(?:个人)?(?:养老金|社保|医保|合疗|低保|工资|补贴|公积金)(?:余额|多少|到账没?|账)?(?:吗|了没)?$/u,
    answer:
      "个人的社保、养老金、医保账我查不到，也别把身份证号发给我。社保打12333，医保打12393；要村里帮着问，说“意见：请帮我问…”。",
  },
  {
    if: new RegExp(
      `^(?:你)?(?:吃(?:饭|过|了)*(?:没有?|吗|了)|在干(?:啥|什么|嘛)|睡了?没|多大了?|会唱歌吗?|讲个笑话|唱个歌|陪我聊(?:聊|天))${end}`,
      "u",
    ),
    answer: "我是机器人，只管记事、传话、到时提醒。有事直接跟我说。",
  },
  {
    if: new RegExp(
      `^(?:我|俺)?(?:今天|这天|这几天|真是?)*(?:好|太|真|快)?(?:冷|热|累|困|烦)(?:死|坏)?(?:了|人)*${end}`,
      "u",
    ),
    answer: "辛苦了，注意身体。有事直接跟我说。",
  },
  {
    cadres: true,
    if: /^(?:帮我|替我|请)?(?:回复|答复|告诉|转告|回)(?!我|他|她|大家|他们|[一二三四五六七八九十]社)\p{Script=Han}{2,4}(?:[,，\s说]|路灯|.{0,6}(?:修好|办好|弄好))/u,
    answer: "没发：答复要带上那条的号，例：O31 明天去看。号看“未答复的”。",
  },
  {
    cadres: true,
    if: /^(?:请|帮我|替我|给我)*(?:写|起草|拟)(?:个|一[个份篇]|份|篇)?(?:.{0,8})?(?:总结|通知|汇报|材料|讲话稿?|报告|简报)/u,
    answer: "写材料我不会，没记。要素材：发“/简报 本周”“走访 列表”“意见 列表”；通知写好了您自己发到群里。",
  },
  {
    cadres: true,
    if: /^(?:请|帮我|替我)?(?:(?:在|到|往)?.{0,8}群里?(?:面)?)?(?:说一?声|发一?[个条]?通知|发一?[个条]?消息|喊一?声|通知一?下?(?:大家|大伙|各村|全体|所有人|村民))(?!.{0,8}提醒)/u,
    answer: "现在就发的通知我不代发，请您在群里说。到点提醒群里可以，例：/提醒 工作群 明天8点 停水。",
  },
  {
    cadres: true,
    if: new RegExp(
      `^(?:今天|昨天|昨晚|刚才|这两天)?(?:村民|工作)?群里(?:都|有人)?(?:说|聊|讲|吵)了?(?:些)?(?:啥|什么)${end}`,
      "u",
    ),
    answer: "群里闲聊我不记。记下的只有“意见：”开头和@我说的，看它们发“意见 列表”。",
  },
];

const longest = 120;
const meant = (words: string) => {
  const text = foldText(words).trim();
  return text.length > longest ? undefined : said.find((one) => one.if.test(text));
};

export const hearCannot: Ear = {
  name: "nothing to do about",
  keeps: "answer",
  hears: (_, { message, words, said: form }) =>
    form.kind === "opinion" &&
    form.label === null &&
    (message.chat.kind === "direct" || message.mentioned) &&
    meant(words) !== undefined,
  async answer({ words, message }, { actor }) {
    const one = meant(words);
    if (!one || (one.cadres && !holds(actor, "cadre"))) return null;
    return message.chat.kind === "group" ? [privately(one.answer, one.answer)] : [here(one.answer)];
  },
};
