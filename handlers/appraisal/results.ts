import type { Context } from "../../src/bot/context.ts";
import {
  type Counts,
  type Fraction,
  meanOf,
  minus,
  oneDecimal,
  readDecimal,
  scored,
  together,
  totalOf,
} from "../../src/ledger/appraisal-score.ts";
import { isBallot } from "../../src/ledger/appraisal-templates.ts";
import type { ObjectRow } from "../../src/store/tables/appraisals.ts";
import { type Appraisal, appraisalOf } from "./scope.ts";

type Part = { readonly counts: Counts; readonly score: Fraction | null; readonly sample: number };
type Own = { readonly parts: ReadonlyMap<string, Part>; readonly total: Fraction | null; readonly sample: number };

/** What is the same in two rounds: a post, a place, somebody in it. */
export const keyOf = ({ person_id, place_id, name, post, criterion }: ObjectRow): string =>
  post === "" ? `${place_id ?? ""} ${person_id ?? name}${criterion}` : `${place_id ?? ""} ${post}`;

export type Result = {
  /** by object */
  readonly of: ReadonlyMap<string, Own>;
  /** by post, of all villages together */
  readonly posts: ReadonlyMap<string, { readonly score: Fraction | null; readonly sample: number }>;
  /** the round before, by what is the same in both */
  readonly previous: {
    readonly of: ReadonlyMap<string, Fraction>;
    readonly posts: ReadonlyMap<string, { readonly score: Fraction | null }>;
  } | null;
  /** why it is not compared */
  readonly why: string;
};

export async function resultOf(one: Appraisal, context: Context): Promise<Result> {
  const own = await countsOf(one, context);
  const before = await previousOf(one, context);
  return { ...own, ...before };
}

async function countsOf(one: Appraisal, { tables }: Context) {
  const { row, terms, objects, panels } = one;
  const cells = await tables.appraisals.cells(row.id);
  const counts = (objectId: string, panelId: string): Counts =>
    new Map(
      cells
        .filter((cell) => cell.object_id === objectId && cell.panel_id === panelId)
        .map(({ grade, count }) => [grade, count]),
    );
  const of = new Map<string, Own>();
  for (const { id } of objects) {
    const parts = new Map<string, Part>();
    for (const panel of panels) {
      const given = counts(id, panel.id);
      const score = meanOf(terms.scale, given, terms.trims === true && isBallot(panel.how));
      parts.set(panel.id, { counts: given, score, sample: scored(terms.scale, given) });
    }
    const total = totalOf(panels.map((panel) => ({ weight: panel.weight, score: parts.get(panel.id)?.score ?? null })));
    const sample = panels.reduce(
      (sum, { id: panelId, how }) => sum + (how === "decision" ? 0 : (parts.get(panelId)?.sample ?? 0)),
      0,
    );
    of.set(id, { parts, total, sample });
  }
  const posts = new Map<string, { score: Fraction | null; sample: number }>();
  for (const post of terms.posts ?? []) {
    const all = objects.filter((object) => object.post === post);
    const means = panels.map((panel) => {
      const sum = together(all.map(({ id }) => counts(id, panel.id)));
      return { weight: panel.weight, score: meanOf(terms.scale, sum), sample: scored(terms.scale, sum) };
    });
    if (all.length > 0)
      posts.set(post, { score: totalOf(means), sample: means.reduce((sum, { sample }) => sum + sample, 0) });
  }
  return { of, posts };
}

/** Only what was asked and weighed alike is compared. */
const isAlike = (one: Appraisal, other: Appraisal): boolean =>
  one.info.terms === other.info.terms ||
  JSON.stringify([one.terms.name, one.terms.version, one.terms.scale, one.terms.panels]) ===
    JSON.stringify([other.terms.name, other.terms.version, other.terms.scale, other.terms.panels]);

const changed = "口径变了，不比";

async function previousOf(one: Appraisal, context: Context): Promise<Pick<Result, "previous" | "why">> {
  const { tables } = context;
  const given = one.info.previous_score === null ? null : readDecimal(one.info.previous_score);
  if (given) {
    const of = new Map(one.objects.map((object) => [keyOf(object), given]));
    const posts = new Map((one.terms.posts ?? []).map((post) => [post, { score: given }]));
    return { previous: { of, posts }, why: "" };
  }
  const row = await tables.appraisals.before(one.row, one.title);
  if (!row) return { previous: null, why: "" };
  const last = await appraisalOf(row, tables);
  if (!isAlike(one, last)) return { previous: null, why: changed };
  const { of: all, posts } = await countsOf(last, context);
  const of = new Map<string, Fraction>();
  for (const object of last.objects) {
    const total = all.get(object.id)?.total;
    if (total) of.set(keyOf(object), total);
  }
  return { previous: { of, posts }, why: "" };
}

/** `（+1.5）`; of what was rounded, so that it is what one reads off both. */
export function differenceWords(now: Fraction | null, before: Fraction | null, why: string, word = ""): string {
  if (now === null) return "";
  if (before === null) return why === "" ? "" : `（${why}）`;
  const shown = readDecimal(oneDecimal(now));
  const last = readDecimal(oneDecimal(before));
  if (!shown || !last) return "";
  const difference = oneDecimal(minus(shown, last));
  return `（${word}${difference.startsWith("-") || difference === "0.0" ? "" : "+"}${difference}）`;
}
