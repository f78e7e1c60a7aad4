import type { TallyMessage, TallyPerson } from "../../src/chinese/consultation/consultation.ts";
import { postQuote } from "../../src/chinese/consultation/listen.ts";
import { tallyConsultation } from "../../src/chinese/consultation/tally.ts";
import { shownCells } from "../../src/ledger/cells.ts";
import { type Asked, consultation } from "../../src/ledger/consultation.ts";
import type { WordRow } from "../../src/store/tables/consultation-words.ts";
import type { Tables } from "../../src/store/tables.ts";
import { messageIn, noMessage, toRead } from "./asked.ts";

export const whereabouts = ["home", "away", "unregistered"] as const;
type Whereabouts = (typeof whereabouts)[number];

/**
 * How many people say what, and where they are, in the order of {@link whereabouts}: null where they are too few to be
 * shown to anybody, whoever looks into the database.
 */
export type Count = {
  readonly stances: readonly {
    readonly name: string;
    readonly people: number;
    readonly where: readonly (number | null)[];
  }[];
  readonly people: number;
  readonly where: readonly (number | null)[];
  /** waiting for a human */
  readonly unclassified: number;
  /** names in lists that are nobody, or several people */
  readonly unmatched: number;
};

export type Counted = Count & {
  /** words that nobody could class, in their order */
  readonly unclear: readonly WordRow[];
  /** what might have been an answer, and was none */
  readonly idle: readonly WordRow[];
  /** ids of those who have spoken: of people, or else of accounts */
  readonly speakers: ReadonlySet<string>;
};

/** Counts everything that was heard, from the beginning: in whichever order it came, the same comes out. */
export async function countOf(asked: Asked, tables: Tables): Promise<Counted> {
  const { tally, people, words } = await tallyOf(asked, tables);
  const awayById = new Map(people.map(({ id, away }) => [id, away]));
  const whereOf = (id: string): Whereabouts =>
    awayById.has(id) ? (awayById.get(id) ? "away" : "home") : "unregistered";
  const said = Object.entries(tally.tally).flatMap(([name, ids]) =>
    ids.map((id) => ({ id, name, where: whereOf(id) })),
  );
  const all = await withVoices(asked, said, tally.enteredBy, words, tables);
  const rows = Object.keys(tally.tally).map((name) => ({ name, of: all.filter((one) => one.name === name) }));
  const cells = shownCells(
    rows.map(({ of }) => whereabouts.map((where) => of.filter((one) => one.where === where).length)),
  );
  const stances = rows.map(({ name, of }, at) => ({ name, people: of.length, where: cells[at] ?? [] }));
  const did = new Set(tally.says.map(({ message }) => message));
  const waiting = new Set(tally.unclassified);
  return {
    ...{
      stances,
      people: all.length,
      where: cells.at(-1) ?? [],
      unclassified: waiting.size,
      unmatched: tally.unmatched.length,
    },
    unclear: words.filter((word) => waiting.has(senderOf(word)) && did.has(idOf(word))),
    idle: words.filter((word) => word.state === "maybe" && !did.has(idOf(word))),
    speakers: new Set(said.map(({ id }) => id)),
  };
}

/** Who says what, by the ids of people or else of accounts, with all words it comes from. */
export async function tallyOf(asked: Asked, tables: Tables) {
  const words = await tables.consultationWords.of(asked.id);
  const groups = await tables.consultations.groupsOf(asked.id);
  const paths = [...new Set(groups.flatMap(({ path }) => path ?? []))];
  const speakers = [...new Set(words.flatMap(({ person_id }) => person_id ?? []))];
  const roster = await tables.consultations.roster(paths, speakers);
  const people = roster.map(
    ({ id, name, away_city }): TallyPerson => ({ id, name, away: away_city !== null && away_city !== "" }),
  );
  const begin: TallyMessage = {
    ...noMessage,
    ...{ id: postQuote, sender: "", name: "", fromBot: true },
    ...{ sentAt: asked.openedAt, text: `【${asked.number}】` },
  };
  const tally = tallyConsultation(toRead(asked), people, [begin, ...words.map(messageOf)], "");
  return { tally, people, words };
}

type Stand = { readonly id: string; readonly name: string; readonly where: Whereabouts };

/** Somebody who has also answered without a name counts once: by what was said last, and never by what another said. */
async function withVoices(
  asked: Asked,
  said: readonly Stand[],
  enteredBy: Readonly<Record<string, string>>,
  words: readonly WordRow[],
  tables: Tables,
): Promise<readonly Stand[]> {
  const voices = await tables.consultationVoices.of(asked.id);
  if (voices.length === 0) return said;
  const nameOf = await tables.consultationVoices.namer(asked.id);
  const byVoice = new Map(voices.map((voice) => [voice.voice, voice]));
  const standing = said.filter(({ id }) => {
    const key = nameOf?.(id);
    const voice = key === undefined ? undefined : byVoice.get(key);
    if (!voice || key === undefined) return true;
    const last = enteredBy[id] === undefined ? words.findLast((word) => senderOf(word) === id) : undefined;
    const isNewer = last !== undefined && last.sent_at > voice.sent_at;
    if (isNewer) byVoice.delete(key);
    return isNewer;
  });
  const unnamed = [...byVoice.values()].map(({ voice, stance, whereabouts: where }) => ({
    ...{ id: voice, name: stance, where },
  }));
  return [...standing, ...unnamed];
}

const idOf = (word: WordRow): string =>
  word.platform_id === null ? word.cause : messageIn(word.chat, word.platform_id);

export const senderOf = ({ person_id, account }: Pick<WordRow, "person_id" | "account">): string =>
  person_id ?? account;

const messageOf = (word: WordRow): TallyMessage => ({
  ...{ id: idOf(word), sender: senderOf(word), name: word.name, fromBot: false },
  ...{ sentAt: word.sent_at, text: word.text, quote: word.quote, mentioned: word.mentioned === 1 },
  ...(word.verdict === null ? {} : { verdict: word.verdict }),
});

/** `C7`, of a number. */
export const numberOfRow = (number: number): string => `${consultation.letter}${number}`;
