import type { Engine } from "../world.ts";
import { type Fault, faults } from "./faults.ts";
import type { Flow } from "./flows.ts";
import { type Played, play } from "./play.ts";

/** What a run has that the undisturbed one has not, and the other way round. */
export const beyond = (one: readonly string[], other: readonly string[]): string[] => {
  const left = [...other];
  return one.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

/** At most so many points, evenly, the last among them; `from` shifts which. */
const spread = (points: number, most: number, from: number): number[] => {
  const every = Math.max(1, points / most);
  const some = Array.from({ length: Math.min(points, most) }, (_, n) => points - Math.floor(n * every));
  return some.map((at) => (every > 1 && at < points ? Math.max(1, at - (from % Math.floor(every))) : at));
};

/**
 * A flow is run again and again, disturbed at its first point, its second, and so on; or at `most` of them. What differs
 * from the undisturbed run, in words. What had been said and not marked may be said once more, and only if the outbox
 * marks that nobody could know.
 */
export async function sweep(flow: Flow, fault: Fault, engine: Engine, undisturbed: Played, most = Infinity) {
  const chosen = spread(undisturbed.points.get(fault) ?? 0, most, faults.indexOf(fault));
  const wrong: string[] = [];
  for (const at of chosen) {
    const played = await play(flow, engine, { fault, at }).catch((error: Error) => error);
    if (played instanceof Error) {
      wrong.push(`at ${at}: ${played.message}`);
      continue;
    }
    const twice = beyond(played.said, undisturbed.said);
    const mayRepeat = twice.length <= played.marked && twice.every((line) => undisturbed.said.includes(line));
    wrong.push(
      ...beyond(undisturbed.rows, played.rows).map((row) => `at ${at}: lost ${row}`),
      ...beyond(played.rows, undisturbed.rows).map((row) => `at ${at}: too much ${row}`),
      ...beyond(undisturbed.said, played.said).map((text) => `at ${at}: not said ${text}`),
      ...(mayRepeat ? [] : twice.map((text) => `at ${at}: said too often ${text}`)),
      ...(played.stuck > 0 ? [`at ${at}: ${played.stuck} stuck`] : []),
    );
  }
  return { points: chosen.length, wrong };
}
