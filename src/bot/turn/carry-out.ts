import { bound, clip } from "../../chinese/privacy/clip.ts";
import type { Actor } from "../actor.ts";
import type { Command, Form, Where } from "../command/command.ts";
import { fullForm, roleName } from "../command/help.ts";
import type { Context } from "../context.ts";
import { Ask, type Order } from "../order.ts";
import { type Act, holds, may, neededFor } from "../permission.ts";
import { readArguments } from "../reading/read.ts";
import { here, privately, type Reply } from "../reply.ts";
import { NotAllowed, UserError } from "../user-error.ts";

/** Carries out a command: its answer or a refusal. @throws Ask */
export async function runOrder(order: Order, context: Context): Promise<readonly Reply[]> {
  const command = context.commands.find((known) => known.name === order.command);
  if (!command) throw new Error(`no command ${order.command}`);
  const { form, understood } = chooseForm(command, order);
  const misplaced = refuseWhere(command, form, context);
  if (misplaced && whereIs(context) === "unbound") return [misplaced];
  const declared = form ? fullForm(command, form) : command;
  try {
    demandRole(command, form, context);
    if (misplaced) return [misplaced];
    const { args, left } = await readArguments(declared, understood, context).catch(async (error) => {
      if (error instanceof Ask && !form) await command.beforeAsking?.(understood, { ...context, order: understood });
      throw error;
    });
    const answered = await declared.run(args, { ...context, order: understood });
    const replies = "text" in answered ? [answered] : answered;
    // what is given is honoured or refused in words
    return left === "" ? replies : [...replies, privately(`“${clip(left)}”没用上，没记。`, "后面的字没用上，没记。")];
  } catch (error) {
    if (error instanceof NotAllowed) await noteRefusal(command, context);
    if (error instanceof UserError) return [refusal(error)];
    throw error;
  }
}

/** Characters of a refusal, which may say again what was not understood. */
const mostRefused = 300;
const refusal = ({ message, inGroup }: UserError): Reply =>
  privately(bound(message, mostRefused), bound(inGroup, mostRefused));

/** A form is chosen once: the answer to a question may begin with any word. */
function chooseForm(command: Command, order: Order): { form: Form | undefined; understood: Order } {
  const named = (word: string) => command.forms?.find((candidate) => candidate.word === word);
  if (order.form !== undefined) return { form: named(order.form), understood: order };
  for (const pattern of [twoWords, oneWord]) {
    const [, word = "", rest = ""] = pattern.exec(order.rest) ?? [];
    const form = named(word.normalize("NFKC").replace(/\s+/gu, " "));
    if (form) return { form, understood: { ...order, form: form.word, rest } };
  }
  return { form: undefined, understood: order };
}

const twoWords = /^\s*(\S+\s+\S+)\s*([\s\S]*)$/u;
const oneWord = /^\s*(\S+)\s*([\s\S]*)$/u;

const whereWords: Readonly<Record<Where, string>> = {
  direct: "请私聊我",
  cadre: "在工作群里用",
  village: "在村民群里用",
  unbound: "",
};

function refuseWhere(command: Command, form: Form | undefined, context: Context): Reply | null {
  const where = whereIs(context);
  const allowed = form?.where ?? command.where;
  if (allowed.includes(where)) return null;
  if (where === "unbound") return here("本群还没绑定地点。请管理员或本村干部发：/绑定 村名");
  const text = `“${command.name}”${allowed
    .map((place) => whereWords[place])
    .filter(Boolean)
    .join("，或")}。`;
  return privately(text, text);
}

/** @throws NotAllowed */
function demandRole(command: Command, form: Form | undefined, { actor }: Context): void {
  const role = form?.role ?? command.role;
  if (role === "anyone" || holds(actor, role)) return;
  const { name } = form ? fullForm(command, form) : command;
  const line = `“${name}”要${roleName(role)}才能用。`;
  const how = role === "admin" ? "请找管理员。" : `您若是${roleName(role)}，请找管理员要认领码，再发：/认领 码`;
  throw new NotAllowed(`${line}${how}`, line);
}

const noteRefusal = (command: Command, { message, actor, tables, now }: Context): Promise<void> =>
  tables.audit.add({
    at: now,
    account: message.sender.account,
    personId: actor.person?.id ?? null,
    action: "refused",
    subject: command.name,
  });

function whereIs({ message, group }: Pick<Context, "message" | "group">): Where {
  if (message.chat.kind === "direct") return "direct";
  return group?.kind ?? "unbound";
}

/** @throws NotAllowed when the actor may not do this at the place */
export function demand(
  actor: Actor,
  act: Act,
  place: { readonly path: string; readonly name: string },
  doing: string,
): void {
  if (may(actor, act, place)) return;
  const role = roleName(neededFor(act));
  const own = actor.posts.map((post) => post.placeName).join("、");
  const text = `您的岗位在${own || "别处"}，${place.name}的${doing}要${place.name}或上级的${role}来做。`;
  throw new NotAllowed(text, `${doing}要本地${role}来做。`);
}
