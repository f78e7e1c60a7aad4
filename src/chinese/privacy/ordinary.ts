import { leadingSurnames, startsWithCommonSurname } from "../names/surname.ts";
import type { Mention } from "./mentions.ts";

/** What is wished, asked or thanked for, whoever is named in it. */
const wishes =
  /[让叫喊][^,。]{1,6}(?:给|跟)(?:我|俺|咱)(?:们)?(?:回|打|说|联系|捎)|请(?!客|吃|喝)|麻烦|希望|盼|建议|能不能|能否|可不可以|行不行|想[问见让找要]|问[问下一]|看看|啥时候?|什么时候|多会儿?|几[点号时]|何时|多久|咋[交办弄填报领]|怎么[交办弄填报领]|谁管|找谁|[在有行定到]不[在有行定到]|[吗呢吧么](?:[?!。,]|$)|没有[?。]?$|行不[?]?$|谢|辛苦|多亏|好人|好样|好事|不错|[挺很真得]好|公道|公平|表扬|服气|满意|忙|起早|热心|认真|尽心|负责|及时|说一?声|告诉[他她]?们?一/;

const us =
  "(?:我|俺|咱|大家|大伙|群众|村民|老人|老百姓|村里?|社里?|学校|孩子|各家|[他她](?:婆婆|公公|爹|娘|爸|妈)|困难户|五保户|[^,。]{0,4}家)(?:们)?";
const done =
  "(?:修|装|送|发|交|报|办|申请|争取|带|要回|要下|量|栽|说清|说明|讲|看得紧|贴出|点清|搬[到去来]|搭|背|拉[到走]|退[回了]|分[给到]|卖.{0,2}好价|接|找|建|补上|垫|调解|劝|通知|问|查清|买|打[到给进]|[^,。的]{1,3}[好齐清完]了?|端|存|领到|登记|写)";
/** What people in office do that nobody minds, behind their name. */
const deeds = new RegExp(
  `^(?:家?(?:今天|昨天|前天|早上|上午|下午|晚上|刚才|白天|天天|明天|后天|(?:在|拿)[^,。]{0,4}喇叭里?|每天|也|都|又|刚|去|来|正在|亲自|自己|及时|马上|连夜)){0,2}(?:帮|组织|安排|领着|带[着领]|通知|提醒|宣传|垫|捐|讲|[说劝](?!我|俺|不|再|要是|谁|过)|[让叫](?!我(?!们)|俺(?!们)|[他她])|从不|从来不|绝不|不[收贪占偏]|没(?:有)?[偏收贪拿]|[为替给]${us}.{0,8}${done}|${done}(?!.{0,5}的时候)|把.{1,16}${done}|[去来到](?:看|劝|登记|收|宣|修|量|查|送|过|我家|镇|县|开|家里|了)|自己?(?:掏|花钱|拿钱)|从自己|拿自己|要钱|端|喊(?!人)|知道|白跑|起早|收(?:合疗|[水电]费)|多给(?:我|俺)|开会(?!.{0,4}[我俺])|退休|换|调|摔|病|住院|走了|不在|回[来去了])`,
);

/** A place, a thing or an animal that is called by whose it is: nothing is said of the owner. */
const belongings =
  /^(?:家|屋)?的?(?:那[边片块段条一]|门[口前外]|屋[前后]|房[前后]|院外|旁边|附近|对面|地头|前头|后头|办公室|电话|手机|号|选举|换届|岗位|名单|培训|人选)(?!先)|^家?(?:里)?的?(?:(?:老人|房子?|地|渠|树|墙|水管|电表|羊|牛|猪|狗|鸡|媳妇|老婆|儿子|闺女|女儿|孩子|[爹娘爸妈]妈?|[他她]?(?:婆婆|公公)))(?:.{0,3}(?:丢|跑|病|摔|走|漏|塌|淹|裂|坏|冻|被|没拴|住院|上学|考|出|回|也|倒|吃))|^自?家的?地也|^家(?:杀猪|办酒|办喜事|娶|嫁|.{0,4}(?:吃上|评上|办下))/;

const beforehand =
  /(?:选|选出|换|当|竞选|新来|去|到|陪|等|车间|班|科室|见|碰见|遇见|听|按|照)(?:了|到|过)?(?:村|镇|乡)?的?$/;

/** Whether what is said of somebody in office is an everyday thing. What is not surely so is looked into privately. */
export const isOrdinary = (text: string, { start, end }: Mention): boolean =>
  wishes.test(text) ||
  beforehand.test(text.slice(Math.max(0, start - 6), start)) ||
  deeds.test(text.slice(end, end + 40)) ||
  belongings.test(text.slice(end, end + 16));

const offices = /书记|支书|主任|[村镇乡社队组所站]长|会计|出纳|文书|干部|领导|当官|两委|网格员/;

/** Whether somebody in office may be spoken of, by a post or by a name a clause begins with. */
export const mayNameOfficials = (folded: string): boolean =>
  offices.test(folded) ||
  folded.split(/[^\p{Script=Han}]+|(?<=[的村社组镇])/u).some((clause) => {
    const rest = clause.slice(leadingSurnames(clause)[0]?.length ?? 0);
    return startsWithCommonSurname(clause) && rest.length > 1;
  });
