import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional } from "../../src/bot/reading/declare.ts";
import { proofOf } from "../../src/bot/record/publication.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { objectionsOf } from "./compose.ts";
import { meantMotion } from "./meant.ts";
import { mayRead } from "./rights.ts";
import type { Standing } from "./standing.ts";

/** What proves that it was published: text, who let it go, where it was said and when it hung. */
export const proofForm = defineForm({
  word: "证明",
  summary: "公布的证明：原文、谁同意、发到哪、上墙从哪天到哪天",
  examples: ["/议题 证明 M3"],
  role: "cadre",
  where: ["direct"],
  args: z.object({ numbers: optional(numbersArgument("号")) }),
  async run({ numbers }, context) {
    return proof(await meantMotion(numbers ?? [], { kind: "card" }, context), context);
  },
});

/** @throws NotAllowed or UserError */
export async function proof(standing: Standing, context: Context): Promise<Reply> {
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
}
