import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { numbersArgument, optional, textArgument } from "../../src/bot/reading/declare.ts";
import { listed } from "../../src/bot/record/list.ts";
import { privately } from "../../src/bot/reply.ts";
import { NotAllowed } from "../../src/bot/user-error.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { calledFirst } from "../../src/ledger/meeting-words.ts";
import type { AgendaItem } from "../../src/store/tables/meetings.ts";
import { aspectsOf } from "./aspects.ts";
import { callOf, speakerIn } from "./names.ts";
import { meantSitting, partsOf } from "./sitting.ts";
import { numberAndText } from "./speakers.ts";

const mostLines = 12;

export const onePageForm = defineForm({
  word: "一页纸",
  summary: "述职的人那里今年的事，问题在前",
  examples: ["/述职 一页纸 H3 孙国华", "/述职 一页纸 H3"],
  role: "cadre",
  where: ["direct"],
  args: z.object({ numbers: optional(numbersArgument("号")), text: optional(textArgument("谁")) }),
  async run({ numbers, text }, context) {
    const said = numberAndText(numbers, text);
    const wanted = {
      parts: ["organiser", "host", "commentator", "speaker"],
      states: ["planned", "running", "ended", "released"],
      nothing: "没有您能看的会。例：/述职 一页纸 H3 孙国华",
    } as const;
    const sitting = await meantSitting(said.numbers, wanted, context);
    const parts = await partsOf(sitting, context);
    // a speaker reads what is said of the own place, and of no other
    if (parts.size === 1 && parts.has("speaker")) {
      const own = sitting.agenda.filter(({ person_id }) => person_id === context.actor.person?.id);
      const others = said.text === "" ? [] : calledFirst(said.text, sitting.agenda).items;
      if (others.some((item) => !own.includes(item))) throw new NotAllowed("只能看自己的。发：/述职 一页纸");
      const pages = await Promise.all(own.map((item) => pageOf(item, context)));
      return privately(pages.map((page) => page.slice(0, mostLines).join("\n")).join("\n"));
    }
    if (said.text !== "") {
      const { item } = speakerIn(said.text, sitting, "/述职 一页纸 H3 孙国华", context);
      return privately((await pageOf(item, context)).slice(0, mostLines).join("\n"));
    }
    return listed(
      {
        title: `${sitting.number} 各人的问题`,
        empty: `${sitting.number} 还没有名单。`,
        total: sitting.agenda.length,
        unit: "位",
        find: async ({ limit, offset }) => sitting.agenda.slice(offset, offset + limit),
        line: async (item) => (await problemsOf(item, context)).join("；"),
        foot: `看一位的：/述职 一页纸 ${sitting.number} ${sitting.agenda[0]?.name ?? "姓名"}`,
      },
      undefined,
      context,
    );
  },
});

/** What the records of this year say of the place a speaker reports on: never how much somebody used the bot. */
async function pageOf(item: AgendaItem, context: Context): Promise<readonly string[]> {
  const place = context.places.get(item.place_id);
  const today = dayOf(context.now);
  const aspects = place ? await aspectsOf(place, { from: `${today.slice(0, 4)}-01-01`, to: today }, context) : [];
  const shown = aspects.filter(({ name, lines }) => name === "存在问题" || !lines.includes("没有记录，请您补"));
  return [
    callOf(item),
    ...shown.flatMap(({ name, lines }) => [
      `${name}：${lines[0] === "没有记录，请您补" ? "记录里没有" : (lines[0] ?? "")}`,
      ...lines.slice(1),
    ]),
  ];
}

async function problemsOf(item: AgendaItem, context: Context): Promise<readonly string[]> {
  const [head = "", ...lines] = await pageOf(item, context);
  const end = lines.findIndex(
    (line, at) => at > 0 && /^(?:班子|队伍|制度|作风|业绩|下步)\p{Script=Han}{2}：/u.test(line),
  );
  return [head, ...lines.slice(0, end < 0 ? lines.length : end)];
}
