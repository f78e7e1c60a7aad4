import { fold } from "./fold.ts";

/** What is said of a campaign, or of an item that is to be done. */
export type CampaignSaid =
  /** `isSure`: it is ordered, not told */
  | { readonly what: "end"; readonly isSure: boolean }
  | { readonly what: "change"; readonly until: string }
  | { readonly what: "ask" | "done" | "not done"; readonly rest: string };

const longest = 60;
const ending =
  "结束|终止|停止|停掉|停下|停了|停|关掉|关闭|关了|关|收官|收尾|告一段落|到此为止|不(?:再)?(?:搞|做|办|弄|开展)了?";
const doing = "办|搞|做|弄|干|完成|开展|落实";
const notDone = new RegExp(
  `(?:从来?|压根|根本|其实|还)*(?:没有?|未)(?:${doing})(?:过|完|成|好|了)*|(?:还|都|也|压根|根本)*没有?(?= )|(?:是)?(?:记|报|填)错了?|撤掉|不算(?:数)?`,
  "u",
);
const done = new RegExp(`(?:都|全|已经?|刚)*(?:${doing})(?:过|完|好|成|毕)*了?`, "u");
const asking =
  /(?:还)?(?:有)?(?:哪些|哪几个?|哪个|几个|多少)(?:个)?(?:村|社|地方)?|(?:搞|做|办|弄|进行)?(?:到)?(?:哪(?:儿|里|一步)?|什么程度|多少)了|(?:的)?(?:进度|进展|情况|完成率)|(?:(?:搞|做|办|弄|进行|开展|推进)得)?(?:怎么样|咋样|如何)了?|谁还|还(?:差|剩|缺)/u;
const change =
  /(?:延(?:长|期)?|推(?:迟)?|改|顺延|放)(?:到|至|成|为)\s*(?<until>[^,，。;；]{2,16}?)(?:吧|了|为止|再?结束)*[\s。.!！]*$/u;
const ordered = new RegExp(`^(?:请|麻烦|帮我?|给我|我要|现在)*(?:(?:把|将).*)?(?:${ending})`, "u");

/** Whether words may speak of one, by their form alone: it costs nothing. */
export const maySpeakOfCampaign = (words: string): boolean => {
  const said = fold(words).text;
  const isLong = [...said].length > longest;
  return (
    !isLong &&
    (/还没/u.test(said) ||
      new RegExp(ending, "u").test(said) ||
      [notDone, done, asking, change].some((one) => one.test(said)))
  );
};

/** A verb, a blank and a title, as commands are typed: whatever was asked before, this is not the answer. */
const typed =
  /^(?:请|麻烦|帮我?|给我)*(?:结束|终止|没办过|没搞过|撤掉)\s+[^\s,，。;；]{2,20}(?:\s+[^\s,，。;；]{2,20})?[\s。.!！]*$/u;

/** What else begins with such a verb, 停电了三天, 关于低保的事, may well be the answer. */
export const ordersOfCampaign = (words: string): boolean => typed.test(fold(words).text.trim());

/** Said around it, and nothing by itself. */
const around =
  /^(?:[\s\p{P}]|请|麻烦|帮我?|给我|我要|我们|我|把|将|这个?|那个?|专项|活动|工作|行动|可以|应该|已经|已|都|全部?|就|也|其实|是|的|了|吧|啊|呢|吗|哈|村里|镇里|今天|现在|,)*$/u;
const loose = /其实|这件事?|那件事?|这项|那项|已经|都|的|了|吧|啊|呢|哈|吗|是|我们?|咱们?|把|将|给|也|就|才|到/gu;

/**
 * What is said of the one that goes by this title. Null: more is told than that, and it is for others to hear.
 * `isItem`: the title is of something to be done in each village.
 */
export function readCampaignSaid(words: string, title: string, isItem: boolean): CampaignSaid | null {
  const said = fold(words).text.trim();
  const at = said.indexOf(fold(title).text);
  if (at < 0) return null;
  const left = `${said.slice(0, at)} ${said.slice(at + fold(title).text.length)}`;
  if (asking.test(left)) return { what: "ask", rest: without(without(without(left, asking), notDone), done) };
  if (isItem) {
    if (notDone.test(left)) return { what: "not done", rest: without(left, notDone) };
    return done.test(left) ? { what: "done", rest: without(left, done) } : null;
  }
  const until = change.exec(left);
  if (until)
    return around.test(left.slice(0, until.index)) ? { what: "change", until: until.groups?.until ?? "" } : null;
  const [end] = new RegExp(ending, "u").exec(left) ?? [];
  if (end === undefined || !around.test(left.replace(end, ""))) return null;
  return { what: "end", isSure: ordered.test(said) && !/吗|\?/u.test(said) };
}

/** What is left of places, days and numbers. */
const without = (left: string, pattern: RegExp): string =>
  left
    .replace(new RegExp(pattern, "gu"), " ")
    .replace(/(?:记|报|填)错了?/gu, " ")
    .replace(loose, " ")
    .replace(/[\s,，。.!！?？;；]+/gu, " ")
    .trim();
