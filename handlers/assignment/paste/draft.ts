import { z } from "zod";
import { type Context, ownPlaceId } from "../../../src/bot/context.ts";
import { roleRank } from "../../../src/bot/permission.ts";
import { ownPosts } from "../../../src/bot/record/target.ts";
import { Roster } from "../../../src/chinese/names/index.ts";
import { type Paste, type PasteWorld, readPaste } from "../../../src/chinese/paste/index.ts";
import type { PastedList } from "../../../src/store/tables/assignment-lists.ts";

const hour = 60 * 60_000;
export const listLasts = 24 * hour;
/** Further lines are taken for so long after the last ones. */
export const linesWithin = 10 * 60_000;

/** What the first line says of all that follows. `dueAt`: the deadline of what has none of its own; `usualDays`: by so many working days, where none was said. */
export const headSchema = z.object({ list: z.string(), dueAt: z.number(), usualDays: z.number().nullable() });
export type Head = z.infer<typeof headSchema>;

/** What the author decided of a row. */
const editSchema = z.discriminatedUnion("decides", [
  z.object({ row: z.number(), decides: z.literal("dropped") }),
  z.object({ row: z.number(), decides: z.literal("owner"), id: z.string(), name: z.string() }),
  z.object({ row: z.number(), decides: z.literal("person"), said: z.string(), id: z.string(), name: z.string() }),
  z.object({ row: z.number(), decides: z.literal("due"), at: z.number() }),
  z.object({ row: z.number(), decides: z.literal("text"), text: z.string() }),
]);
export type Edit = z.infer<typeof editSchema>;

/** What one message gave: lines, or what was decided of them; `behind`: how many messages of lines stood then. */
const pieceSchema = z.union([
  z.object({ lines: z.string() }),
  z.object({ edits: z.array(editSchema).readonly(), behind: z.number() }),
]);
export type Piece = z.infer<typeof pieceSchema>;

/** A list that waits, read as it stands now. */
export type Draft = {
  readonly list: PastedList;
  readonly head: Head;
  readonly paste: Paste;
  readonly edits: readonly Edit[];
  /** messages that gave lines */
  readonly pastes: number;
  readonly world: PasteWorld;
  /** how many matters the last lines brought */
  readonly added: number;
};

export const authorOf = ({ actor }: Pick<Context, "actor">): string => actor.person?.id ?? actor.account;

/** Reads a list with everybody it may be handed to: all in office where the author works, and below. */
export async function readDraft(list: PastedList, context: Context): Promise<Draft> {
  const pieces = (await context.tables.assignmentLists.pieces(list.id)).map((piece) =>
    pieceSchema.parse(JSON.parse(piece)),
  );
  const lines = pieces.flatMap((piece) => ("lines" in piece ? [piece.lines] : []));
  const world = await worldOf(list.createdAt, context);
  const paste = readPaste(lines.join("\n"), world);
  const before = lines.length > 1 ? countOf(readPaste(lines.slice(0, -1).join("\n"), world)) : 0;
  return {
    ...{ list, paste, world, head: headSchema.parse(JSON.parse(list.head)) },
    ...{ edits: editsOf(pieces), pastes: lines.length },
    added: countOf(paste) - before,
  };
}

/** What was decided of rows that have other numbers since, because lines in front were recalled, counts no more. */
function editsOf(pieces: readonly Piece[]): readonly Edit[] {
  let pastes = 0;
  return pieces.flatMap((piece) => {
    if ("edits" in piece) return piece.behind === pastes ? piece.edits : [];
    pastes++;
    return [];
  });
}

const countOf = ({ rows, repeats }: Paste): number => rows.length + repeats.length;

/** What lists are read with; `sentAt`: when the list was begun, from which its deadlines count. */
export async function worldOf(sentAt: number, context: Context): Promise<PasteWorld> {
  const paths = ownPosts(context)
    .filter(({ role }) => roleRank(role) >= roleRank("cadre"))
    .map(({ placePath }) => placePath);
  const widest = paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(other)));
  const people = new Map(
    (await Promise.all([...new Set(widest)].map((path) => context.tables.roster.inOfficeBelow(path))))
      .flat()
      .map((person) => [person.id, person]),
  );
  return {
    speakerPlaceId: ownPlaceId(context),
    index: context.places.index,
    roster: new Roster([...people.values()]),
    ...{ sentAt, calendar: context.calendar },
  };
}
