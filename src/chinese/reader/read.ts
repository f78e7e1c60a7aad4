import type { PreparedNames } from "../commands/prepared-names.ts";
import { normalise } from "../normalise.ts";
import { originalSlice } from "../original-slice.ts";
import { composed, nothingYet } from "./compose.ts";
import type { Draft, Span } from "./draft.ts";
import { signedHead } from "./head.ts";
import type { ReaderWorld } from "./prepare.ts";
import { readOne, recordHead } from "./read-one.ts";
import type { Scene, Speaker } from "./scene.ts";
import { recordTold } from "./sketch-record.ts";
import { commandsIn, MOST_COMMANDS } from "./split.ts";

/** As much of a message is read for slots; what is longer goes to the content of the last command unread. */
const READ_AT_MOST = 2000;

/**
 * What a message to the bot comes to: one draft, or as many as it holds commands, at most five. Their parts and those
 * of what was left out are the whole message. Pure, linear in the length, never throws.
 */
export function readMessage(
  original: string,
  speaker: Speaker,
  world: ReaderWorld,
  botNames: readonly string[] = [],
): readonly Draft[] {
  const line = normalise(original, botNames);
  const { folded } = line;
  const text = folded.text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const scene: Scene = { text, speaker, world };
  const readEnd = Math.min(line.end, READ_AT_MOST);
  const spoken = speaker.isCadre && signedHead(text, line.start, world.names) === null;
  const several = speaker.isCadre || !spoken;
  const spans: Span[] = several
    ? [...commandsIn(text, line.start, readEnd, world.names, spoken)]
    : [{ start: line.start, end: readEnd }];
  if (spans.length === 0) spans.push({ start: line.start, end: readEnd });
  const kept = spans.slice(0, MOST_COMMANDS);
  const drafts = kept.map((span) => composed(readOne(scene, span), original, folded));
  const left = spans[MOST_COMMANDS];
  const ends = { start: left?.start ?? readEnd, end: line.end };
  if (left) {
    const more = { ...nothingYet, kind: "nothing" as const, ...ends };
    const doubts = [{ about: "more" as const, ...ends }];
    drafts.push(composed({ ...more, doubts, slots: [{ as: "unrecorded", ...ends }] }, original, folded));
  }
  return around(
    drafts,
    original,
    folded.at[line.start] ?? 0,
    folded.at[line.end] ?? original.length,
    left === undefined,
  );
}

/**
 * The commands that a signed message holds, each with its words, and what is left when they are more than five: at a
 * line, a `；` or a sign.
 */
export function commandsOf(
  original: string,
  botNames: readonly string[],
  names: PreparedNames,
): { readonly texts: readonly string[]; readonly left: string } {
  const { folded, start, end } = normalise(original, botNames);
  const text = folded.text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const spans = commandsIn(text, start, Math.min(end, READ_AT_MOST), names, false);
  const [left] = spans.slice(MOST_COMMANDS);
  const last = left?.start ?? end;
  const texts = spans
    .slice(0, MOST_COMMANDS)
    .map((span, at, kept) => originalSlice(original, folded, span.start, kept[at + 1]?.start ?? last));
  return { texts, left: left ? originalSlice(original, folded, left.start, end) : "" };
}

/** What a record is told as: under its name, or in a sentence that has the verb in it. */
export type Told = { readonly name: string; readonly kind: string | null; readonly spoken: boolean };

/** The words of one record, without its name and sign, or a sentence, or what somebody answers about it. */
export function readRecord(
  original: string,
  { name, kind, spoken }: Told,
  speaker: Speaker,
  world: ReaderWorld,
): Draft {
  const { folded, start, end } = normalise(original, []);
  const text = folded.text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const scene: Scene = { text, speaker, world };
  const at = { start, end: Math.min(end, READ_AT_MOST) };
  const head = spoken ? recordHead(scene, at) : null;
  const verb = head?.verb ?? { start, end: start };
  const told = recordTold(scene, at, head?.name ?? name, verb, kind ?? head?.kind ?? null, !spoken);
  const draft = composed(told, original, folded);
  const [whole = draft] = around([draft], original, folded.at[start] ?? 0, folded.at[end] ?? original.length, true);
  return whole;
}

/** What stands before and behind the words belongs to the first and the last draft; a long text's end to the content. */
function around(
  drafts: readonly Draft[],
  original: string,
  start: number,
  end: number,
  takesRest: boolean,
): readonly Draft[] {
  const last = drafts.length - 1;
  return drafts.map((draft, i): Draft => {
    const parts = [...draft.parts];
    if (i === 0 && start > 0) parts.unshift({ as: "address", start: 0, end: start });
    const to = parts.at(-1)?.end ?? start;
    let { content } = draft;
    if (i === last && takesRest && to < end) {
      parts.push({ as: "content", start: to, end });
      content += original.slice(to, end);
    }
    if (i === last && end < original.length) parts.push({ as: "address", start: end, end: original.length });
    return { ...draft, parts, content };
  });
}
