import type { Context } from "../../src/bot/context.ts";
import { type Body, bodyWord } from "../../src/ledger/bodies.ts";
import type { Counts } from "../../src/ledger/motion-counts.ts";
import type { PlaceRow } from "../../src/store/schema.ts";
import { askMore, askWhich } from "./asking.ts";
import { termsAt } from "./standing.ts";

/** By which titles the roster tells who belongs to a body. A roster that has fewer of them does not list it. */
const titles: Partial<Record<Body, readonly string[]>> = {
  "branch committee": ["支委", "支部书记", "支部副书记", "支部委员"],
  "two committees": ["支委", "支部书记", "支部副书记", "支部委员", "村委会"],
  representatives: ["村民代表", "村委会"],
};
const listed = 3;

/** How many were due: as typed, or as the roster has it where whoever types says so. @throws Ask */
export async function dueOf(
  place: PlaceRow,
  body: Body,
  said: number,
  { households }: Counts,
  more: string,
  context: Context,
): Promise<number> {
  const known = await knownOf(place, body, households, context);
  const chosen = context.order?.chosen.due;
  if (known === null || known === said || chosen === "own") {
    if (chosen === "own" && known !== null && more.trim() === "")
      askMore(`为什么应到是${said}？`, `写上原因，例：应到${said} 原因：两人去世`, context);
    return said;
  }
  if (chosen === "roster") return known;
  return askWhich(
    `名册上${bodyWord(body)}${known}${households ? "户" : "人"}，您写${said}。`,
    [
      { label: `按${known}`, chosen: { due: "roster" } },
      { label: `按${said}（说原因）`, chosen: { due: "own" } },
    ],
    `名册上${bodyWord(body)}${known}人，您写${said}，请私聊我。`,
    context,
  );
}

async function knownOf(place: PlaceRow, body: Body, households: boolean, context: Context): Promise<number | null> {
  if (body === "villagers") {
    const terms = await termsAt(place.id, context);
    return (households ? terms.households : terms.adults) || null;
  }
  const words = titles[body];
  const count = words ? await context.tables.motionRoster.titled(place.path, words) : 0;
  return count >= listed ? count : null;
}
