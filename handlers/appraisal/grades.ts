import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { holdsAt, widestPost } from "../../src/bot/permission.ts";
import { optional, placeArgument } from "../../src/bot/reading/declare.ts";
import { privately } from "../../src/bot/reply.ts";
import { NotAllowed } from "../../src/bot/user-error.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import type { GradeRow } from "../../src/store/tables/grades.ts";
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
    const rows = await context.tables.grades.below(path);
    const units = new Map<string, GradeRow[]>();
    for (const row of rows) {
      const key = `${row.scheme} ${row.person_id ?? `${row.place_id} ${row.name}`}`;
      units.set(key, [...(units.get(key) ?? []), row]);
    }
    if (units.size === 0) return privately("还没有格次。");
    const { goal } = await termsAt(place?.id ?? own?.placeId ?? null, context);
    const latest = [...units.values()].flatMap(([row]) => row ?? []);
    const schemes = [...new Set(latest.map(({ scheme }) => scheme))];
    const counts = schemes.map((scheme) => {
      const all = latest.filter((row) => row.scheme === scheme);
      return `${scheme}：${countWords(all, goal)}`;
    });
    return privately([...counts, ...(place ? histories([...units.values()], place.id, context) : [])].join("\n"));
  },
});

/** `好59 较好55（上轮后升21、降3）`, `五星2 四星8（五星20%，目标50%）` */
function countWords(rows: readonly GradeRow[], goal: number): string {
  const rank = (grade: string) => (order.includes(grade) ? order.indexOf(grade) : order.length);
  const grades = [...new Set(rows.map(({ grade }) => grade))].sort((one, other) => rank(one) - rank(other));
  const counts = grades.map((grade) => `${grade}${rows.filter((row) => row.grade === grade).length}`).join(" ");
  const compared = rows.flatMap(({ grade, before }) => (before === null ? [] : [rank(before) - rank(grade)]));
  const [up, down] = [compared.filter((by) => by > 0).length, compared.filter((by) => by < 0).length];
  const moved = compared.length > 0 ? `（上轮后升${up}、降${down}）` : "";
  if (!rows.some(({ scheme }) => scheme === "星级")) return `${counts}${moved}`;
  const share = Math.floor((rows.filter(({ grade }) => grade === best).length * 100) / rows.length);
  return `${counts}（五星${share}%${goal > 0 ? `，目标${goal}%` : ""}）${moved}`;
}

/** Of organisations that lie right there, from the last round back: `东卧牛村党支部 星级：11月21日四星，6月20日三星`. */
function histories(units: readonly (readonly GradeRow[])[], placeId: string, { now }: Context): string[] {
  return units
    .filter(([row]) => row?.place_id === placeId && row.person_id === null)
    .slice(0, mostHistories)
    .map((rows) => {
      const said = rows.slice(0, mostRounds).map(({ grade, at }) => `${formatDay(Number(at), now)}${grade}`);
      return `${rows[0]?.name} ${rows[0]?.scheme}：${said.join("，")}`;
    });
}
