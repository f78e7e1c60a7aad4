import type { Context } from "../../src/bot/context.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { askMore } from "./asking.ts";
import { changedArticles } from "./compose.ts";
import { demandRecorder } from "./rights.ts";
import { decision, isOpen, type Standing } from "./standing.ts";
import { takeStep } from "./step.ts";

const mostText = 20_000;

/** The text of the rules that are decided, an article a line. @throws UserError */
export async function attach(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { number, row } = standing;
  const { tables, message, now } = context;
  demandRecorder(standing, context);
  if (!isOpen(standing)) throw new UserError(`${number} 已经停了或没通过，附文不能再改。要重来发：${number} 重议 原因`);
  if (decision(standing)) throw new UserError(`${number} 已经决议了，附文不能再改。要改发：${number} 重议 原因`);
  if (words === "") askMore("把全文贴上来，一条一行，例：第一条 …", `附文请私聊我：${number} 附文 第一条 …`, context);
  if (words.length > mostText) throw new UserError(`附文最长${mostText}字。`);
  const [before] = await tables.motions.texts(row.id);
  const version = (before?.version ?? 1) + 1;
  const text = maskSensitive(words);
  await tables.motions.addText({
    ...{ record_id: row.id, version, day: dayOf(now), text, cause: `${message.key}#text:${version}` },
  });
  await takeStep(standing, { word: "附文", change: {} }, context);
  const changed = changedArticles(version > 2 ? (before?.text ?? "") : "", text);
  return [
    recorded(`${number} 附文收下了：${changed || "没有改动"}。再贴一次就换成新的。`, `${number} 附文收下了。`, row.id),
  ];
}
