import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import { textArgument } from "../../src/bot/reading/declare.ts";
import { here } from "../../src/bot/reply.ts";
import { published } from "../../src/bot/wording.ts";
import { matterFits } from "../../src/chinese/matters/matters.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { dayOf, formatDay } from "../../src/chinese/time/index.ts";
import type { KnownPolicy } from "../../src/store/tables/policies.ts";

const mostShown = 3;
const mostNamed = 8;
/** A number of an office among approved words is everybody's. */
const landline = /(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/gu;

/** Benefits are told in words that were approved, with whose they are and of when; of nothing else anything is said. */
export const policy = defineCommand({
  name: "政策",
  looksUp: true,
  aliases: ["benefit", "惠民政策"],
  summary: "查一项惠民政策，照批准的原话答",
  role: "anyone",
  where: everywhere,
  villagers: "政策——查一项政策：政策 高龄补贴",
  examples: ["/政策 高龄补贴"],
  args: z.object({ matter: textArgument("事项", { question: "哪一项？如：高龄补贴、医保。" }) }),
  async run({ matter }, { tables, message, now }) {
    const today = dayOf(now);
    const all = (await tables.policies.all()).filter(({ from }) => from <= today);
    const asked = matter.replace(/(?:的?(?:惠民)?政策|怎么(?:算|领|规定)|有?(?:什么|哪些)规定|是多少)[\s\p{P}]*$/u, "");
    const fits = all.map((one) => ({
      one,
      fit: Math.max(0, ...one.matters.map((offered) => matterFits(asked, offered))),
    }));
    const best = Math.max(0, ...fits.map(({ fit }) => fit));
    const found = fits.flatMap(({ one, fit }) => (fit > 0 && fit === best ? [one] : []));
    if (found.length > 0) {
      const shown = found
        .toSorted((one, other) => Number(isOver(one, today)) - Number(isOver(other, today)))
        .slice(0, message.chat.kind === "group" ? 1 : mostShown);
      return here(shown.map((one) => lineOf(one, today, now)).join("\n"));
    }
    const names = all.filter((one) => !isOver(one, today)).flatMap(({ matters }) => matters.slice(0, 1));
    const known =
      names.length === 0
        ? ""
        : `能查的有：${names.slice(0, mostNamed).join("、")}${names.length > mostNamed ? `等${names.length}项` : ""}。`;
    return here(`批准公开的政策里没有“${clip(matter)}”，不敢乱说。${known}归谁管：谁管 ${clip(asked || matter)}`);
  },
});

const isOver = ({ until }: KnownPolicy, today: string): boolean => until !== null && until < today;

/** `高龄补贴：80岁起每人每月100元。（县民政局〔2026〕12号，3月1日）` */
function lineOf(one: KnownPolicy, today: string, now: number): string {
  const { matters, words, source, from, until } = one;
  const [name = ""] = matters;
  if (isOver(one, today))
    return `${name}：原来的到${formatDay(until ?? "", now)}为止，新的还没有批准公开，不敢乱说。问：谁管 ${name}`;
  const end = until === null ? "" : `，管到${formatDay(until, now)}`;
  return `${name}：${words.replace(landline, published)}（${source}，${formatDay(from, now)}${end}）`;
}
