import { smallTalkKind } from "../commands/small-talk.ts";
import { actingWord, isIdle } from "./act-words.ts";
import { askingOf } from "./asks.ts";
import { nothingYet, type Sketch, type Tile } from "./compose.ts";
import type { Span } from "./draft.ts";
import { type Head, plainHead, RECORDS, signedHead } from "./head.ts";
import { impliedIn } from "./implied.ts";
import { remindWord } from "./remind.ts";
import type { Scene } from "./scene.ts";
import { ofRecord, withPlaces } from "./sketch-record.ts";
import { reminding } from "./sketch-reminder.ts";
import { verbIn } from "./verbs.ts";
import { whereaboutsIn } from "./whereabouts.ts";

const NUMBER = /^[tvnocjrmahd]\s?\d{1,6}(?![\da-z])/i;
const OPINION = /^(?:意见|建议|反[映应]|诉求|求助|投诉|异议)(?:[:,。!~—-]|\s)[\s:,。!~—-]*/;
const REPORTED = /^反映(?:一下|一个(?:问题|情况|事)?|个(?:问题|情况|事)?)[\s:,]*/;

/** One command or sentence in `text[from, to)`: what it is, first hit wins. */
export function readOne(scene: Scene, span: Span): Sketch {
  const { text, world, speaker } = scene;
  let from = span.start;
  while (from < span.end && /[\s]/.test(text.charAt(from))) from++;
  const words = text.slice(from, span.end).trimEnd();
  const at = { start: from, end: span.end };
  const signed = signedHead(text, from, world.names);
  if (signed) return { ...ofHead(scene, at, signed), ...span };
  const sketch =
    acting(words, from, span.end) ??
    numbered(words, from, span.end, speaker.isCadre) ??
    labelled(scene, words, at) ??
    (speaker.isCadre ? ofCadre(scene, at, words) : ofVillager(scene, at, words));
  return { ...sketch, ...span };
}

function acting(words: string, from: number, to: number): Sketch | null {
  if (isIdle(words)) return { ...nothingYet, kind: "nothing", start: from, end: to };
  const act = actingWord(words);
  if (!act || (act.name === "更正" && askingOf(words) === "question")) return null;
  const slots: Tile[] = [{ as: "command", start: from, end: from + act.length }];
  const numbers = act.name === "撤销" ? (words.match(/[a-z]\d+/gi) ?? []) : [];
  return { ...nothingYet, kind: "word", name: act.name, numbers, slots, start: from, end: to };
}

/** T14 is a card, O9 年底前交 an answer to it. */
function numbered(words: string, from: number, to: number, isCadre: boolean): Sketch | null {
  const said = NUMBER.exec(words)?.[0];
  if (said === undefined) return null;
  const rest = words.slice(said.length).replace(/[\s\p{P}]/gu, "");
  const slots: Tile[] = [{ as: "number", start: from, end: from + said.length }];
  const all = { ...nothingYet, numbers: [said.replace(/\s/g, "").toUpperCase()], slots, start: from, end: to };
  if (rest === "") return { ...all, kind: "number" };
  const act = actingWord(words.slice(said.length).trim());
  if (act?.name === "办好了" || act?.name === "撤销") return { ...all, kind: "word", name: act.name };
  if (askingOf(words) === "question" || !isCadre) return { ...all, kind: "question" };
  // words behind other numbers answer nobody
  if (!/^o/i.test(said)) return { ...all, kind: "number" };
  return { ...all, kind: "command", name: "答复", readBack: true };
}

function labelled(scene: Scene, words: string, at: Span): Sketch | null {
  const label = (OPINION.exec(words) ?? REPORTED.exec(words))?.[0];
  if (label === undefined) return null;
  const slots: Tile[] = [{ as: "command", start: at.start, end: at.start + label.length }];
  const empty = words.slice(label.length).trim() === "";
  const doubts = empty ? [{ about: "no words" as const, ...at }] : [];
  return { ...withPlaces(scene, at), kind: "command", name: "意见", doubts, slots };
}

