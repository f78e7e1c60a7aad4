import { z } from "zod";
import { defineCommand, defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { Ask } from "../../src/bot/order.ts";
import { may, neededFor, roleWords } from "../../src/bot/permission.ts";
import { beginDigest } from "../../src/bot/post.ts";
import { personArgument } from "../../src/bot/reading/declare.ts";
import { here, type Reply, recorded } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { NotAllowed, UserError } from "../../src/bot/user-error.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { Moved } from "../../src/store/tables/handovers.ts";
import type { HeldPairing } from "../../src/store/tables/pairings.ts";
import type { PostRow } from "../../src/store/tables/people.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { Held } from "../../src/store/tables/stakes.ts";

const aDay = 24 * 60 * 60_000;
const mostNames = 8;

type Bundle = {
  readonly posts: readonly PostRow[];
  readonly pairings: readonly HeldPairing[];
  readonly reminders: readonly RecordRow[];
  /** matters that hang on the posts */
  readonly stakes: readonly (Held & { readonly row: RecordRow })[];
};

export const handOver = defineCommand({
  name: "交接",
  aliases: ["handover"],
  summary: "把一个人的岗位、包联、提醒交给另一个人",
  role: "secretary",
  where: ["direct"],
  examples: ["/交接 王建国 赵大勇"],
  args: z.object({
    from: personArgument("原来的人", { question: "谁交出来？说姓名。" }),
    to: personArgument("接手的人", { question: "交给谁？说姓名，要在花名册上。" }),
  }),
  forms: [
    defineForm({
      word: "撤销",
      role: "cadre",
      summary: "一天内撤回交接、撤岗和岗位登记",
      examples: ["/交接 撤销"],
      args: z.object({}),
      run: (_, context) => takeBack(context),
    }),
  ],
  async run({ from, to }, context) {
    const [fromId, toId] = [from.id, to.id];
    if (fromId === null || toId === null) throw new UserError("交接的两个人都要在花名册上。新来的先：/登记 姓名 地点");
    if (fromId === toId) throw new UserError("交出和接手是同一个人。例：/交接 王建国 赵大勇");
    const bundle = await bundleOf(fromId, context);
    const [old, fresh] = [await nameOf(fromId, context), await nameOf(toId, context)];
    if (bundle.posts.length + bundle.pairings.length + bundle.reminders.length + bundle.stakes.length === 0)
      throw new UserError(`${old}没有可交的岗位、包联和提醒。`);
    const account = await accountOf(toId, context);
    if (account === null && bundle.reminders.length > 0)
      throw new UserError(
        `${fresh}还没有账号，${bundle.reminders.length}条提醒没处发。先：/发码 ${fresh}，认领后再交接。`,
      );
    demandSure(`${old} → ${fresh}\n${listOf(bundle, context)}`, context);
    const moved = await giveAll(bundle, { fromId, toId, account }, context);
    const { message, tables, now } = context;
    const by = { account: message.sender.account, cause: `${message.key}#handover`, at: now };
    await tables.handovers.add({ ...by, fromId, toId, moved });
    await note("handed over", fromId, context);
    await news(fromId, `您的${briefly(bundle)}交给了${fresh}。有疑问请问安排交接的人。`, "from", context);
    await news(toId, `${old}的${briefly(bundle)}交给您了：\n${listOf(bundle, context)}`, "to", context);
    return recorded(`交接好了：${old} → ${fresh}，${briefly(bundle)}。一天内错了发：/交接 撤销`, "交接好了。");
  },
});

/** What somebody has that the speaker may give to another. @throws NotAllowed */
async function bundleOf(personId: string, { tables, actor, places }: Context): Promise<Bundle> {
  const held = (await tables.people.posts(personId)).filter(({ role }) => role !== "villager");
  for (const post of held) {
    const act = `appoint ${post.role}` as const;
    if (!may(actor, act, { path: post.place_path }))
      throw new NotAllowed(`交接${roleWords[post.role]}要当地${roleWords[neededFor(act)]}。`);
  }
  const pairings = await tables.pairings.of(personId);
  for (const { placeId } of pairings)
    if (!may(actor, "appoint cadre", { path: places.get(placeId ?? "")?.path ?? "/" }))
      throw new NotAllowed("他包联的有的不在您管的地方，请上一级来交接。");
  // whoever has no post here is not the speaker's to dispose of
  const reminders = held.length + pairings.length > 0 ? await tables.handovers.remindersOf(personId) : [];
  const stakes = [];
  for (const placeId of new Set(held.map(({ place_id }) => place_id)))
    stakes.push(...(await tables.involved.stakesOf({ personId, placeId })));
  return { posts: held, pairings, reminders, stakes };
}

/** @throws Ask until it was confirmed */
function demandSure(list: string, { order }: Context): void {
  if (order?.chosen.sure !== undefined) return;
  if (!order) throw new Error("a handover is asked about outside a command");
  const sure = { ...order, asked: order.asked + 1, chosen: { ...order.chosen, sure: "yes" } };
  throw new Ask(
    `要交接：${list}\n确认就回“交接”，不交回“取消”。`,
    { kind: "choice", choices: [{ label: "交接", order: sure }] },
    "请私聊我交接。",
  );
}

function listOf({ posts, pairings, reminders, stakes }: Bundle, { places }: Context): string {
  const post = ({ place_id, role, title }: PostRow) =>
    `${places.fullName(place_id)}${roleWords[role]}${title && `（${title}）`}`;
  return [
    ["岗位", posts.map(post)] as const,
    ["包联", pairings.map(({ kind, targetName }) => `${targetName}（${kind}）`)] as const,
    ["提醒", reminders.map(numberOf)] as const,
    ["交办", matters(stakes)] as const,
  ]
    .filter(([, names]) => names.length > 0)
    .map(
      ([word, names]) =>
        `${word}：${names.slice(0, mostNames).join("、")}${names.length > mostNames ? `等${names.length}个` : ""}`,
    )
    .join("\n");
}

const matters = (stakes: Bundle["stakes"]): string[] => [...new Set(stakes.map(({ row }) => numberOf(row)))];

const briefly = ({ posts, pairings, reminders, stakes }: Bundle): string =>
  [`岗位${posts.length}个`, `包联${pairings.length}个`, `提醒${reminders.length}条`, `交办${matters(stakes).length}件`]
    .filter((part) => !/\D0\D/.test(part))
    .join("、");

type Whom = { readonly fromId: string; readonly toId: string; readonly account: string | null };

async function giveAll(
  { posts, pairings, reminders, stakes }: Bundle,
  whom: Whom,
  { tables, now }: Context,
): Promise<Moved> {
  const { fromId, toId, account } = whom;
  const moved = { posts: [] as Moved["posts"][number][], pairings: [] as Moved["pairings"][number][] };
  for (const { id, role, place_id: placeId, title } of posts) {
    const held = async () =>
      (await tables.people.posts(toId)).find((post) => post.role === role && post.place_id === placeId)?.id ?? null;
    await tables.roster.endPost(id, now);
    const before = await held();
    if (before === null) await tables.people.addPost({ personId: toId, role, placeId, title, now });
    if (role === "secretary") await beginDigest(toId, placeId, tables, now);
    moved.posts.push({ ended: id, given: before === null ? await held() : null });
  }
  for (const { id, ...held } of pairings) {
    await tables.pairings.end(id, now);
    const isNew = await tables.pairings.add({ ...held, cadreId: toId }, now);
    const given = (await tables.pairings.of(toId)).find((one) => one.kind === held.kind && one.target === held.target);
    moved.pairings.push({ ended: id, given: isNew ? (given?.id ?? null) : null });
  }
  for (const { id } of reminders) await tables.handovers.giveReminder(id, fromId, toId, account);
  for (const stake of stakes) await tables.involved.giveStake(stake, fromId, { personId: toId, account });
  const held = stakes.map(({ recordId, as, row }) => ({ recordId, as, account: row.owner_account }));
  return {
    ...moved,
    stakes: held,
    reminders: reminders.map(({ id, owner_account }) => ({ id, account: owner_account })),
  };
}

async function takeBack(context: Context): Promise<Reply> {
  const { message, tables, now } = context;
  const handover = await tables.handovers.last(message.sender.account, now - aDay);
  if (!handover || !(await tables.handovers.undo(handover.id, now))) return here("一天内没有可撤的交接。");
  const { fromId, toId, moved } = handover;
  for (const { ended, given } of moved.posts) {
    if (given !== null) await tables.roster.endPost(given, now);
    if (ended !== null) await tables.handovers.reopenPost(ended);
  }
  for (const { ended, given } of moved.pairings) {
    if (given !== null) await tables.pairings.end(given, now);
    await tables.handovers.reopenPairing(ended);
  }
  for (const { id, account } of moved.reminders) await tables.handovers.giveReminder(id, toId, fromId, account);
  for (const stake of moved.stakes ?? [])
    await tables.involved.giveStake(stake, toId, { personId: fromId, account: stake.account });
  await note("handover undone", fromId, context);
  const [old, fresh] = [await nameOf(fromId, context), await nameOf(toId, context)];
  if (fromId === toId) return postAgain(fromId, old, moved, context);
  await news(fromId, `交接撤销了：岗位、包联和提醒还是您的。`, "from", context);
  await news(toId, `${old}的交接撤销了：那些岗位、包联和提醒还是${old}的。`, "to", context);
  return here(`撤销了交接：${old} → ${fresh}，都还给${old}了。`);
}

/** A post that was ended is held again, or one that was given is not. */
async function postAgain(personId: string, name: string, { posts }: Moved, context: Context): Promise<Reply> {
  const isHeld = posts.some(({ ended }) => ended !== null);
  await news(personId, isHeld ? "撤岗撤销了：岗位还是您的。" : "岗位登记撤销了。有疑问请问管理员。", "from", context);
  return here(isHeld ? `撤销了撤岗：${name}的岗位照旧。` : `撤销了登记：${name}没有这个岗位了，人还在花名册上。`);
}

const nameOf = async (id: string, { tables }: Context): Promise<string> => (await tables.people.get(id))?.name ?? "";

const accountOf = async (id: string, { tables }: Context): Promise<string | null> =>
  (await tables.accounts.reachable(id))[0]?.account ?? (await tables.roster.listed(id))[0] ?? null;

const note = (action: string, subject: string, { message, actor, tables, now }: Context): Promise<void> =>
  tables.audit.add({ at: now, account: message.sender.account, personId: actor.person?.id ?? null, action, subject });

const news = (personId: string, text: string, whose: "from" | "to", context: Context) =>
  tell(
    { to: { person: personId }, text, cause: `${context.message.key}#handover ${whose}`, why: "others", private: true },
    context,
  );
