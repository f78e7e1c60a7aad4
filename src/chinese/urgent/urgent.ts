import { fold } from "../fold.ts";
import {
  CALM,
  DANGER,
  HAPPENING,
  OF_STRUCTURES,
  OF_THINGS,
  SOMEBODY_THERE,
  UNEASY,
  UNSURE,
  type UrgentKind,
} from "./urgent-words.ts";

/** `sure`: told at once. Otherwise the speaker is asked first, in the same answer as the emergency number. */
export type Urgent = { readonly kinds: readonly UrgentKind[]; readonly sure: boolean };

const patterns = Object.entries(DANGER).map(([kind, words]) => [kind as UrgentKind, new RegExp(words)] as const);
const MOST_READ = 2000;

/** What danger a message tells of, clause by clause: one that is over or only spoken of does not hide the next. */
export function readUrgent(message: string): Urgent | null {
  const text = fold(message.slice(0, MOST_READ)).text.toLowerCase();
  const sure = new Set<UrgentKind>();
  const unsure = new Set<UrgentKind>();
  for (const clause of text.split(/[。;!?\n]+/)) {
    const kinds = kindsIn(clause);
    const calm = CALM.test(clause);
    if (UNEASY.test(clause) && !calm) unsure.add(/回/.test(UNEASY.exec(clause)?.[0] ?? "") ? "lost" : "medical");
    if (kinds.length > 0 && !calm)
      for (const kind of kinds)
        (UNSURE.test(clause) || isUneasyOnly(clause, kind) || isOfStructure(clause, kind) ? unsure : sure).add(kind);
  }
  if (sure.size > 0) return { kinds: [...sure], sure: true };
  return unsure.size > 0 ? { kinds: [...unsure], sure: false } : null;
}

function kindsIn(clause: string): readonly UrgentKind[] {
  const hits = patterns.filter(([, pattern]) => pattern.test(clause)).map(([kind]) => kind);
  if (hits.length === 0) return hits;
  const without = clause.replace(new RegExp(OF_THINGS, "g"), "□");
  return without === clause ? hits : patterns.filter(([, pattern]) => pattern.test(without)).map(([kind]) => kind);
}

/** Whether somebody is in danger while it is said, also in the midst of a report. */
export const isHappening = (message: string): boolean => HAPPENING.test(fold(message.slice(0, MOST_READ)).text);

/** 渠塌了, and nobody is said to be there. */
function isOfStructure(clause: string, kind: UrgentKind): boolean {
  if (kind !== "collapse" || !OF_STRUCTURES.test(clause)) return false;
  const without = clause.replace(new RegExp(OF_STRUCTURES, "g"), "□");
  return !SOMEBODY_THERE.test(without) && !(patterns.find(([name]) => name === kind)?.[1].test(without) ?? false);
}

/** 孩子还没回来 alone is asked; 找不到人 beside it is not. */
function isUneasyOnly(clause: string, kind: UrgentKind): boolean {
  if (!UNEASY.test(clause)) return false;
  const without = clause.replace(UNEASY, "□");
  return !(patterns.find(([name]) => name === kind)?.[1].test(without) ?? false);
}
