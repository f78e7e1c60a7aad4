import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { holdsAt, widestPost } from "../../src/bot/permission.ts";
import { optional, placeArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { NotAllowed } from "../../src/bot/user-error.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import type { GradeRow, Standing } from "../../src/store/tables/grades.ts";
import { termsAt } from "./settings.ts";

/** From the best on. */
const order = [
  ...["五星", "四星", "三星", "二星", "一星", "无星"],
  ...["10星", "9星", "8星", "7星", "6星", "5星", "4星", "3星", "2星", "1星", "0星"],
  ...["好", "较好", "一般", "较差", "差", "称职", "基本称职", "不称职"],
];
const best = "五星";
const mostHistories = 5;
const mostRounds = 6;

export const gradesForm = defineForm({
  word: "格次",
  summary: "看各档、各星有几个，比上轮升降，五星到没到目标；写一个村看它的经历",
  examples: ["/评议 格次", "/评议 格次 新会镇"],
  role: "secretary",
  where: ["direct"],
  args: z.object({ place: optional(placeArgument("地点", { fallback: "none" })) }),
  async run({ place }, context) {
    const own = widestPost(context.actor, "secretary");
    const path = place?.path ?? own?.placePath ?? context.places.root()?.path ?? "/";
    if (!holdsAt(context.actor, "secretary", path)) throw new NotAllowed("格次要那里或上级的书记来看。");
    const standing = await context.tables.grades.standing(path);
    if (standing.length === 0) return privately("还没有格次。");
    const { goal } = await termsAt(place?.id ?? own?.placeId ?? null, context);
    const schemes = [...new Set(standing.map(({ scheme }) => scheme))];
    const counts = schemes.map((scheme) => {
      const all = standing.filter((row) => row.scheme === scheme);
      return `${scheme}：${countWords(all, goal)}`;
    });
    return privately([...counts, ...(place ? await histories(place.id, context) : [])].join("\n"));
  },
});

/** `好59 较好55（上轮后升21、降3）`, `五星2 四星8（五星20%，目标50%）` */
function countWords(rows: readonly Standing[], goal: number): string {
  const rank = (grade: string) => (order.includes(grade) ? order.indexOf(grade) : order.length);
  const count = (counted: (row: Standing) => boolean) => rows.filter(counted).reduce((sum, { many }) => sum + many, 0);
  const grades = [...new Set(rows.map(({ grade }) => grade))].sort((one, other) => rank(one) - rank(other));
  const counts = grades.map((each) => `${each}${count(({ grade }) => grade === each)}`).join(" ");
  const up = count(({ grade, before }) => before !== null && rank(grade) < rank(before));
  const down = count(({ grade, before }) => before !== null && rank(grade) > rank(before));
  const moved = rows.some(({ before }) => before !== null) ? `（上轮后升${up}、降${down}）` : "";
  if (!rows.some(({ scheme }) => scheme === "星级")) return `${counts}${moved}`;
  const share = Math.floor((count(({ grade }) => grade === best) * 100) / count(() => true));
  return `${counts}（五星${share}%${goal > 0 ? `，目标${goal}%` : ""}）${moved}`;
}

/** Of organisations that lie right there, from the last round back: `东卧牛村党支部 星级：11月21日四星，6月20日三星`. */
async function histories(placeId: string, { tables, now }: Context): Promise<string[]> {
  const units = new Map<string, GradeRow[]>();
  for (const row of await tables.grades.historiesAt(placeId, mostHistories)) {
    const unit = `${row.name} ${row.scheme}`;
    units.set(unit, [...(units.get(unit) ?? []), row]);
  }
  return [...units].map(([unit, rows]) => {
    const said = rows.slice(0, mostRounds).map(({ grade, at }) => `${formatDay(Number(at), now)}${grade}`);
    return `${unit}：${said.join("，")}`;
  });
}
