import { fold } from "../../src/chinese/fold.ts";
import { askingOf } from "../../src/chinese/reader/asks.ts";

/** What somebody wants to see, by the form of the question alone. */
export type Asked =
  | { readonly about: "number"; readonly letter: string; readonly number: number }
  /** the list that is looked at, further on */
  | { readonly about: "page"; readonly words: string }
  /** `rest`: of which place */
  | { readonly about: "my visits"; readonly rest: string }
  | { readonly about: "duty"; readonly rest: string }
  | { readonly about: "urgent" | "handed" | "today" | "mine" | "my last" | "overdue" | "unclaimed" }
  | { readonly about: "who" | "phone"; readonly what: string }
  /** `rest`: what else was said of it, for a list to narrow down by */
  | { readonly about: "unanswered" | "not talked" | "not visited"; readonly rest: string }
  | { readonly about: "place"; readonly words: string }
  /** a place's name and nothing else */
  | { readonly about: "named place"; readonly words: string };

const request =
  /^(?:请问|请|麻烦|帮我|帮忙|给我|替我|我想|我要|想)*(?:再)?(?:查一下|查一查|查询|查看|查下|查|看一下|看看|看下|看|列出|列一下|列|告诉我|统计一下|统计|汇总|翻一下|调出|说说|讲讲|介绍一?下)?[\s:,]*/;
const ending =
  /(?:吗|呢|啊|呀|吧|呗|哦|哈|嘛|撒|哩|[\s?。.!,~]|(?:(?:给|跟|帮|替)(?:我|俺))(?:说说|讲讲|介绍一?下|看看|念念|列出来|列一下|捋一?捋)|(?:给|跟)?发(?:给)?我(?:看看|一份)?)+$/;
const numbered = /(?<![a-z\d])([tvnocjrmahd])\s?(\d{1,6})(?![\da-z])/i;
const aside =
  /^(?:我(?:们)?的|俺的|的|那个?|这个?|那条|这条|情况|进展|怎么样了?|咋样了?|到哪(?:一步|里|了)?|什么样了?|内容|详情|[\s?])*$/;
const asksWhen =
  /谁(?:在)?(?:管|办|负责|跟|弄)|啥时候|什么时候|何时|多久|多会|几时|么时|有.{0,4}没|答复了?没|[办修处]理?.{0,2}没|怎么样|咋样|到哪|进展|结果|回话|回音|[没有]?信|动静|消息|说法|没人/;

const pageAlone = /^(?:看|翻到|翻)?第\s*[\d一二三四五六七八九十]{1,4}\s*页$/u;
const mine =
  /^(?:查)?(?:我|俺|本人)(?:说|反映|提|记|问)?(?:过|了)?的(?:那?些?(?:事|意见|话|问题|东西)|记录|情况)?(?:都|现在)?(?:怎么样了?|咋样了?|到哪(?:一?步)?了?|有.{0,6}|办.{0,4}|呢)?$/;
const myLast =
  /^(?:我)?(?:刚才|刚刚|刚|今天|上午|下午)?(?:都|一共|总共)?记(?:了|的|过)(?:些?什么|些?啥|谁来着|几条|多少条?|哪些)$|^(?:我|俺)?(?:刚|刚才|刚刚|最近|今天)(?:都)?(?:记|写|报)(?:了|过)?(?:的|些?什么|些?啥|哪些)?$/;
const missing = "(?:还)?(?:有)?(?:哪些|哪几个?|谁|什么|啥)?(?:村|社|户|人|地方|意见|事)?(?:还)?";
const unanswered = new RegExp(
  `^${missing}(?:未|没|没有)(?:答复?|回复|回|答)(?:过|了)?(?:的)?(?:意见|事|有哪些|有多少|有几条|列表|清单|名单)*`,
);
const notTalked = new RegExp(
  `^${missing}(?:未|没|没有)(?:去)?(?:谈心|谈话|谈)(?:过|到|了|的心)?(?:的)?(?:村|户|名单|有哪些|有几个|列表|清单)*`,
);
const notVisited = new RegExp(
  `^${missing}(?:未|没|没有)(?:去)?(?:走访|走到|走|去|跑)(?:过|到|了)?(?:的)?(?:村|社|户|名单|有哪些|有几个|列表|清单)*`,
);
const overdue =
  /^(?:有)?(?:哪些|什么|多少)?(?:事|件)?(?:还)?(?:超期|过期|逾期|超时|到期)(?:没办)?(?:了)?(?:的)?(?:有哪些|清单|列表|事|件|几件)*$/;
