import { randomInt } from "node:crypto";
import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { privately } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { leastOf } from "../../src/ledger/appraisal-templates.ts";
import { slipLetters, slipWords } from "../../src/ledger/appraisal-words.ts";
import type { PanelRow } from "../../src/store/tables/appraisals.ts";
import { type Appraisal, meantAppraisal, noted, numberAndText, panelIn } from "./scope.ts";

const example = "/评议 票号 A2 群众 40";
const mostSlips = 2_000;
const slipLength = 8;
/** Slips of one message: what fits on one of every platform. */
const onePage = 30;
const minute = 60_000;

export const slipsForm = defineForm({
  word: "票号",
  summary: "给一个票组做票号，单子发给您和一位监票",
  examples: [example],
  role: "cadre",
  where: ["direct"],
  args: z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("票组和张数")) }),
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const one = await meantAppraisal(said.numbers, { states: ["draft"], example }, context);
    const { panel, rest } = panelIn(one, said.text, ["slips"]);
    const many = Number(/(\d{1,4})\s*张?$/u.exec(rest.normalize("NFKC"))?.[1] ?? 0);
    const least = leastOf(one.terms);
    if (many < least || many > mostSlips)
      throw new UserError(`要几张？不足${least}张没有结果，最多${mostSlips}张。例：${example}`);
    return privately(await handOutSlips(one, panel, many, context));
  },
});

const newSlip = (): string =>
  Array.from({ length: slipLength }, () => slipLetters[randomInt(slipLetters.length)]).join("");

/** Slips for the objects of one place, while so many others stand. */
type Beside = { readonly place: string; readonly kept: number };

/** Makes the slips of a panel in place of those it had. What they are goes out in messages that nobody keeps. */
export async function handOutSlips(
  one: Appraisal,
  panel: PanelRow,
  many: number,
  context: Context,
  beside?: Beside,
): Promise<string> {
  const { tables, message, now } = context;
  const slips = new Set<string>();
  while (slips.size < many) slips.add(newSlip());
  if (!beside) await tables.ballots.dropSlips(panel.id);
  await tables.ballots.addRights(
    [...slips].map((slip) => ({
      ...{ record_id: one.row.id, panel_id: panel.id, person_id: null, place_id: beside?.place ?? null },
      slip: tables.ballots.slipMark(slip),
    })),
  );
  await tables.appraisals.setPanel(panel, { slips: many + (beside?.kept ?? 0) });
  await noted(one, "票号", context, `${panel.title} ${many}`);
  const [own, watcher] = await receivers(one, context);
  const pages = Math.ceil(many / onePage);
  const all = [...slips];
  for (const chat of [own, watcher?.chat].filter((to) => to !== undefined))
    for (let page = 0; page < pages; page += 1) {
      const part = all
        .slice(page * onePage, (page + 1) * onePage)
        .map(slipWords)
        .join("\n");
      const head = `${one.number} ${panel.title}票 ${page + 1}/${pages}（一张一人，只用一次；发出去之前剪开、打乱）：`;
      await tables.outbox.add({
        ...{
          target: chat,
          cause: `${causesOf(message.key)}slips:${panel.id}:${chat}:${page}`,
          purpose: "unwritten",
          now,
        },
        ...{ text: `${head}\n${part}`, recordId: one.row.id },
      });
    }
  await tables.appraisals.set(one.row.id, { next_at: now + minute });
  const who = watcher ? `您和监票${watcher.name}` : "您";
  const before = panel.slips > 0 && (beside?.kept ?? 0) === 0 ? "，原来的作废" : "";
  return `${one.number} ${panel.title}的${many}张票号发给${who}了${before}。发完这边不留；谁拿哪张不要登记。`;
}

/** The organiser's chat, and the first of those who confirm that can be reached. */
async function receivers({ scrutineers }: Appraisal, { tables, message, actor }: Context) {
  const own = chatKey(message.privately ?? message.chat);
  for (const id of scrutineers) {
    if (id === actor.person?.id) continue;
    const [account] = await tables.accounts.reachable(id);
    if (account) return [own, { chat: account.chat, name: (await tables.people.names([id])).get(id) ?? "" }] as const;
  }
  return [own, undefined] as const;
}
