import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask } from "../../src/bot/order.ts";
import { holdsAt, may } from "../../src/bot/permission.ts";
import { idOf } from "../../src/bot/place-path.ts";
import type { PlaceValue } from "../../src/bot/reading/declare.ts";
import { textArgument } from "../../src/bot/reading/declare.ts";
import { checklistOf } from "../../src/bot/record/checklist.ts";
import { withdrawRecord } from "../../src/bot/record/withdraw.ts";
import { privately } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { type Meant, meantIn } from "./meant-item.ts";
import { readTick } from "./tick-words.ts";

const word = "撤掉";

/** A tick that was wrong, also one of an imported file, which is nobody's last act. */
export const untickForm = defineForm({
  word,
  summary: "撤掉记错的一次，导入的也行",
  examples: ["/办过 撤掉 清理财务 东卧牛"],
  role: "cadre",
  where: ["direct"],
  args: z.object({ what: textArgument("哪一项 哪个村", { question: "撤哪一项、哪个村的？如：清理财务 东卧牛" }) }),
  async run({ what }, context) {
    const { actor, message, tables, now, order } = context;
    const meant = await meantIn(what.trim(), context);
    const { places } = readTick(meant.rest, context);
    for (const place of places) demand(actor, "keep record", place, "清单");
    const found = await ticksAt(meant, places, context);
    const where = places.map(({ name }) => name).join("、");
    if (found.length === 0) throw new UserError(`${meant.title} ${where} 没有记过，没有可撤的，还算没办。`);
    for (const one of found) demandOwn(one, context);
    const saidOf = (ticks: readonly Found[]) => ticks.map((one) => wordsOf(one, meant.title, context)).join("；");
    const shown = found.map(({ row }) => row.id).join(" ");
    // what somebody wrote down meanwhile has not been shown
    if (order && order.chosen.sure !== shown) {
      const sure = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, sure: shown } };
      throw new Ask(
        `撤掉：${saidOf(found)}。要撤，回“${word}”；不撤，回“取消”。`,
        { kind: "choice", choices: [{ label: word, order: sure }] },
        "要撤请私聊我。",
      );
    }
    const by = { account: message.sender.account, personId: actor.person?.id ?? null, action: "undone" as const };
    const gone: Found[] = [];
    for (const one of found) if (await withdrawRecord(one.row, tables, now, by)) gone.push(one);
    if (gone.length === 0) throw new UserError(`${meant.title} ${where} 刚才已经撤掉了。`);
    return privately(`撤掉了：${saidOf(gone)}。办过了再记：/办过 ${meant.title} ${where}`);
  },
});

type Found = { readonly row: RecordRow; readonly paths: readonly string[] };

/** All that was said of an item there, be it with other places. */
async function ticksAt(
  { campaign, position }: Meant,
  places: readonly PlaceValue[],
  { tables }: Context,
): Promise<readonly Found[]> {
  const { ticks, rows } = await checklistOf(campaign, campaign.path, tables);
  const isThere = (path: string): boolean =>
    places.some((one) => path.startsWith(one.path) || one.path.startsWith(path));
  return rows.flatMap((row, at) => {
    const { item, paths } = ticks[at] ?? { item: -1, paths: [] };
    return item === position && paths.some(isThere) ? [{ row, paths }] : [];
  });
}

/** What a file said is anybody's who may write it down there; what somebody said is theirs and of whoever leads there. @throws NotAllowed */
function demandOwn({ row, paths }: Found, { actor, places }: Context): void {
  const isTheirs = row.author_id !== null && row.author_id !== actor.person?.id;
  if (isTheirs && !paths.every((path) => holdsAt(actor, "secretary", path)))
    throw new NotAllowed(`${formatDay(row.day, row.created_at)}那次是别的同志记的，请他自己或书记撤。`);
  if (!paths.every((path) => may(actor, "keep record", { path })))
    throw new NotAllowed(`${places.get(row.place_id ?? "")?.name ?? ""}等是一次记的，里面有您管不到的村，请镇里撤。`);
}

function wordsOf({ row, paths }: Found, title: string, { places, now }: Context): string {
  const names = paths.map((path) => places.get(idOf(path))?.name ?? "").join("、");
  return `${title} ${names} ${formatDay(row.day, now)}${row.cause.startsWith("import:") ? "（导入的）" : ""}`;
}
