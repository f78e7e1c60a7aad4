import type { Context } from "../../src/bot/context.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import type { ObjectRow } from "../../src/store/tables/appraisals.ts";
import type { Appraisal } from "./scope.ts";

const none = /^(?:不用|不需要|无|没有|不)/u;
const mostOffers = 5;
const month = 30 * 24 * 60 * 60_000;

/**
 * What help was decided is handed to somebody, or somebody is sent to the village, as it can be sent; with the grade it is
 * for. Whoever has the lowest grade and is to be given no help is named too.
 */
export async function helpOffers(one: Appraisal, context: Context): Promise<string> {
  const outcomes = await context.tables.appraisals.outcomes(one.row.id);
  const lines: string[] = [];
  const unhelped: string[] = [];
  for (const object of one.objects) {
    const outcome = outcomes.find(({ object_id }) => object_id === object.id);
    if (object.struck || !outcome || outcome.help === "") continue;
    const isHelped = !none.test(outcome.help);
    const call = `${object.name}（${one.number}定为${outcome.grade}）`;
    if (isHelped || outcome.grade === lowest(one))
      lines.push(await offer(one, object, { ...outcome, help: isHelped ? outcome.help : "" }, call, context));
    if (!isHelped && outcome.grade === lowest(one)) unhelped.push(call);
  }
  if (lines.length === 0) return "";
  const without = unhelped.length === 0 ? "" : `${unhelped.join("、")}写的是不用帮扶；要帮的也在下面。`;
  return `${without}帮扶要落到人，照着发：\n${lines.slice(0, mostOffers).join("\n")}`;
}

async function offer(
  one: Appraisal,
  object: ObjectRow,
  { grade, help }: { readonly grade: string; readonly help: string },
  call: string,
  context: Context,
): Promise<string> {
  const who = await helperIn(help, context);
  const village = object.person_id === null ? context.places.get(object.place_id ?? "") : undefined;
  if (village?.name === object.name) {
    const scale = one.terms.scale ?? [];
    const goal = scale[Math.max(0, scale.findIndex(({ word }) => word === grade) - 1)]?.word ?? "";
    return `/包联 驻点 ${who} ${object.name} 一年 目标：${goal}`;
  }
  // what is handed to somebody may not speak of that person
  const what = help.startsWith(who) ? help.slice(who.length).replace(/^同志/u, "") : help;
  return `/交办 ${who} 帮扶${call}${what && `：${what}`} 期限：${formatDay(context.now + month, context.now).replace(/（.*/u, "")}`;
}

/** Who is named to help and stands on the roster; else it is left to be filled in. */
async function helperIn(help: string, { tables, places }: Context): Promise<string> {
  const name = /^([\u4e00-\u9fff]{2,4}?)(?:同志)?(?:结对|帮扶|包联|负责|联系|驻点)/u.exec(help)?.[1];
  if (name === undefined) return "谁";
  const known = await tables.people.candidates({ names: [name] }, { path: places.root()?.path ?? "/" });
  return known.some((person) => person.name === name) ? name : "谁";
}

function lowest({ terms }: Appraisal): string | undefined {
  return terms.scale?.filter(({ points }) => points !== null).at(-1)?.word;
}
