import { listChoices, newOrder } from "../../src/bot/order.ts";
import { isCadre } from "../../src/bot/permission.ts";
import { nameInFront } from "../../src/bot/reading/name-in-front.ts";
import { here } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut, putQuestion } from "../../src/bot/turn/question.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { heldAs } from "./given.ts";

const nudging =
  /^(?:再|请|麻烦|帮我|帮忙|你)*催(?:一?催|一下|办|促)?(?:一下)?(?<said>(?![那这下他她])\p{Script=Han}[^,，。\d]{1,24}?)(?:一下|快点)?[了吧啊呀。.!！\s]*$/u;
/** 催一下: of the only one, else it is asked which. */
const alone = /^(?:再|帮我|请)?催(?:一?催|一下|办)?[了吧啊。.!！\s]*$/u;
/** 催周明没有: whether it was done, or helps, is asked or told. */
const told = /(?:没有?用?|[吗么不])[\s。?？!！]*$/u;
/** How it is to be done, and nothing of what. */
const how =
  /^(?:快点?|赶紧|赶快|尽快|抓紧|马上|一下|那边|手里|手上|去|办理?|处理|落实|完成?|好|[的把那这个件下])+|(?:的?[那这]?[件个]?事情?|赶紧|尽快|抓紧|快点?)$/gu;
const offered = 7;

/** 催一下周明, 催催周明路灯的事: what one handed over to somebody and is not done. */
export const hearNudge: Ear = {
  name: "nudging somebody",
  keeps: "words",
  hears: (scene, { message, words }) =>
    message.chat.kind === "direct" &&
    isCadre(scene) &&
    (alone.test(words.trim()) || nudging.test(words.trim())) &&
    !told.test(words),
  async answer({ words }, context) {
    if (alone.test(words.trim())) return carryOut(newOrder("催", ""), context);
    const said = nudging.exec(words.trim())?.groups?.said ?? "";
    const open = await heldAs("assigner", context, ["offered", "working"]);
    const owners = await context.tables.people.names(open.flatMap(({ owner_id }) => owner_id ?? []));
    const name = await nameInFront(said, context, { also: [...owners.values()] });
    // 催周明家的水费: of a household
    if (name === undefined || said.startsWith(`${name}家`)) return null;
    const theirs = open.filter(({ owner_id }) => owners.get(owner_id ?? "") === name);
    if (theirs.length === 0) return [here(`${name}手里没有您交办的、没办完的。您交出去的都在：/交办 列表 我交的`)];
    const { tables } = context;
    const what = said.slice(name.length).replace(how, "");
    const named = theirs.filter((row) => tables.records.openText(row).includes(what));
    const [only] = named;
    if (only && named.length === 1) return carryOut(newOrder("催", numberOf(only)), context);
    const meant = named.length > 0 ? named : theirs;
    const choices = [
      ...meant.slice(0, offered).map((row) => ({
        label: `${numberOf(row)} ${clip(tables.records.openText(row), 16)}`,
        order: newOrder("催", numberOf(row)),
      })),
      meant.length > 1
        ? { label: "都催", order: newOrder("催", meant.map(numberOf).join(" ")) }
        : { label: "不催", order: null },
    ];
    const found =
      named.length > 0
        ? `您交给${name}的有${meant.length}件没办完，催哪件？`
        : `您交给${name}的没有写“${clip(what, 16)}”的，催哪件？`;
    return putQuestion(
      { kind: "choice", choices },
      `${found}${listChoices(choices.map(({ label }) => label))}`,
      context,
    );
  },
};
