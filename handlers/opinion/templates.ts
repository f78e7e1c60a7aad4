import { z } from "zod";
import { type Command, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { widestPost } from "../../src/bot/permission.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { acting } from "../../src/bot/record/words.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { bound } from "../../src/chinese/privacy/clip.ts";
import type { PlaceRow } from "../../src/store/schema.ts";

/** What every town begins with. */
const given: readonly string[] = [
  "收到了，3个工作日内去看，看完告诉您。",
  "正在办，办好了告诉您。",
  "办好了，请看看。还不行回“不满意”，写上哪里不行。",
];
const most = 20;
/** Characters of one. */
const longest = 200;
const called = /^\s*模板\s*(\d{1,2})(?!\d)[\s,，：:]*([\s\S]*)$/u;
const example = "用：/答复 O31 模板1；加：/答复 模板 加 要加的话；删：/答复 模板 删 3";

const templatesForm = defineForm({
  word: "模板",
  summary: "看、加、删本镇常用的答复",
  examples: ["/答复 模板", "/答复 模板 加 已报镇水利站，本周内来看", "/答复 O31 模板1"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({ what: optional(textArgument("加或删")) }),
  async run({ what = "" }, context): Promise<Reply> {
    const [, verb, rest = ""] = /^(加|添|删)[\s:：,，]*([\s\S]*)$/u.exec(what.trim()) ?? [];
    if (verb === undefined && what.trim() !== "") throw new UserError(`没听懂“${bound(what, 20)}”。${example}`);
    const town = townOf(context);
    const templates = await templatesOf(town, context);
    if (verb === undefined) return listed(town, templates);
    demand(context.actor, "answer opinion", town, "答复模板");
    const changed = verb === "删" ? without(templates, rest) : withOne(templates, rest.trim());
    await context.tables.settings.set(keyOf(town), JSON.stringify(changed));
    return listed(town, changed);
  },
});

const listed = ({ name }: PlaceRow, templates: readonly string[]): Reply =>
  privately(
    [`${name}的答复模板：`, ...templates.map((text, index) => `${index + 1} ${bound(text, 60)}`), example].join("\n"),
  );

const withOne = (templates: readonly string[], text: string): readonly string[] => {
  if (text === "") throw new UserError(`加什么？${example}`);
  if ([...text].length > longest) throw new UserError(`一条最多${longest}个字。`);
  if (templates.includes(text)) return templates;
  if (templates.length >= most) throw new UserError(`最多${most}条，先删一条。${example}`);
  return [...templates, text];
};

function without(templates: readonly string[], said: string): readonly string[] {
  const index = Number(/\d{1,2}/.exec(said.normalize("NFKC"))?.[0] ?? 0) - 1;
  if (templates[index] === undefined) throw new UserError(`删第几条？现在有${templates.length}条。${example}`);
  return templates.filter((_, at) => at !== index);
}

/** The town where the speaker works; of whoever works above the towns the county. */
function townOf({ actor, places }: Context): PlaceRow {
  const town = places.get(widestPost(actor, "cadre")?.townId ?? "") ?? places.root();
  if (!town) throw new UserError("还没有导入地点，请找管理员。");
  return town;
}

const keyOf = ({ id }: PlaceRow): string => `answer templates:${id}`;

async function templatesOf(town: PlaceRow, { tables }: Context): Promise<readonly string[]> {
  const kept = await tables.settings.get(keyOf(town));
  return kept === undefined ? given : z.array(z.string()).parse(JSON.parse(kept));
}

/** The words that `模板2` stands for, with what was said behind it. @throws UserError */
async function inFull(words: string, context: Context): Promise<string> {
  const [, digits, behind = ""] = called.exec(words) ?? [];
  if (digits === undefined) return words;
  const text = (await templatesOf(townOf(context), context))[Number(digits) - 1];
  if (text === undefined) throw new UserError(`没有模板${digits}。发“/答复 模板”看有哪些。`);
  return behind === "" ? text : `${text.replace(/[。.!！]$/u, "")}，${behind}`;
}

/** 答复, which knows the usual answers of the town. */
export const answers: readonly Command[] = acting("答复").map((plain) => ({
  ...plain,
  forms: [templatesForm],
  run: async (args, context) =>
    plain.run(typeof args.words === "string" ? { ...args, words: await inFull(args.words, context) } : args, context),
}));
