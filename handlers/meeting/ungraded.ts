import type { Context } from "../../src/bot/context.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { Word } from "../../src/ledger/meeting-words.ts";
import { speakerIn } from "./names.ts";
import { plain } from "./setup.ts";
import type { Sitting } from "./sitting.ts";
import { takeStep } from "./step.ts";

const example = "不测 7号";
/** @throws UserError where it is too late to leave anybody off the ballots */
export async function demandUnsettled({ row }: Sitting, context: Context): Promise<void> {
  const why = await context.appraises.settled(row, context);
  if (why !== "") throw new UserError(`${why}，现在不能说不测。没改。`);
}

/** Somebody who reported in writing or was absent is graded by nobody. @throws UserError */
export async function leaveOff(
  sitting: Sitting,
  { who }: Extract<Word, { kind: "ungraded" }>,
  context: Context,
): Promise<readonly Reply[]> {
  const { row } = sitting;
  const { item } = speakerIn(who, sitting, example, context);
  const called = `${item.position}号 ${item.name}`;
  if (item.ungraded === 1) return [here(`${called} 已经不测了。`)];
  if (item.state !== "written" && item.state !== "absent")
    throw new UserError(`${called} 没有缺席，也不是书面的，要测评。没改。`);
  await demandUnsettled(sitting, context);
  await takeStep(
    sitting,
    {
      word: "不测",
      change: { parts: { agenda_items: [{ ...plain(item), ungraded: 1 }] } },
      before: { parts: { agenda_items: [plain(item)] } },
    },
    context,
  );
  await context.appraises.speakersChanged(row, context);
  return [{ ...here(`${called} 不测评。错了回“撤销”。`), subject: row.id }];
}
