const courtesy =
  "你好|您好|大家好|早上好|上午好|中午好|下午好|晚上好|早安|晚安|早|谢谢|多谢|感谢|谢了|辛苦|麻烦|好的|好嘞|得嘞|中|妥|要得|好|行|(?:新年|过年|春节|元旦|中秋|国庆|端午|元宵|节日|周末)(?:好|快乐|愉快)|收到|(?:我)?(?:马上|这就)(?:就)?(?:去|来|办|到)|知道|明白|了解|嗯|哦|噢|哈|呵|嘿|咳|唉|哎|呃|额|哟|诶|欸|今天就(?:先)?(?:到(?:这儿?|此)|这样|这些)|那?就(?:先)?(?:到这儿?|这样|这些)|先这样|收工|散会|在吗|在不在|在不|在没|在|有人吗|再见|拜拜|回头见|明天见|下班|不客气|没事|ok|hi|hello|thanks";
const wholly = new RegExp(`^(?:${courtesy}|是|对|不用|算了|你们|你|您|大家|各位|了|啦|啊|呀|呢|吧|哟|的)+$`, "i");
const thanks = /谢|辛苦|麻烦|thanks/i;
const farewell = /到这|到此|收工|先这样|就这样|再见|拜拜|回头见|明天见|晚安|下班/;
const greeting =
  /(?:年|节|旦|秋|庆|午|宵|日|周末)(?:好|快乐|愉快)|[你您们家]好|早|[上中下]午好|晚[上安]|在吗|在不|在没|有人吗|^在$|hi|hello/i;

/** `1`, `①`, `选2`, `第一个`: the answer to a question that offers choices. */
const choice =
  /^(?:发|改|发吧|发送|改一下|确定|确认)$|^(?:我?选|扣|第)?(?:[0-9]{1,2}|[一二两三四五六七八九十])(?:个|号|条|项)?$/;

/** Nothing to write down: a greeting, thanks, an acknowledgement, a choice, emoji, or a picture's placeholder. Takes folded text. */
export function isSmallTalk(folded: string): boolean {
  const words = wordsOf(folded);
  return !words || (words.length <= 12 && (wholly.test(words) || choice.test(words)));
}

const wordsOf = (folded: string): string => folded.slice(0, 200).replace(/\[[^\][]{1,6}\]|[\s\p{P}\p{S}\p{M}]/gu, "");

/** What kind of small talk it is, for an answer in kind; `nod` wants none. Takes folded text. */
export function smallTalkKind(folded: string): "greeting" | "farewell" | "thanks" | "choice" | "nod" | null {
  if (!isSmallTalk(folded)) return null;
  if (choice.test(wordsOf(folded))) return "choice";
  if (thanks.test(folded)) return "thanks";
  if (farewell.test(folded)) return "farewell";
  return greeting.test(folded) ? "greeting" : "nod";
}
