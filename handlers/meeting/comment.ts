import type { Context } from "../../src/bot/context.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { minuted, type Word } from "../../src/ledger/meeting-words.ts";
import { writeDown } from "./matters.ts";
import { speakerIn } from "./names.ts";
import type { Sitting } from "./sitting.ts";
import { causeOf } from "./step.ts";

const longest = 300;
const example = "点评 孙国华 抓党建有办法；问题：冬春训走过场；期限：2月底前";

/** What a leader says of one speaker: sealed, and for nobody before it is released. A later one takes its place. */
export async function comment(
  sitting: Sitting,
  { words }: Extract<Word, { kind: "problem" | "comment" }>,
  context: Context,
): Promise<readonly Reply[]> {
  const { tables, actor, now } = context;
  const { row } = sitting;
  const { item, rest } = speakerIn(words, sitting, example, context);
  const { text, matters } = minuted(rest);
  if (text === "" && matters.length === 0) throw new UserError(`点评什么？例：${example}`);
  if (text.length > longest) throw new UserError(`点评最长${longest}字，现在${text.length}字。`);
  const author = actor.person?.id ?? "";
  const before = (await tables.meetingWords.comments(row.id)).filter(
    (one) => one.item_id === item.id && one.author_id === author && one.released_at === null,
  );
  const gone: string[] = [];
  for (const id of before.flatMap(({ problems }) => problems.split(",").filter(Boolean))) {
    const one = await tables.records.get(id);
    if (one?.withdrawn_at === null) gone.push(numberOf(one));
    await tables.records.withdraw(id, now);
  }
  await tables.meetingWords.dropComments(row.id, item.id, author);
  const { handed, text: said } = await writeDown(matters, item, sitting, { asked: [], part: 0 }, context);
  await tables.meetingWords.comment({
    ...{ record_id: row.id, cause: `${causeOf(context)}comment`, item_id: item.id, author_id: author, text },
    ...{ problems: handed.map(({ id }) => id).join(","), created_at: now },
  });
  const again =
    before.length > 0
      ? `换掉了原来的${gone.length > 0 ? `（问题 ${gone.join("、")} 也不要了，还要就写上）` : ""}，`
      : "";
  return [here(`${item.name}的点评记下了，${again}反馈前谁也看不到。${said && `问题 ${said}。`}要改再发一次。`)];
}

export const notInGroup = "点评请私聊我，反馈前不公开。群里这条没有留，请您长按撤回。";
