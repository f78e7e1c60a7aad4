/** Whether a sentence asks something of whoever hears it. Folded text. */

const INTERROGATIVE =
  /(?<!没|没有)什么(?!都|也)|(?<!没)啥(?!都|也)|怎么(?![也都说])|怎样|咋|谁|哪(?!怕)|(?<![好前十这过没头那])几[号点时天个条次户家月笔口块亩头岁人趟级楼间套]|初几|第几|周几|星期几|多少|多久|多长|何时|为何|是不是|有没有|能不能|可不可以|会不会|要不要|行不行|该不该|好不好|修没修|办没办|谈没谈|去没去|有无|是否|么时|莫时|几时|么子|做么|问一?下|打听|请问|(\p{Script=Han})不\1/u;
const ENDING =
  /(?:[?]|吗|么|(?:[了好完到过来定去批通办修]|下来)没有?|(?<![还可要都并])不|有[^,。]{1,8}没有?|没得|没)[呀啊呢\s。!~?]*$/;
const REQUEST =
  /^[\s,]*(?:请|麻烦|帮我|帮忙|给我|替我|我想|我要|想)?(?:再)?(?:查(?:一下|一查|查|询|看)?|看(?:一下|看|下)|列(?:出|一下)|告诉我|统计|汇总|翻一下|找一下|调出)(?![到出了过])/;
const LISTED =
  /^(?:[^,。]{0,12}?)(?:(?:未谈|未答复|未走访|超期|过期|未办)的?|没(?:谈|答复|走访|办完?|认领)过?的)(?:有|村|户|社|名单|清单|列表)?[\s?]*$|最近(?:怎么样|情况|动态|记录)?[\s?]*$|(?:列表|名单|清单|情况|记录)[\s?]*$/;
const ABOUT_BOT = /^(?:人工|转人工|找人工|客服|使用说明|说明书|你能做啥|教我用|不会用|我不会用|怎么用|咋用)/;

/** What was asked by somebody the speaker met is told, not asked. */
const TOLD =
  /(?:(?<!请|想)问(?!一?下)|(?<![我俺])说|反映|打听(?!一?下)|咨询|讲|提出|提到|想知道|不知道|不晓得|不清楚|弄不清|搞不清|关心|想问|了解|谈[了到]|聊[了到])[^?？]{0,24}$/;

/** A wish or a complaint in the shape of a question. */
const RHETORICAL =
  /(?:咋|怎么|为啥|为什么|凭什么|凭啥|做么|为么子?)(?:就|老|总|都)?(?:还|又|老|总|就|一直)?(?:不|没|冇|莫|只|净|光|老|又)|凭(?:什么|啥)|(?:咋|怎么)[还又老总]|不(?:知道|晓得)(?:找|跟|给|该)谁|没人(?:管|修|来|问)|谁来?管[啊呀呢了]?[\s。?!]*$|哪有(?:这|那)|谁家的|谁(?:给|把)[^,。]{0,6}了|(?:咋|怎么)[^,。]{0,4}(?:不上|比)|(?:为啥|为什么)[^,。]{0,8}(?:没|不)|管不管|有没有人管|啥时候是个头|让不让人|叫人(?:怎么|咋)|让人(?:怎么|咋)|(?:怎么|咋)(?:走|活|过日子|住|得了|能行|种)|能不能(?!查|看|告诉|问|办|领|报|申请)|可不可以(?!查|看|问)|能否|是不是(?:该|可以|能|应该|得)/;

export type Asking = "question" | "told" | "rhetorical" | null;

export function askingOf(text: string): Asking {
  if (ABOUT_BOT.test(text) || REQUEST.test(text)) return "question";
  const word = INTERROGATIVE.exec(text);
  const ending = ENDING.test(text);
  if (!word && !ending) return LISTED.test(text) && text.length <= 24 ? "question" : null;
  if (/的(?:都)?[有是]?(?:哪|谁|几[个户家条]|多少)/.test(text)) return "question";
  if (RHETORICAL.test(text)) return "rhetorical";
  if (!ending && word && TOLD.test(text.slice(0, word.index)) && !/谈[了到]$|聊[了到]$/.test(text.slice(0, word.index)))
    return "told";
  return "question";
}
