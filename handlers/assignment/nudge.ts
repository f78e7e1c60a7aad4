import type { Context } from "../../src/bot/context.ts";
import { listChoices, newOrder } from "../../src/bot/order.ts";
import { roleRank } from "../../src/bot/permission.ts";
import { here } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut, putQuestion } from "../../src/bot/turn/question.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { heldAs } from "./given.ts";

const nudging =
  /^(?:再|请|麻烦|帮我|帮忙|你)*催(?:一?催|一下|办|促)?(?:一下)?(?<said>(?![那这下他她])\p{Script=Han}[^,，。\d]{1,24}?)(?:一下|快点)?[了吧啊呀。.!！\s]*$/u;
/** 催一下: of the only one, else it is asked which. */
const alone = /^(?:再|帮我|请)?催(?:一?催|一下|办)?[了吧啊。.!！\s]*$/u;
const offered = 7;

/** 催一下周明, 催催周明路灯的事: what one handed over to somebody and is not done. */
export const hearNudge: Ear = {
  name: "nudging somebody",
  keeps: "words",
  hears: ({ posts }, { message, words }) =>
    message.chat.kind === "direct" &&
    posts.some(({ role }) => roleRank(role) >= roleRank("cadre")) &&
    (alone.test(words.trim()) || nudging.test(words.trim())),
  async answer({ words }, context) {
    if (alone.test(words.trim())) return carryOut(newOrder("催", ""), context);
    const said = nudging.exec(words.trim())?.groups?.said ?? "";
    const open = await heldAs("assigner", context, ["offered", "working"]);
    const owners = await context.tables.people.names(open.flatMap(({ owner_id }) => owner_id ?? []));
    const name = [...owners.values()].find((one) => said.startsWith(one));
    if (name === undefined) {
      const called = await personCalled(said, context);
      return called === undefined
        ? null
        : [here(`${called}手里没有您交办的、没办完的。您交出去的都在：/交办 列表 我交的`)];
    }
    const theirs = open.filter(({ owner_id }) => owners.get(owner_id ?? "") === name);
    const meant = about(said.slice(name.length), theirs, context);
    const [only] = meant;
    if (only && meant.length === 1) return carryOut(newOrder("催", numberOf(only)), context);
    const choices = [
      ...meant.slice(0, offered).map((row) => ({
        label: `${numberOf(row)} ${clip(context.tables.records.openText(row), 16)}`,
        order: newOrder("催", numberOf(row)),
      })),
      { label: "都催", order: newOrder("催", meant.map(numberOf).join(" ")) },
    ];
    const question = `您交给${name}的有${meant.length}件没办完，催哪件？${listChoices(choices.map(({ label }) => label))}`;
    return putQuestion({ kind: "choice", choices }, question, context);
  },
};

async function personCalled(said: string, { tables, places }: Context): Promise<string | undefined> {
  const names = [4, 3, 2].map((length) => [...said].slice(0, length).join(""));
  const found = await tables.people.candidates({ names }, { path: places.root()?.path ?? "/" });
  return found.find(({ name }) => names.includes(name))?.name;
}

/** Those of them whose words were said; all, where none is named. */
function about(said: string, rows: readonly RecordRow[], { tables }: Context): readonly RecordRow[] {
  const what = said.replace(/^[的把那这个件]+|的?(?:那|这)?(?:件|个)?事?(?:情)?$/gu, "");
  const named = what === "" ? [] : rows.filter((row) => tables.records.openText(row).includes(what));
  return named.length > 0 ? named : rows;
}
