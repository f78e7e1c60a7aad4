import { contractCommands } from "../commands/contract-commands.ts";
import { prepareNames } from "../commands/prepared-names.ts";
import { type Draft, readMessage, type SaidPerson, type SaidPlace, withPeople } from "../reader/index.ts";
import { type Calendar, dayOf } from "../time/index.ts";
import { type Corpus, sameJson } from "./corpus.ts";
import type { NameWorld } from "./names.ts";

/** Somebody of a village office, of the town's, or a villager, says something one-to-one. */
export type SentenceCase = { readonly text: string; readonly speaker: "村" | "镇" | "村民" };

/** A draft in the form of the corpus. Only what `expected` names is compared; `holds` are pieces of the content. */
type Understood = { readonly is: string; readonly content: string; readonly [slot: string]: unknown };

/** 2026-11-30, a Monday, ten in the morning. */
export const saidAt = Date.UTC(2026, 10, 30, 2);
const placeOf = { 村: "新会镇/东卧牛村", 镇: "新会镇", 村民: "新会镇/东卧牛村/三社" } as const;

export function speakerOf({ speaker }: Pick<SentenceCase, "speaker">) {
  return { placeId: placeOf[speaker], isCadre: speaker !== "村民", sentAt: saidAt };
}

export function sentenceWorld({ index, people }: NameWorld, calendar: Calendar) {
  return withPeople({ index, calendar, names: prepareNames(contractCommands) }, people);
}

const kinds = { question: "问", number: "号", report: "报", nothing: "无" } as const;

const short = (id: string): string => id.replace(/^新会镇\//, "");
const placed = ({ places }: SaidPlace): readonly string[] =>
  places.length === 1 ? places.map(({ id }) => short(id)) : [];

function personSaid({ said, people }: SaidPerson): string {
  const [only] = people;
  if (only && people.length === 1) return `${only.name}@${only.id}`;
  return `${only ? "?" : "~"}${said}`;
}

export function inCorpusForm(draft: Draft): Understood {
  const { kind, name, time, content } = draft;
  const is = kind === "command" ? (name ?? "") : kind === "word" ? `词:${name}` : kinds[kind];
  const places = draft.places.flatMap(placed);
  const isRecord = is === "谈心" || is === "走访";
  const village = isRecord && draft.places.length === 0 && draft.village ? [short(draft.village.place.id)] : [];
  const moment = time.kind === "moment" ? time.at : null;
  return {
    ...{ is, content, places: places.length > 0 ? places : village },
    people: draft.people.map(personSaid),
    with: draft.companions.map(personSaid),
    day: time.kind === "day" ? time.day : moment !== null ? dayOf(moment) : null,
    at: moment === null ? null : new Date(moment + 8 * 3_600_000).toISOString().slice(0, 16),
    promises: draft.promises.map(({ due }) => (due.kind === "moment" ? dayOf(due.at) : null)),
    ...{ kind: draft.visitKind, category: draft.category },
    whom: draft.whom === "people" ? draft.people.map(personSaid) : draft.whom,
    ask: [...new Set(draft.doubts.map(({ about }) => about))].sort(),
    readBack: draft.readBack,
  };
}

function agrees(got: Understood, expected: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(expected).every(([slot, wanted]) => {
    if (slot === "holds") return Array.isArray(wanted) && wanted.every((piece) => got.content.includes(String(piece)));
    if (slot === "at" && wanted === null) return true;
    const value = got[slot];
    if (!Array.isArray(wanted) || !Array.isArray(value) || slot === "promises") return sameJson(value, wanted);
    return value.length === wanted.length && wanted.every((one, i) => value[i] === one || nameOf(value[i]) === one);
  });
}

/** A name that only one on the roster bears is written without the account. */
const nameOf = (said: unknown): string => String(said).replace(/@.*/, "");

/** The sentences of cadres and villagers, and what is understood of each. */
export function sentencesCorpus(world: ReturnType<typeof sentenceWorld>): Corpus<SentenceCase> {
  return {
    parse(line) {
      if (!line.trim() || line.startsWith("#")) return null;
      if (!line.startsWith("{")) return { input: { text: line, speaker: "村" }, expected: undefined };
      const { text, speaker, expected } = JSON.parse(line);
      return { input: { text, speaker }, expected };
    },
    answer: (said) => readMessage(said.text, speakerOf(said), world).map(inCorpusForm),
    same(got, expected) {
      if (!Array.isArray(got) || !Array.isArray(expected) || got.length !== expected.length) return false;
      return expected.every((one, i) => agrees(got[i], one));
    },
  };
}
