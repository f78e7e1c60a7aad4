import { shortHash } from "./keys.ts";

const REMEMBERED = 10_000;

/**
 * WeCom's duplicate check knows contents, not messages: the second `/帮助` within half an hour would get no answer.
 * This remembers which message brought a content to a member first; that one keeps the check, another one with the
 * same content goes without it. Kept in memory only: what is forgotten is checked, which is the safe side.
 */
export function createRepeats(
  seconds: number,
  now: () => number,
): (to: string, content: string, id: string) => boolean {
  const firsts = new Map<string, { readonly id: string; readonly until: number }>();

  /** whether this message is the first with its content */
  return (to, content, id) => {
    const key = shortHash(`${to}\n${content}`);
    const first = firsts.get(key);
    if (first !== undefined && now() < first.until) return first.id === id;
    firsts.delete(key);
    firsts.set(key, { id, until: now() + seconds * 1000 });
    const [oldest] = firsts.keys();
    if (firsts.size > REMEMBERED && oldest !== undefined) firsts.delete(oldest);
    return true;
  };
}
