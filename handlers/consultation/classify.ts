import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { here, privately, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { notCounted } from "../../src/chinese/consultation/hear.ts";
import { foldText } from "../../src/chinese/fold.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import type { Asked } from "../../src/ledger/consultation.ts";
import { askedOf, factsOf } from "./asked.ts";
import { type Counted, countOf } from "./count.ts";
import { meant } from "./meant.ts";

const shown = 12;

/** What nobody could class by its words: a human reads it. */
export const classifyForm = defineForm({
  word: "归类",
  summary: "把没听明白的话归到哪一边",
  examples: ["/征求 归类 C7", "/征求 归类 C7 3 同意"],
  where: ["direct", "cadre"],
  args: z.object({ numbers: optional(numbersArgument("号")), words: optional(textArgument("第几条 归到哪")) }),
  async run({ numbers = [], words = "" }, context) {
    // the number of a consultation has its letter; one without is that of a line
    const named = numbers.filter(({ letter }) => letter !== null);
    const lines = numbers.filter(({ letter }) => letter === null).map(({ number }) => `${number} `);
    const said = `${lines.join("")}${words}`.trim();
    const row = await meant(named, "/征求 归类 C7", context);
    const asked = askedOf(row, context.tables);
    if (row.state !== "open") throw new UserError(`${asked.number} 已经截止，结果定了，不能再归类。`);
    const count = await countOf(asked, context.tables);
    const { unnamed } = factsOf(row, context.tables);
    return said === "" ? list(asked, unnamed, count, context) : classify(asked, said, count, context);
  },
});

const stancesOf = ({ options }: Asked): readonly string[] => [
  ...(options ?? ["同意", "反对"]),
  "没意见",
  "弃权",
  notCounted,
];

async function list(asked: Asked, isUnnamed: boolean, { unclear }: Counted, { tables }: Context): Promise<Reply> {
  if (unclear.length === 0) return privately(`${asked.number} 没有要归类的话。`);
  // a number once given stays with its words
  let last = Math.max(0, ...unclear.map(({ ordinal }) => ordinal ?? 0));
  const lines: string[] = [];
  for (const word of unclear.slice(0, shown)) {
    const ordinal = word.ordinal ?? ++last;
    if (word.ordinal === null) await tables.consultationWords.number(word.id, ordinal);
    lines.push(`${ordinal} ${isUnnamed ? "" : `${word.name}：`}“${clip(word.text, 40)}”`);
  }
  const [first] = lines;
  const more = unclear.length > shown ? [`还有${unclear.length - shown}条，归完再列。`] : [];
  const example = `归类：/征求 归类 ${asked.number} ${first?.split(" ")[0]} ${stancesOf(asked).join("／")}`;
  return privately([...lines, ...more, example].join("\n"));
}

async function classify(asked: Asked, said: string, { unclear }: Counted, context: Context): Promise<Reply> {
  const { tables, message, actor, now } = context;
  const [, digits, stance = ""] = /^\s*(\d{1,4})\s*[.、:：]?\s*(\S.*?)\s*$/u.exec(said.normalize("NFKC")) ?? [];
  const meantBy = stancesOf(asked).find((one) => foldText(one) === foldText(stance));
  const found = unclear.find(({ ordinal }) => ordinal === Number(digits));
  if (digits === undefined || !meantBy)
    throw new UserError(`写第几条、归到哪。例：/征求 归类 ${asked.number} 3 ${stancesOf(asked)[0]}`);
  if (!found) throw new UserError(`没有第${digits}条。先看：/征求 归类 ${asked.number}`);
  await tables.consultationWords.decide(found.id, meantBy);
  await tables.audit.add({
    ...{ at: now, account: message.sender.account, personId: actor.person?.id ?? null },
    ...{ action: "归类", subject: asked.id, detail: `${found.ordinal} ${meantBy}` },
  });
  return here(`第${digits}条记作“${meantBy}”。还有${unclear.length - 1}条没归类。`);
}
