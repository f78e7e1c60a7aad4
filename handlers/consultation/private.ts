import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { townsOf } from "../../src/bot/record/find.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import type { Ear, Heard } from "../../src/bot/turn/ear.ts";
import type { TallyMessage } from "../../src/chinese/consultation/consultation.ts";
import { listenTo } from "../../src/chinese/consultation/listen.ts";
import { foldText } from "../../src/chinese/fold.ts";
import type { Asked } from "../../src/ledger/consultation.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { askedOf, factsOf, toRead } from "./asked.ts";
import { resultOf, resultText } from "./end.ts";
import { until } from "./wording.ts";

type ByNumber = {
  readonly number: number;
  /** what else is said */
  readonly words: string;
  readonly isAnonymous: boolean;
};

/** `C7 东线`, `匿名 C7 东线`, `C7 东线（匿名）`: one-to-one, where no group says which question is meant. */
export function readByNumber(text: string): ByNumber | null {
  const match = /^\s*(匿名[\s:,。]*)?(?:【?(?:征求)?\s*)C\s?(\d{1,6})(?!\d)】?[\s:,、。]*([\s\S]*)$/i.exec(
    foldText(text),
  );
  if (!match) return null;
  const [, before, digits, rest = ""] = match;
  const own = /^匿名[\s:,。]*|[\s,(]*匿名\)?[\s。!]*$/g;
  const isAnonymous = before !== undefined || own.test(rest);
  return { number: Number(digits), words: rest.replace(own, "").trim(), isAnonymous };
}

/** Without a name: of who said it nothing is written but under the secret of that consultation. */
export const hearUnnamed: Ear = {
  name: "answer without a name",
  keeps: "nothing",
  first: true,
  hears: (_, { message, words }) => message.chat.kind === "direct" && readByNumber(words)?.isAnonymous === true,
  answer: async (heard, context) => [await unnamed(heard, context)],
};

/** Under one's name, one-to-one. */
export const hearByNumber: Ear = {
  name: "answer by number",
  keeps: "words",
  first: true,
  hears: (_, { message, words }) => message.chat.kind === "direct" && readByNumber(words)?.isAnonymous === false,
  async answer(heard, context) {
    const said = readByNumber(heard.words);
    const row = said && (await meantBy(said.number, context));
    if (!said || !row) return null;
    const answer = await named(said, row, context);
    return answer === null ? null : [{ ...here(answer), subject: row.id }];
  },
};

/** The consultation of that number in which the speaker has a word: it is put to a group of where they live or work. */
async function meantBy(number: number, context: Context): Promise<RecordRow | null> {
  const { tables, actor, places } = context;
  const rows = await tables.records.find(townsOf(context), ["consultation"], number);
  const home = actor.person?.homePlaceId;
  const own = [home ? places.get(home)?.path : undefined, ...actor.posts.map(({ placePath }) => placePath)];
  for (const row of rows) {
    const groups = await tables.consultations.groupsOf(row.id);
    if (groups.some(({ path }) => path !== null && own.some((at) => at?.startsWith(path)))) return row;
  }
  return null;
}

/** `C7 提醒我` */
export const asksForReminder = (words: string): boolean => /^(?:到时候?|截止前|以后)?提醒(?:我|一下我?)/.test(words);

const stancesOf = ({ options }: Asked): string => (options ?? ["同意", "反对"]).join("／");

/** What one person says to it, read as if it had been said in the group. */
function read(asked: Asked, words: string, { message, actor }: Context): string | null {
  const sender = actor.person?.id ?? message.sender.account;
  const word: TallyMessage = {
    ...{ id: message.key, sender, name: message.sender.name, fromBot: false, sentAt: message.sentAt },
    ...{ text: `${asked.number} ${words}`, quote: null, mentioned: true },
  };
  const [said, ...more] = listenTo(toRead(asked), word, "", { quoted: null, hasSpoken: true });
  return said && more.length === 0 && "person" in said && said.person === sender ? said.says : null;
}

const isOver = (row: RecordRow, { message }: Context): boolean =>
  row.state !== "open" || message.sentAt >= (row.due_at ?? 0);

