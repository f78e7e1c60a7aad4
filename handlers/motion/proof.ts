import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional } from "../../src/bot/reading/declare.ts";
import { objectionsLine, proofOf } from "../../src/bot/record/publication.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
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
  const { number, row, title, place, publications } = standing;
  if (!mayRead(context.actor, place)) throw new NotAllowed(`没有您能看的 ${number}。`);
  const letOut = publications.filter(({ approved_at }) => approved_at !== null);
  if (letOut.length === 0) throw new UserError(`${number} 还没有公布过。`);
  const parts: string[] = [];
  for (const one of letOut) parts.push(await proofOf(one, context));
  parts.push(await objectionsLine(row.id, context));
  return privately([`${number} ${place.name} ${title} 公布证明`, ...parts].join("\n"));
}
