import type { Context } from "../../src/bot/context.ts";
import { dayNumber, formatClock, formatDay, weekdayName } from "../../src/chinese/time/index.ts";
import { unitsOf } from "../../src/ledger/appraisal-stars.ts";
import { type How, isOnlyOpen, leastOf, scaleWords } from "../../src/ledger/appraisal-templates.ts";
import type { ObjectRow, PanelRow } from "../../src/store/tables/appraisals.ts";
import type { Appraisal } from "./scope.ts";

/** `12月22日（周二）18:00` */
export const closingWords = (at: number, now: number): string =>
  `${formatDay(at, now)}（${weekdayName(dayNumber(at))}）${formatClock(at)}`;

export const placeName = ({ row }: Pick<Appraisal, "row">, { places }: Pick<Context, "places">): string =>
  row.place_id === null ? "" : (places.get(row.place_id)?.name ?? "");

const kinds: Readonly<Record<How, (panel: PanelRow, entitled: number) => string>> = {
  slips: ({ title, slips, weight }) => `${title}票号${slips}张（权${weight}）`,
  roster: ({ title, weight }, entitled) => `${title}名册${entitled}人（${weight}）`,
  open: ({ title, weight }) => `${title}开放（${weight}）`,
  paper: ({ title, weight }) => `${title}纸票（${weight}）`,
  decision: ({ title, weight }) => `${title}合议（${weight}）`,
};

/** How many may vote in each panel before it begins. */
export async function entitledIn({ panels }: Appraisal, { tables }: Context): Promise<Map<string, number>> {
  const entitled = new Map<string, number>();
  for (const { id, how, slips } of panels)
    entitled.set(id, how === "roster" ? (await tables.appraisals.roster(id)).length : slips);
  return entitled;
}

/** `A2 三票两评 东卧牛村，4个对象。群众票号40张（权40）…` */
export function proof(one: Appraisal, { now }: Context, entitled: ReadonlyMap<string, number> = new Map()): string {
  const { number, title, objects, panels, row, terms } = one;
  const groups = panels.map((panel) => kinds[panel.how](panel, entitled.get(panel.id) ?? 0)).join("、");
  const consent = terms.units === "households" ? "只列家里同意评的户。" : "";
  const units = unitsOf(objects).length;
  const onlyOpen = isOnlyOpen(panels) ? openWords : "";
  return `${number} ${title}，${terms.criteria ? `${units}${terms.units === "households" ? "户" : "个对象"}，各评${terms.criteria.map(({ name }) => name).join("、")}` : `${objects.length}个对象`}。${consent}${groups}。${scaleWords(terms.scale)}。${closingWords(Number(row.due_at), now)}截止。${onlyOpen}`;
}

export const openWords =
  "谁都能投的票仅供参考，不能拿来定格次、奖惩（国办函〔2026〕12号：网络投票数不得作为考评依据）。";
export const secretWords = "谁投了什么，事后谁也查不到。";

/** In place of what too few gave. */
export const tooFew = "样本不足";

/** A part of a panel is not told while it is small: one could find out who it was. */
export const countWords = (count: number, least: number): string =>
  count > 0 && count < least ? `不足${least}` : String(count);

/** `群众23/40，党员15/18，组织已定` */
export function turnoutWords(
  { panels, terms }: Appraisal,
  turnout: ReadonlyMap<string, { readonly entitled: number; readonly voted: number }>,
): string {
  return panels
    .map(({ id, title, how, settled, draft, entitled, voted }) => {
      if (how === "decision") return `${title}${settled ? "已定" : "没定"}`;
      if (how === "paper")
        return `${title}${settled ? `${countWords(voted ?? 0, leastOf(terms))}/${entitled ?? 0}` : draft === null ? "没录票" : "等核对"}`;
      const now = turnout.get(id);
      const came = now?.voted ?? voted ?? 0;
      const all = now?.entitled ?? entitled ?? 0;
      const said = countWords(came, leastOf(terms));
      return how === "open" ? `${title}${said}` : `${title}${said}/${all}`;
    })
    .join("，");
}

export const lineName = (
  { name, post, place_id, criterion }: ObjectRow,
  { places }: Pick<Context, "places">,
): string =>
  post === ""
    ? `${name}${criterion}`
    : `${post}${name}${place_id === null ? "" : `（${places.get(place_id)?.name ?? ""}）`}`;
