import { particles, selves } from "./region-words.ts";
import type { Roster } from "./relay-lines.ts";

const self = `(?:${selves}|自己|本人)?(?:们|的)?(?:名字?|报名)?`;
const out =
  "(?:取消(?:报名|接龙)?|不去了|去不了了?|去不成了?|不来了|来不了了?|不参加了|参加不了了?|不报了|不接了|退出(?:接龙|报名)?了?)";
const clause = new RegExp(`^${self}(?:那?就|先|还是|只好|只能|得|要|想|申请|麻烦|请)*${out}[${particles}]*$`, "u");
const ownName =
  /(?:把|将)?(?:我|俺|咱)(?:们?家|屋)?的?(?:名字?|那[行条个]|报名)(?:给|都|也)?(?:取消|划掉?|去掉?|删掉?|抹掉?|拿掉?|撤了?|勾掉)|(?:取消|划掉|去掉|删掉|抹掉|拿掉|删了)(?:一下)?(?:我|俺|咱)(?:家|屋)?的?(?:名字?|报名|接龙)?(?=$|[\s,。!~])/;
const withdrawn =
  /(?:我|俺|咱)?(?:要|想)?收回(?:我|俺)?(?:的|刚才|前面|之前|那)*(?:话|意见|票|选择|说法)?(?=$|[\s\p{P}])|(?:刚才|前面|之前|上面|我|俺)(?:我|俺)?(?:说|投|选|写|报)?的?(?:那[个条票句话]*|话|票)?(?:都|就)?(?:不算(?:数)?|作废|当没说|不作数)|^(?:作废|不算了?)$/u;
const others =
  /^(?:他|她|它|人家|孩子|娃|儿子|闺女|老婆|老公|媳妇|(?:我|俺|咱)(?:们?家)?(?:爹|娘|爸|妈|爷|奶|哥|姐|弟|妹|儿|闺女|媳妇|老婆|老公|叔|婶|孩子|娃))/;

/**
 * `line`: the sender's own line in a list is taken out (临时有事，我不去了; 把我名字划掉). `word`: whatever they said goes
 * (我收回, 刚才不算); `rest` is what else the message says. Null when nothing is taken back.
 */
export function takesBack(
  words: string,
  roster: Roster,
): { readonly what: "line" | "word"; readonly rest: string } | null {
  const clauses = words.split(/[,。;!~\s]+/).filter(Boolean);
  const took = clauses.findIndex((clause) => withdrawn.test(clause));
  if (took >= 0) return { what: "word", rest: clauses.filter((_, index) => index !== took).join(",") };
  if (ownName.test(words)) return { what: "line", rest: "" };
  const [first = "", last = ""] = [clauses[0], clauses.at(-1)];
  if (clause.test(first)) return { what: "line", rest: "" };
  const ofOthers = others.test(first) || [2, 3, 4].some((length) => roster.has(first.slice(0, length)));
  const own = /^(?:我|俺|咱|额|本人|自己)/.test(last);
  return clause.test(last) && (own || !ofOthers) ? { what: "line", rest: "" } : null;
}
