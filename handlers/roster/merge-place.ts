import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask } from "../../src/bot/order.ts";
import { may, neededFor, roleWords } from "../../src/bot/permission.ts";
import { type PlaceValue, placeArgument } from "../../src/bot/reading/declare.ts";
import { here, type Reply, recorded } from "../../src/bot/reply.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { shortName } from "../../src/ledger/coverage.ts";
import type { PlaceRow } from "../../src/store/schema.ts";

/** Towns count the numbers of their records themselves: they are merged by an import. */
const mergeable: readonly PlaceRow["level"][] = ["village", "section", "hamlet"];

const aDay = 24 * 60 * 60_000;

export const mergePlace = defineCommand({
  name: "合并",
  aliases: ["absorb"],
  summary: "一个村、社、湾并入另一个，记录都跟过去",
  role: "admin",
  where: ["direct"],
  examples: ["/合并 石门村 柳河村"],
  args: z.object({
    place: placeArgument("并掉的地点", { question: "哪个地点并掉？" }),
    into: placeArgument("并入的地点", { question: "并到哪里？撤掉的写它上一级。" }),
  }),
  forms: [
    defineForm({
      word: "撤销",
      summary: "一天内撤回地点的合并",
      examples: ["/合并 撤销"],
      args: z.object({}),
      run: (_, context) => takeBack(context),
    }),
  ],
  async run({ place, into }, context) {
    const { actor, message, tables, places, now } = context;
    const [from, to] = [places.get(place.id), places.get(into.id)];
    if (!from || !to) throw new UserError("还没有导入地点。请管理员先导入。");
    for (const one of [from, to])
      if (!may(actor, "rename place", one))
        throw new NotAllowed(`合并地点要两边的${roleWords[neededFor("rename place")]}。`);
    demandFitting(from, to, context);
    await demandSure(place, into, from, context);
    const renamed = await saysWhence(from, to, tables);
    const merged = { ...(await tables.merging.merge(from, to)), renamed };
    await tables.merging.keep({ cause: `${message.key}#merger`, at: now, account: message.sender.account, merged });
    await tables.coverage.recount();
    await tables.tallies.recount();
    await tables.places.changed();
    await tables.audit.add({
      ...{ at: now, account: message.sender.account, personId: actor.person?.id ?? null },
      ...{ action: "merged place", subject: from.id, detail: `${from.name} → ${to.name}` },
    });
    return recorded(
      `合并好了：${from.name}并入${to.name}，记录、人和群都跟过去了，说“${from.name}”也认得。一天内错了发：/合并 撤销`,
      "合并好了。",
    );
  },
});

/** 一社 of both: the one that comes says whence. */
async function saysWhence(from: PlaceRow, to: PlaceRow, tables: Context["tables"]) {
  const taken = new Set((await tables.merging.children(to.id)).map(({ name }) => name));
  const renamed = [];
  for (const before of await tables.merging.children(from.id)) {
    if (!taken.has(before.name)) continue;
    const after = `${shortName(from.name)}${before.name}`;
    await tables.places.rename(before.id, after, { keepsOldName: false });
    renamed.push({ before, after });
  }
  return renamed;
}

/** @throws UserError */
async function takeBack({ actor, message, tables, now }: Context): Promise<Reply> {
  const last = await tables.merging.last(message.sender.account, now - aDay);
  if (!last) return here("一天内没有可撤的合并。");
  const { from, to } = last.merged;
  const [stood, into] = [await tables.places.get(from.id), await tables.places.get(to.id)];
  const above = from.parent_id === null ? undefined : await tables.places.get(from.parent_id);
  const isAsItWas = into?.path === to.path && stood?.parent_id === to.id && from.path === `${above?.path}${from.id}/`;
  if (!isAsItWas)
    throw new UserError(`${from.name}、${into?.name ?? ""}或上一级后来又变过，撤不回了。请重新导入地点。`);
  for (const one of [from, into])
    if (!may(actor, "rename place", one)) throw new NotAllowed("撤回合并要两边的管理员。");
  if (!(await tables.merging.undo(last.id, now))) return here("一天内没有可撤的合并。");
  await tables.merging.part(last.merged);
  await tables.coverage.recount();
  await tables.tallies.recount();
  await tables.places.changed();
  await tables.audit.add({
    ...{ at: now, account: message.sender.account, personId: actor.person?.id ?? null },
    ...{ action: "merger undone", subject: from.id, detail: `${from.name} → ${into.name}` },
  });
  return here(
    `撤回了合并：${from.name}照旧，原来的记录、人和群都还给它了。合并以后新记到${into.name}的还在${into.name}。`,
  );
}

/** @throws UserError */
function demandFitting(from: PlaceRow, to: PlaceRow, { places }: Context): void {
  const example = "例：/合并 石门村 柳河村";
  if (from.id === to.id) throw new UserError(`两个是同一个地方。${example}`);
  if (!mergeable.includes(from.level)) throw new UserError(`${from.name}不能这样合并：镇和镇以上的请重新导入地点。`);
  const isAbove = from.path.startsWith(to.path);
  if (to.path.startsWith(from.path)) throw new UserError(`${to.name}在${from.name}里面，反过来写。${example}`);
  if (to.level !== from.level && !isAbove) throw new UserError(`${from.name}和${to.name}不是一级，并不了。${example}`);
  if (from.town_id !== to.town_id) throw new UserError(`${from.name}和${to.name}不在一个镇，请重新导入地点。`);
  const ownChildren = [...places.index.byId.values()].some(({ parentId }) => parentId === from.id);
  if (isAbove && to.level !== "village" && to.level !== "section" && ownChildren)
    throw new UserError(`${from.name}下面还有社和湾，先把它们并走，再并${from.name}。`);
}

/** @throws Ask until it was confirmed */
async function demandSure(
  place: PlaceValue,
  into: PlaceValue,
  from: PlaceRow,
  { order, places, tables }: Context,
): Promise<void> {
  if (order?.chosen.sure !== undefined) return;
  if (!order) throw new Error("a merger is asked about outside a command");
  const held = await tables.merging.held(from.path);
  const what = [
    ...(held.places > 0 ? [`${held.places}个社和湾`] : []),
    `${held.records}条记录`,
    `${held.people}人`,
    ...(held.groups > 0 ? [`${held.groups}个群`] : []),
  ].join("、");
  const sure = {
    ...order,
    asked: order.asked + 1,
    chosen: { ...order.chosen, place: place.id, into: into.id, sure: "yes" },
  };
  throw new Ask(
    `要把${places.fullName(place.id)}并入${places.fullName(into.id)}，跟过去的有${what}。一天内可以撤回。确认就回“合并”，不并回“取消”。`,
    { kind: "choice", choices: [{ label: "合并", order: sure }] },
    "请私聊我合并。",
  );
}
