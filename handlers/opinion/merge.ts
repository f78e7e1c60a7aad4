import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument } from "../../src/bot/reading/declare.ts";
import { carryOut } from "../../src/bot/record/carry-out.ts";
import { notYours, type SaidNumber, spokenOf } from "../../src/bot/record/find.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { opinion } from "../../src/ledger/opinion.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const word = "并入";
const example = "例：并入 O31 O28，就是 O31 并到 O28；引用 O31 时发：并入 O28";

/** Two that are the same matter: the one waits no more by itself, and hears what the other is answered. */
export const merge = defineCommand({
  name: word,
  aliases: ["merge"],
  summary: "同一件事，并到另一条一起答复",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/并入 O31 O28"],
  args: z.object({ numbers: numbersArgument("号", { question: "哪条并到哪条？如：O31 O28" }) }),
  async run({ numbers }, context) {
    const [which, into] = await meant(numbers, context);
    if (which.id === into.id) throw new UserError(`${numberOf(which)} 就是这一条。${example}`);
    if (into.state === "merged") throw new UserError(`${numberOf(into)} 自己并到别的一条了，请并到那一条。`);
    if ((which.accused === "") !== (into.accused === "")) throw new UserError("说人的和说事的不能并到一起。");
    const move = opinion.lifecycle.moves.find((one) => one.word === word);
    if (!move) throw new Error(`no move ${word}`);
    const replies = await carryOut(move, which, { numbers: [], words: numberOf(into), delay: null }, context);
    await context.tables.records.change({ ...which, state: "merged" }, { of_id: into.id });
    return replies;
  },
});

/** The one, and the one it goes into. @throws UserError or Ask */
async function meant(numbers: readonly SaidNumber[], context: Context): Promise<readonly [RecordRow, RecordRow]> {
  const found = async (said: readonly SaidNumber[]): Promise<RecordRow> => {
    // what was chosen for one number is not meant for the other
    const asked = context.order && { ...context.order, chosen: {} };
    const [row, ...others] = await spokenOf(said, wanted, { ...context, order: asked });
    if (!row && said.length > 0) throw notYours(said, wanted.kinds);
    if (!row || others.length > 0) throw new UserError(`没说清哪条并到哪条，或有一条不归您管。${example}`);
    return row;
  };
  const last = numbers.at(-1);
  if (!last || numbers.length > 2) throw new UserError(`一次并一条。${example}`);
  return [await found(numbers.slice(0, -1)), await found([last])];
}

const wanted: Parameters<typeof spokenOf>[1] = { kinds: ["opinion"], by: () => ["cadre"] };