const unclaimed = new RegExp(
  `^${missing}(?:未|没|没有)(?:来)?(?:认领|登记|绑定|进来)(?:过|的|账号)*(?:有哪些|名单|清单)*$`,
);
const whoIs =
  /^(?:[^\s,。谁]{1,5}(?:办|所|局|镇上|镇里|村里|县里|中心))?(?:(?:谁|哪个|哪位)(?:在)?(?:管|负责)|(?:找|问)谁办?(?=.)|哪里办|在哪办)(?<behind>[^没不]{1,12})$|^(?<before>[^没不]{1,12}?)(?:的事)?(?:归谁管|谁管|谁负责|该?找谁办?|哪个(?:部门|所)管|在?哪里?办)$/;
const phoneOf =
  /^(?<whose>[^打了过没不]{1,10}?)的?(?:电话|联系方式|手机号?|号码)(?:是?多少|好多|是?几|是?啥|是?什么|有没?有?|给我|发我)?$/;
const period = "最近|近况|动态|记录|列表|本月|这个月|上个?月|本周|这周|上周|今年|去年|(?:1[0-2]|[1-9])月(?:份)?";
const ofPlace = new RegExp(`${period}|情况|怎么样|咋样|谈心|走访|意见|什么|啥|哪些|谈了|走了`);
/** 东卧牛 谈心 本月: named, and nothing told of it */
const listed = new RegExp(`^[^了过]*(?:${period})(?:的?(?:谈心|走访|意见))?$`);
const onDuty =
  /^(?<place>[\p{Script=Han}]{2,8}?)??的?(?:(?:今|明|后|昨)[天日晚儿]|今晚|明晚|[这本下]?周[一二三四五六日天]?)?(?:是|该|轮到)?(?:(?:谁|哪个|哪位)(?:在)?(?:值班|带班)|(?:值班|带班)(?:的)?(?:是|有)?(?:谁|哪个|哪位|哪些人))$/u;
const notVisitedLong = /^(?:哪些?|哪几?个)村.{0,8}没(?:有)?(?:人)?(?:去|走|跑|到|看)(?:过|到|了)*$/;
const myVisits =
  /^(?:我|俺)?(?<period>这个月|本月|上个?月|本周|这周|上周|今年)?(?:一共|总共|都)?(?:下去|下村|下乡|走访|走|跑)(?:了|过)?(?:几|多少)(?:次|趟|回|个村|户|家)?$/;
const today = /^(?:早[,，]?)?今[天日儿]?(?:我)?(?:还)?(?:有)?(?:啥|什么|哪些)(?:事|安排|提醒|活)?(?:要办|要做)?$/;

const reminders = /^(?:我)?(?:明|后|这两)天(?:我)?(?:还)?(?:有)?(?:啥|什么|哪些)(?:事|安排|提醒|活)?(?:要办|要做)?$/;
const urgent =
  /^(?:今[天日]|昨[天日晚]|最近|这两天)?(?:还)?(?:有没有|有)(?:什么|啥)?(?:急事|大事|突发|险情)(?:没有?)?$/;
/** 交办的都办完没, 还有几件没办, 谁没签收 */
const handed =
  /^(?:[上本这]周|我)?(?:交办|交出去|交)的?(?:那?几件|事|任务|都|还|有)*(?:办完|办好|办结|办|落实|完成)?(?:了)?(?:没有?|咋样|怎么样|呢)?$|^(?:还)?有?(?:几|多少|哪)(?:件|些)事?(?:还)?没(?:办|办完|落实|完成)$|^(?:还)?(?:有)?谁(?:还)?没(?:有)?签收$/;
