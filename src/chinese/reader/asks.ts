/** Whether a sentence asks something of whoever hears it. Folded text. */

const INTERROGATIVE =
  /(?<!没|没有)什么(?!都|也)|(?<!没)啥(?!都|也)|怎么(?![也都说])|怎样|咋|谁|哪(?!怕)|(?<![好前十这过没头那跟和与同找见给对带叫让])几(?![个户家村][^,。?]{0,3}[都也][来去在说要])[号点时天个条次户家月笔口块亩头岁人趟级楼间套]|初几|第几|周几|星期几|多少|多久|多长|何时|为何|是不是|有没有|能不能|可不可以|会不会|要不要|行不行|该不该|好不好|修没修|办没办|谈没谈|去没去|有无|是否|么时|莫时|几时|么子|做么|问一?下|打听|请问|(\p{Script=Han})不\1/u;
const ENDING =
  /(?:[?]|吗|么|(?:[了好完到过来定去批通办修]|下来)没有?|(?<![还可要都并])不|有[^,。]{1,8}没有?|没得|没)[呀啊呢\s。!~?]*$/;
const REQUEST =
  /^[\s,]*(?:请|麻烦|帮我|帮忙|给我|替我|我想|我要|想)?(?:再)?(?:查(?:一下|一查|查|询|看)?|看(?:一下|看|下)|列(?:出|一下)|告诉我|统计|汇总|翻一下|找一下|调出)(?![到出了过])|(?:给|跟|帮|替)我(?:说说|讲讲|介绍(?:一?下)?|看看|查查|念念|列(?:一下|出来)|捋一?捋)[呗吧啊\s。!]*$|^(?:给我|跟我|帮我)?(?:说说|讲讲|介绍一?下)(?=.{0,12}(?:情况|近况|进展|动态)[\s。!]*$)|(?:情况|记录|名单|清单|统计|简报|列表)(?:(?:给我|给俺)?(?:发|拿|调)(?:给)?(?:我|过来|来|出来)|给我)(?:看看|一下|一份|瞧瞧)?[\s。!]*$|^把.{2,24}(?:(?:调|列|翻|找|查)出来|(?:调|发|拿)(?:给我|过来))(?:看看)?[\s。!]*$/;
const LISTED =
  /^(?:[^,。]{0,12}?)(?:(?:未谈|未答复|未走访|超期|过期|未办)的?|没(?:谈|答复|走访|办完?|认领)过?的)(?:有|村|户|社|名单|清单|列表)?[\s?]*$|最近(?:怎么样|情况|动态|记录)?[\s?]*$|^(?!.*(?:提醒|叫我|喊我|记得|[对交报送填核补做写要领][齐]?(?:列表|名单|清单|情况|记录)[\s?]*$)).*(?:列表|名单|清单|情况|记录)[\s?]*$/;
const ABOUT_BOT = /^(?:人工|转人工|找人工|客服|使用说明|说明书|你能做啥|教我用|不会用|我不会用|怎么用|咋用)/;

/** What was asked by somebody the speaker met is told, not asked. */
const TOLD =
  /(?:(?<!请|想)问(?!一?下)|(?<![我俺])说|反映|打听(?!一?下)|咨询|讲|提出|提到|想知道|不知道|不晓得|不清楚|弄不清|搞不清|关心|想问|了解|谈[了到]|聊[了到]|(?<=[了过][^?？]{0,30})(?:看|查|检查|摸排?|核[对实]|统计|盯)[了着]?)[^?？]{0,24}$/;

/** A wish or a complaint in the shape of a question. */
const RHETORICAL =
  /(?:咋|怎么|为啥|为什么|凭什么|凭啥|做么|为么子?)(?:就|老|总|都)?(?:还|又|老|总|就|一直)?(?:不|没|冇|莫|只|净|光|老|又)|凭(?:什么|啥)|(?:咋|怎么)[还又老总]|不(?:知道|晓得)(?:找|跟|给|该)谁|没人(?:管|修|来|问)|谁来?管[啊呀呢了]?[\s。?!]*$|哪有(?:这|那)|谁家的|谁(?:给|把)[^,。]{0,6}了|(?:咋|怎么)[^,。]{0,4}(?:不上|比)|(?:为啥|为什么)[^,。]{0,8}(?:没|不)|管不管|有没有人管|啥时候是个头|让不让人|叫人(?:怎么|咋)|让人(?:怎么|咋)|(?:怎么|咋)(?:走|活|过日子|住|得了|能行|种)|能不能(?!查|看|告诉|问|办|领|报|申请)|可不可以(?!查|看|问)|能否|是不是(?:该|可以|能|应该|得)/;

