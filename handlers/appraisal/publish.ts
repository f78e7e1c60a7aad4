import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask } from "../../src/bot/order.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { approverOf } from "../../src/bot/record/publication.ts";
import { privately } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { counted } from "../../src/ledger/appraisal.ts";
import { fingerprintOf } from "../../src/ledger/publication.ts";
import { announced } from "./announced.ts";
import { demandEvidence, undecided } from "./outcome.ts";
import { type Appraisal, meantAppraisal, noted, numberAndText } from "./scope.ts";
import { termsAt } from "./settings.ts";

const example = "/评议 公布 A2";

/** Shown as it will stand; at 发 a second person is asked to let it go. */
export const publishForm = defineForm({
  word: "公布",
  summary: "公布结果：先念一遍，再由第二个人同意，发到村民群，贴公开栏",
  examples: [example],
  role: "cadre",
  where: ["direct"],
  args: z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("话")) }),
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const one = await meantAppraisal(said.numbers, { states: counted, example }, context);
    await demandPublishable(one, context);
    const shown = await announced(one, context);
    const hash = fingerprintOf(shown);
    if (context.order?.chosen.send !== hash) askProof(one, shown, hash, context);
    return { ...privately(await ask(one, shown, hash, context)), subject: one.row.id };
  },
});

/** @throws UserError */
async function demandPublishable(one: Appraisal, context: Context): Promise<void> {
  const { number, terms, row } = one;
  demandEvidence(one);
  if (terms.publishes === undefined)
    throw new UserError(`${number} 是${terms.name}，结果只反馈给本人，不公布。发：/评议 反馈 ${number}`);
  const left = await undecided(one, context);
  if (left.length > 0)
    throw new UserError(`${number} 三定没定齐，不能公布。还差：${left.map(({ words }) => words).join("；")}。`);
  if (row.state !== "published") return;
  const hung = (await context.tables.publications.of(row.id)).find(({ state }) => state === "shown");
  throw new UserError(
    hung?.board_from === null
      ? `${number} 已经公布了。贴上公开栏了发：${number} 已上墙`
      : `${number} 已经公布了。证明：/评议 证明 ${number}`,
  );
}

/** @throws Ask */
function askProof({ row }: Appraisal, text: string, hash: string, { order }: Context): never {
  if (!order) throw new Error("a publication is asked about outside a command");
  const send = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, send: hash, appraisal: row.id } };
  throw new Ask(`${text}\n回“发”就发。`, { kind: "choice", choices: [{ label: "发", order: send }] }, "公布请私聊我。");
}

/** What waited for somebody's word already gives way to this one. */
async function ask(one: Appraisal, text: string, hash: string, context: Context): Promise<string> {
  const { number, row, objects } = one;
  const { tables, actor, message, now, places } = context;
  const place = places.get(row.place_id ?? "");
  if (!place) throw new UserError(`${number} 的地点不在了，不能公布。`);
  const { approver: watchdog } = await termsAt(place.id, context);
  const approver = await approverOf(place, { watchdog, not: objects.map(({ person_id }) => person_id) }, context);
  // nothing is left to be decided of it
  if (row.state === "deciding" && !(await tables.records.change(row, { state: "ready", waiting: 0 })))
    throw new UserError(`${number} 刚被别人动过，请再看一下。`);
  for (const before of await tables.publications.of(row.id))
    if (before.state === "asked") await tables.publications.change(before, { state: "void" });
  const { id } = await tables.publications.add({
    ...{ record_id: row.id, what: "评议", text, hash, approver_id: approver.personId, created_at: now },
    ...{ author_id: actor.person?.id ?? null, author_account: message.sender.account },
    cause: `${causesOf(message.key)}publication`,
  });
  await noted(one, "请求公布", context);
  await tell(
    {
      ...{ to: { person: approver.personId }, why: "others", private: true, subject: row.id },
      text: `${actor.person?.name ?? message.sender.name}要公布这一条，请您看：\n${text}\n回“同意”发到村民群，“不同意 原因”退回。`,
      cause: `${causesOf(message.key)}approve:${id}`,
    },
    context,
  );
  return `${number} 交给${approver.name}看，同意了就发到村民群。要抄到公开栏，贴上那天发：${number} 已上墙。写错了重发：/评议 公布 ${number}`;
}