function ofVillager(scene: Scene, at: Span, words: string): Sketch {
  const head = plainHead(scene.text, at.start, at.end, scene.world.names);
  if (head && !RECORDS.has(head.known.command.name) && head.known.command.name !== "意见")
    return ofHead(scene, at, head);
  if (smallTalkKind(words) !== null) return { ...nothingYet, kind: "nothing", ...at };
  const where = whereaboutsIn(words);
  if (where) return { ...nothingYet, kind: "command", name: where.name, ...at };
  const asking = askingOf(words);
  if (asking === "question" || asking === "told") return { ...withPlaces(scene, at), kind: "question" };
  return { ...withPlaces(scene, at), kind: "command", name: "意见" };
}

function ofCadre(scene: Scene, at: Span, words: string): Sketch {
  const head = plainHead(scene.text, at.start, at.end, scene.world.names);
  const asking = askingOf(words);
  if (head && !RECORDS.has(head.known.command.name)) return ofHead(scene, at, head);
  if (smallTalkKind(words) !== null) return { ...nothingYet, kind: "nothing", ...at };
  const remind = remindWord(words.slice(0, 60));
  if (remind && asking === null)
    return reminding(scene, at, { ...remind, start: remind.start + at.start, end: remind.end + at.start });
  const told = verbIn(words);
  if (asking === "question") {
    // 问低保啥时候发 behind a visit told before it may be either: asked
    const doubts = told && /[,，。]/.test(words) ? [{ about: "question" as const, ...at }] : [];
    return { ...withPlaces(scene, at), kind: "question", doubts };
  }
  const record = recordHead(scene, at);
  if (record) {
    const sketch = ofRecord(scene, at, record.name, record.verb, record.kind);
    const clear = sketch.people.length > 0 || sketch.places.length > 0;
    if (record.isNamed || clear || record.kind !== null) return sketch;
  }
  return { ...withPlaces(scene, at), kind: "report", readBack: true };
}

/** The words by which a sentence without a sign tells a record: a name at its beginning, else a verb anywhere. */
export function recordHead(scene: Scene, at: Span) {
  const { text, world } = scene;
  const head = plainHead(text, at.start, at.end, world.names);
  const named = head && RECORDS.has(head.known.command.name) ? head : gluedHead(scene, at);
  if (named)
    return { name: named.known.command.name, kind: null, verb: { start: at.start, end: named.end }, isNamed: true };
  const told = verbIn(text.slice(at.start, at.end).trimEnd()) ?? impliedIn(scene, at);
  return (
    told && {
      ...{ name: told.name, kind: told.kind, isNamed: false },
      verb: { start: told.start + at.start, end: told.end + at.start },
    }
  );
}

/** 走访三社老李家: a record's name at the beginning with a place or a person glued to it. */
function gluedHead({ text, world }: Scene, { start, end }: Span): Head | null {
  for (const length of [3, 2]) {
    const known = world.names.words.get(text.slice(start, start + length));
    if (!known || !RECORDS.has(known.command.name) || start + length >= end) continue;
    // 走访了张大爷
    const behind = /^[了过](?=\p{Script=Han})/u.test(text.slice(start + length, start + length + 2)) ? 1 : 0;
    return { known, end: start + length + behind, signed: false };
  }
  return null;
}

function ofHead(scene: Scene, at: Span, head: Head): Sketch {
  const { name } = head.known.command;
  const command = { start: at.start, end: head.end };
  if (RECORDS.has(name)) return ofRecord(scene, at, name, command, null, head.signed);
  if (name === "提醒") return reminding(scene, at, { ...command, whom: "other" }, head.signed);
  const slots: Tile[] = [{ as: "command", ...command }];
  const numbers = scene.text.slice(head.end, at.end).match(/(?<![a-z\d])[tvnocjrmahd]\d{1,6}(?![\da-z])/gi) ?? [];
  return {
    ...nothingYet,
    kind: "command",
    name,
    signed: head.signed,
    numbers: numbers.map((one) => one.toUpperCase()),
    slots,
    ...at,
  };
}
