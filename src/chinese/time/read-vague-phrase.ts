import { afterMark, aroundMark, beforeMark, joint, withinMark } from "./marks.ts";
import { hit, type VaguePhrase } from "./phrase.ts";
import { readClock } from "./read-clock.ts";
import type { Hit } from "./scan.ts";

/** Vague words with the clock that may follow, and 前, 内, 后. */
export function vague(
  text: string,
  start: number,
  at: number,
  topic: VaguePhrase["topic"],
  weak: boolean,
): Hit<VaguePhrase> {
  const clock = readClock(text, at + (joint(text, at)?.[0].length ?? 0), true);
  const end = clock?.end ?? at;
  const early = beforeMark(text, end);
  const mark = early ?? withinMark(text, end) ?? afterMark(text, end) ?? aroundMark(text, end);
  const about = early
    ? beforeTopic(topic)
    : topic.about === "event" && mark
      ? { ...topic, edge: "after" as const }
      : topic;
  return hit({
    kind: "vague",
    start,
    end: end + (mark?.[0].length ?? 0),
    topic: about,
    clock: clock?.value ?? null,
    weak,
  });
}

/** 过年前 lies before the festival, 12月前 at the latest on its first day. */
function beforeTopic(topic: VaguePhrase["topic"]): VaguePhrase["topic"] {
  if (topic.about === "event") return { ...topic, edge: "before" };
  if (topic.about === "holiday") return { about: "eve", festival: topic.festival };
  return topic.about === "month" && topic.days[0] === 1 ? { ...topic, days: [1, 2] } : topic;
}
