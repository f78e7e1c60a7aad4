import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional } from "../../src/bot/reading/declare.ts";
import type { SaidNumber } from "../../src/bot/record/find.ts";
import { groupNameOf } from "../../src/bot/record/owner-chat.ts";
import { privately } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { formatDateTime, formatDay } from "../../src/chinese/time/index.ts";
import type { PublicationRow } from "../../src/store/tables/publications.ts";
import { objectionsOf } from "./compose.ts";
import { meantMotion } from "./meant.ts";
import { mayRead } from "./rights.ts";

/** What proves that it was published: text, who let it go, where it was said and when it hung. */
export const proofForm = defineForm({
  word: "证明",
  summary: "公布的证明：原文、谁同意、发到哪、上墙从哪天到哪天",
  examples: ["/议题 证明 M3"],
  role: "cadre",
  where: ["direct"],
  args: z.object({ numbers: optional(numbersArgument("号")) }),
  async run({ numbers }, context) {
    const standing = await meantMotion((numbers ?? []) as readonly SaidNumber[], { kind: "card" }, context);
    const { number, title, place, publications } = standing;
    if (!mayRead(context.actor, place)) throw new NotAllowed(`没有您能看的 ${number}。`);
    const letOut = publications.filter(({ approved_at }) => approved_at !== null);
    if (letOut.length === 0) throw new UserError(`${number} 还没有公布过。`);
    const parts: string[] = [];
    for (const one of letOut) parts.push(await proofOf(one, context));
    const { all, open } = await objectionsOf(standing, context.tables);
    const objections = all.map(
      (each) => `O${each.number} ${open.some(({ id }) => id === each.id) ? "没答复" : "答复了"}`,
    );
    const last = all.length === 0 ? "没有收到异议。" : `异议${all.length}条：${objections.join("，")}。`;
    return privately([`${number} ${place.name} ${title} 公布证明`, ...parts, last].join("\n"));
  },
});

const states: Readonly<Record<PublicationRow["state"], string>> = {
  asked: "等同意",
  refused: "退回了",
  shown: "公示中",
  over: "公示期满",
  void: "作废",
};

async function proofOf(one: PublicationRow, context: Context): Promise<string> {
  const { tables, now } = context;
  const names = one.approver_id === null ? new Map<string, string>() : await tables.people.names([one.approver_id]);
  const approver = names.get(one.approver_id ?? "") ?? "";
  const posts: string[] = [];
  for (const { chat, state, sent_at } of await tables.publications.posts(one.id)) {
    const how = { sent: `${formatDateTime(Number(sent_at), now)}发到`, waiting: "还没发到", failed: "没发成" }[state];
    posts.push(`${await groupNameOf(chat, context)} ${how}`);
  }
  const board =
    one.board_from === null
      ? "没有上墙（仅群内），不算公示"
      : `上墙${formatDay(one.board_from, now)}到${formatDay(Number(one.until), now)}，异议到${formatDateTime(Number(one.objections_until), now)}`;
  return [
    `—— ${one.what}公布（${states[one.state]}）指纹 ${one.hash}`,
    one.text,
    `${approver}${formatDateTime(Number(one.approved_at), now)}同意。${posts.length > 0 ? `${posts.join("；")}。` : "没有村民群。"}${board}。`,
  ].join("\n");
}