/** 给我看看东卧牛 */
const shown =
  /^(?:请|麻烦)?(?:给我|帮我|我要|我想)?(?:看一?看|看一?下|看|查一?下|查)(?![了过完到])(?:给我)?[\p{Script=Han}]{2,8}(?:的)?(?:吧|呗)?[\s。!]*$/u;
const whoLeft = /^(?<place>[\p{Script=Han}]{2,8}?)(?:有)?(?:多久|好久|几天)(?:没(?:有)?人?(?:去|来|走|看)|没去|没走)/u;

/**
 * Null: nothing that is looked up. `isOrdered`: said behind 查; else what could as well tell something is left to those
 * who write down.
 */
export function readAsked(said: string, isOrdered = false): Asked | null {
  const whole = fold(said.slice(0, 80)).text.trim();
  if (whole === "" || said.length > 60) return null;
  const words = whole.replace(request, "").replace(ending, "");
  const asks = isOrdered || askingOf(whole) === "question";
  const number = numbered.exec(words);
  if (number) {
    const [before, behind] = [words.slice(0, number.index), words.slice(number.index + number[0].length)];
    // 咋还没信 asks as well, however it is put
    const isAsked = isOrdered || askingOf(whole) !== null;
    const isMeant = aside.test(before) && (aside.test(behind) || (isAsked && (before === "" || asksWhen.test(behind))));
    return isMeant ? { about: "number", letter: (number[1] ?? "").toUpperCase(), number: Number(number[2]) } : null;
  }
  if (today.test(words)) return { about: "today" };
  const duty = onDuty.exec(words);
  if (duty) return { about: "duty", rest: duty.groups?.place ?? "" };
  if (pageAlone.test(words)) return { about: "page", words };
  if (myLast.test(words)) return { about: "my last" };
  if (mine.test(words)) return { about: "mine" };
  if (notVisitedLong.test(words)) return { about: "not visited", rest: "" };
  const { period: within } = myVisits.exec(words)?.groups ?? {};
  if (myVisits.test(words)) return { about: "my visits", rest: within ?? "" };
  const missed = readMissed(words.replace(/^(?:大家|村民|群众)?的?意见(?:里面?|都|还)+/u, ""), asks);
  if (missed) return missed;
  if (overdue.test(words)) return { about: "overdue" };
  if (unclaimed.test(words)) return { about: "unclaimed" };
  const { behind, before = behind } = whoIs.exec(words)?.groups ?? {};
  if (before !== undefined) return { about: "who", what: before };
  const { whose } = phoneOf.exec(words)?.groups ?? {};
  if (whose !== undefined) return { about: "phone", what: whose };
  if (reminders.test(words)) return { about: "today" };
  if (urgent.test(words)) return { about: "urgent" };
  if (handed.test(words)) return { about: "handed" };
  if (shown.test(whole)) return { about: "named place", words };
  const left = whoLeft.exec(words)?.groups?.place;
  if (left !== undefined && asks) return { about: "place", words: `${left} 最近` };
  if (listed.test(words) || (asks && ofPlace.test(words))) return { about: "place", words };
  return null;
}

/** 未谈的, 东卧牛没答复的, 未答复的 东卧牛 第2页 */
function readMissed(words: string, asks: boolean): Asked | null {
  for (const [about, pattern] of [
    ["unanswered", unanswered],
    ["not talked", notTalked],
    ["not visited", notVisited],
  ] as const) {
    const found = pattern.exec(words);
    const rest = found ? words.slice(found[0].length) : "";
    if (found && (asks || rest === "" || /^[\s,，]/.test(rest))) return { about, rest };
    const [place = ""] = /^[\p{Script=Han}]{2,8}?(?=(?:还|有|哪|未|没))/u.exec(words) ?? [];
    const behind = place === "" ? null : pattern.exec(words.slice(place.length));
    if (behind && behind[0].length === words.length - place.length) return { about, rest: place };
  }
  return null;
}
