import type { Context } from "../../../src/bot/context.ts";
import { type Handing, type HeldPost, handing } from "../../../src/bot/record/hands-to.ts";
import { ownPosts } from "../../../src/bot/record/target.ts";
import type { RosterPerson } from "../../../src/chinese/names/index.ts";
import { type Doubt, doubtsOf, type PasteRow } from "../../../src/chinese/paste/index.ts";
import type { Role } from "../../../src/store/schema.ts";
import { liftedFrom } from "../lift.ts";
import { mostHelpers } from "../limits.ts";
import type { Draft, Edit } from "./draft.ts";

/** What stands in the way of handing a row over. */
export type Unclear = Doubt | { readonly number: number; readonly what: "refused"; readonly why: string };

export type ReadyRow = {
  readonly number: number;
  readonly text: string;
  /** null while it is not clear */
  readonly owner: RosterPerson | null;
  readonly handing: Handing | null;
  readonly helpers: readonly string[];
  readonly verifierId: string | null;
  readonly dueAt: number;
  /** no date of its own: the list's */
  readonly usesListDue: boolean;
  readonly sensitive: boolean;
  readonly accused: readonly string[] | null;
  readonly unclear: readonly Unclear[];
  readonly row: PasteRow;
};

/** The rows that still count, with what the author decided of them, and whether each may be handed over. */
export async function readyRows(draft: Draft, context: Context): Promise<readonly ReadyRow[]> {
  const dropped = new Set(draft.edits.flatMap((edit) => (edit.decides === "dropped" ? [edit.row] : [])));
  const rows = draft.paste.rows.filter(({ number }) => !dropped.has(number));
  const ready: ReadyRow[] = [];
  for (const row of rows)
    ready.push(
      await readyRow(
        decided(
          row,
          draft.edits.filter((edit) => edit.row === row.number),
        ),
        draft,
        context,
      ),
    );
  return ready;
}

const personOf = ({ id, name }: { readonly id: string; readonly name: string }, draft: Draft): RosterPerson =>
  draft.world.roster.person(id) ?? { id, name, posts: [], homeId: null };

/** A row as it stands after what was decided of it, the last word last. */
function decided(row: PasteRow, edits: readonly Edit[]): PasteRow {
  let now = row;
  for (const edit of edits) now = after(now, edit);
  return now;
}

function after(row: PasteRow, edit: Edit): PasteRow {
  switch (edit.decides) {
    case "dropped":
      return row;
    case "owner": {
      const owner = { said: edit.name, found: { kind: "one" as const, value: person(edit) } };
      return { ...row, owners: [owner, ...row.owners.slice(1)] };
    }
    case "person": {
      const settled = (named: PasteRow["owners"][number]) =>
        named.said === edit.said ? { said: edit.said, found: { kind: "one" as const, value: person(edit) } } : named;
      const verifier = row.verifier && settled(row.verifier);
      return { ...row, owners: row.owners.map(settled), helpers: row.helpers.map(settled), verifier };
    }
    case "due":
      return { ...row, due: { kind: "at", said: "", at: edit.at } };
    case "text":
      return { ...row, text: edit.text };
  }
}

const person = ({ id, name }: { readonly id: string; readonly name: string }): RosterPerson => ({
  ...{ id, name, posts: [], homeId: null },
});

async function readyRow(row: PasteRow, draft: Draft, context: Context): Promise<ReadyRow> {
  const { head } = draft;
  const idOf = ({ found }: PasteRow["owners"][number]) => (found.kind === "one" ? [found.value.id] : []);
  const [first] = row.owners;
  const owner = first?.found.kind === "one" ? personOf(first.found.value, draft) : null;
  const unit = row.unit?.found.kind === "one" ? row.unit.found.value.id : null;
  const near = unit === null ? undefined : context.places.get(unit)?.path;
  const way = owner === null ? null : (handing(ownPosts(context), postsOf(owner, context), near) ?? null);
  const text = withUnit(row, way, context);
  const helpers = [...row.owners.slice(1), ...row.helpers].flatMap(idOf).filter((id) => id !== owner?.id);
  const verifierId = row.verifier === null ? null : (idOf(row.verifier)[0] ?? null);
  const alone = way === null ? null : await liftedFrom.alone(text, way.to.placeId, context);
  const ownDue = row.due.kind === "at" ? row.due.at : null;
  const dueAt = ownDue ?? head.dueAt;
  const accused = alone?.accused ?? null;
  const refusals = [
    owner !== null && owner.id === context.actor.person?.id ? "是您自己的事，用 /提醒" : "",
    owner !== null && way === null && owner.id !== context.actor.person?.id ? `${owner.name}不在您管的地方` : "",
    owner !== null && accused?.includes(owner.id) ? `说的就是${owner.name}，不能交给他本人` : "",
    new Set(helpers).size > mostHelpers ? `协办最多${mostHelpers}位` : "",
    verifierId !== null && verifierId === owner?.id ? "核实的人不能就是责任人" : "",
    ownDue !== null && ownDue <= context.now ? "期限已经过了" : "",
  ].filter((why) => why !== "");
  return {
    ...{ number: row.number, text, owner, handing: way, helpers: [...new Set(helpers)], verifierId, dueAt, row },
    ...{ usesListDue: ownDue === null, sensitive: alone?.sensitive ?? false, accused },
    unclear: [...doubtsOf(row), ...refusals.map((why) => ({ number: row.number, what: "refused" as const, why }))],
  };
}

const roles: ReadonlySet<string> = new Set<Role>(["villager", "cadre", "secretary", "admin"]);

const postsOf = ({ posts }: RosterPerson, { places }: Context): readonly HeldPost[] =>
  posts.flatMap(({ placeId, role, title }) => {
    const path = places.get(placeId)?.path;
    return path !== undefined && roles.has(role) ? [{ role: role as Role, title, placeId, placePath: path }] : [];
  });

/** A unit that is not where the owner works belongs to the matter: 东卧牛村：三社路灯不亮, for somebody of the town. */
function withUnit({ unit, text }: PasteRow, way: Handing | null, { places }: Context): string {
  if (unit === null || text === "") return text;
  if (unit.found.kind === "none") return text.includes(unit.said) ? text : `${unit.said}：${text}`;
  const place = unit.found.kind === "one" ? unit.found.value : null;
  if (place === null || way === null || place.id === way.to.placeId || text.includes(place.name)) return text;
  const path = places.get(place.id)?.path;
  return path?.startsWith(way.to.placePath) ? `${place.name}：${text}` : text;
}