async function named({ words }: ByNumber, row: RecordRow, context: Context): Promise<string | null> {
  const { message, tables, actor, now } = context;
  const asked = askedOf(row, tables);
  if (asksForReminder(words)) {
    if (isOver(row, context)) return `${asked.number} 已经截止。`;
    await tables.consultations.follow(row.id, message.sender.account, actor.person?.id ?? null);
    return `好，${asked.number} 截止前有人催时提醒您。`;
  }
  if (/^(?:的)?结果/.test(words)) return outcome(asked, row, context);
  const stance = read(asked, words, context);
  if (stance === null) return null;
  const state = isOver(row, context) ? "late" : "heard";
  await tables.consultationWords.add({
    ...{ record_id: row.id, cause: message.key, chat: chatKey(message.chat), account: message.sender.account },
    ...{ platform_id: message.platformId ?? null, person_id: actor.person?.id ?? null },
    ...{ name: actor.person?.name ?? message.sender.name, text: `${asked.number} ${words}`, quote: null },
    ...{
      verdict: null,
      mentioned: 1,
      sent_at: message.sentAt,
      sequence: message.sequence ?? 0,
      arrived_at: now,
      state,
    },
  });
  if (state === "late") return `${asked.number} 已经截止，您这句记作迟到，不算在里面。`;
  if (stance === "退出") return `好，${asked.number} 里您刚才说的不算了。`;
  if (stance === "未分类")
    return `记下了 ${asked.number}，没听出您选哪个，先记作没归类。请回：${asked.number} ${stancesOf(asked)}`;
  return `记下了 ${asked.number}：${stance}。改主意再发一次就行。`;
}

/** What the groups have heard already; how it stands meanwhile is for those who put it. */
function outcome(asked: Asked, row: RecordRow, { tables, now }: Context): string {
  const facts = factsOf(row, tables);
  const result = resultOf(facts);
  return result
    ? resultText(asked, result, facts.decision)
    : `${asked.number} ${until(asked.closesAt, now)}截止，到时在群里公布。干部先看：/征求 结果 ${asked.number}`;
}

async function unnamed(heard: Heard, context: Context): Promise<Reply> {
  const { tables, actor, message } = context;
  const said = readByNumber(heard.words);
  const row = said && (await meantBy(said.number, context));
  if (!said || !row || actor.person === null)
    return here(
      `没有您能匿名说的 C${said?.number ?? ""}，没记。我要知道您是哪个村的才算；请村干部登记您，或在群里说。`,
    );
  const asked = askedOf(row, tables);
  const reply = (text: string): Reply => ({ ...here(text), subject: row.id });
  if (isOver(row, context)) return here(`${asked.number} 已经截止，没记。`);
  const stance = read(asked, said.words, context);
  if (stance === null || stance === "未分类")
    return reply(`没听出您选哪个，没记。请回：匿名 ${asked.number} ${stancesOf(asked)}`);
  const nameOf = await namerOf(row.id, context);
  if (!nameOf) return reply(`${asked.number} 现在收不了匿名的，没记。在群里说也算。`);
  const voice = nameOf(actor.person.id);
  if (stance === "退出") {
    await tables.consultationVoices.takeBack(row.id, voice);
    return reply(`好，${asked.number} 里您匿名说的不算了。`);
  }
  const whereabouts = actor.person.awayCity ? "away" : "home";
  await tables.consultationVoices.say({
    ...{ record_id: row.id, voice, stance, whereabouts, sent_at: message.sentAt, sequence: message.sequence ?? 0 },
  });
  return reply(`记下了，${asked.number} 匿名，不留您是谁。截止前改主意，再匿名发一次；截止后谁也查不到。`);
}

/** Under a secret that came after them, those who have spoken could speak again. */
async function namerOf(recordId: string, { tables }: Context) {
  const known = await tables.consultationVoices.namer(recordId);
  if (known || (await tables.consultationVoices.of(recordId)).length > 0) return known;
  await tables.consultationVoices.begin(recordId);
  return tables.consultationVoices.namer(recordId);
}