/** 谈了些啥, 反映过什么: what was told is asked for. */
const WHAT_WAS_TOLD =
  /(?:谈|聊|说|讲|唠|反映|提|走访|记|答应|承诺)(?:了|过|到|的(?:都?是)?)?(?:些|点|一些|哪些)?(?:啥|什么|哪些|哪几[个户条件]|么子)(?:事儿?|内容|问题|话|情况)?(?:没有?)?[啊呀呢了的\s。?!~]*$/;

export type Asking = "question" | "told" | "rhetorical" | null;

/** 我前天说的水泵呢 */
const SAID_BEFORE =
  /^(?:我|俺)(?:们)?(?:昨天|前[天几]?天?|上[次回周]|之前|以前|那天)?(?:说|讲|反映|提|报|问)(?:过|了)?的[^,。]{1,12}呢[\s?。!]*$/;

export function askingOf(text: string): Asking {
  if (SAID_BEFORE.test(text) || ABOUT_BOT.test(text) || REQUEST.test(text)) return "question";
  const word = INTERROGATIVE.exec(text);
  const ending = ENDING.test(text);
  if (!word && !ending) return LISTED.test(text) && text.length <= 24 ? "question" : null;
  if (WHAT_WAS_TOLD.test(text)) return "question";
  if (/的(?:都)?[有是]?(?:哪|谁|几[个户家条]|多少)/.test(text)) return "question";
  if (RHETORICAL.test(text)) return "rhetorical";
  if (!ending && word && TOLD.test(text.slice(0, word.index)) && !/谈[了到]$|聊[了到]$/.test(text.slice(0, word.index)))
    return "told";
  return "question";
}

const WHETHER_BEFORE =
  /^(?:这个?|那个?|这条|那条|这事|现在|到底|你们?|您|他们?|都|还|我)*(?:是不是|是否|有没有|能不能|能否|可不可以|可以不可以|要不要|该不该|用不用|需不需要|会不会|行不行)/u;
const WHETHER_BEHIND =
  /(?:[了过完]?(?:没有?|吗|么)|不|行不行|行不|行吗|行么|可不可以|可以[吗不]|好不好|好[吗不]|对[吗不]|成不成|成[吗不])$/u;
/** Behind these stands who or when, and nothing that is told to anybody. */
const NAMES_MORE = /^(?:转|改派|协办|指定|延期|推迟|并入|合并|合到)/u;
/** 转给谁了, 并到哪条 */
const TO_WHOM =
  /^(?<order>(?:转|改派|协办|指定|并入|合并|合到)\s*(?:给|到|交)?)\s*(?:了|的)?(?:谁|哪|什么|几|啥)[\p{Script=Han}]{0,4}$/u;
const POLITE_BEFORE = /^[\s:：,，]*(?:能不能|可不可以|可以不可以|能否|可以|能)/u;
const POLITE_BEHIND =
  /(?:行不行|行不|行吗|行么|可不可以|可以[吗不]|好不好|好[吗不]|成不成|成[吗不])[\s。.?？!！~啊呀呢哈]*$/u;
const MARK = /[吗么]?[\s。.?？!！~啊呀呢哈]*$/u;

/** 推迟到10点 of 推迟到10点行吗 and of 能不能推迟到10点; null: it is not put so. */
export function politelySaid(text: string): string | null {
  const begun = text.replace(POLITE_BEFORE, "");
  const order = begun.replace(POLITE_BEHIND, "");
  if (order === text) return null;
  return (begun === text ? order : order.replace(MARK, "")).replace(/[\s,，]+$/u, "");
}

/**
 * The order that a question about it speaks of: 转给民政所 of 转给民政所了吗, 采纳 of 要不要采纳; null: it asks nothing so. What stands
 * behind a word and is told to somebody (答复 您家住三社吗) asks them. Folded text.
 */
export function orderAskedOf(text: string): string | null {
  const words = text.replace(/^[\s:,]+|[\s。.?!~啊呀呢哈]+$/gu, "");
  const toWhom = TO_WHOM.exec(words)?.groups?.order;
  if (toWhom !== undefined) return toWhom;
  const before = WHETHER_BEFORE.exec(words)?.[0] ?? "";
  const behind = WHETHER_BEHIND.exec(words.slice(before.length))?.[0] ?? "";
  if (before === "" && behind === "") return null;
  const order = words.slice(before.length, words.length - behind.length).trim();
  const tells = /[\s:,;。]/u.test(order) && !NAMES_MORE.test(order);
  return before === "" && tells ? null : order;
}
