/** A relay list (接龙) as one person sent it. Everything is folded. */
export type Relay = { readonly title: string; readonly lines: readonly string[] };

/** `1. 李四`, `1、`, `(1)`, `1）`, `1 李四`, `1️⃣ 李四` */
const numbered = /^\(?[0-9]{1,3}(?: ?[.、),:-] ?| ?\u20e3 ?| )[.、]? ?(\D.*)$/;

/** Reads `#接龙`, a title, perhaps an example, then numbered lines; null when the text is no relay. */
export function parseRelay(folded: string): Relay | null {
  const rows = folded.split("\n").map((row) => row.trim());
  const head = /^(?:# ?群?接龙|【群?接龙】|# ?Group ?Note)[:,.]? ?(.*)$/i.exec(rows[0] ?? "");
  if (!head) return null;
  const lines = rows.flatMap((row) => numbered.exec(row)?.[1] ?? []);
  const title = head[1] || (rows.slice(1).find((row) => row && !numbered.test(row)) ?? "");
  return { title, lines };
}

/** Whether a relay is about this question: the same title, but for punctuation, its number and a word or two around it. */
export function isTitleOf(relay: string, title: string, number: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/【[^】]*】/g, "")
      .replace(new RegExp(`^${number}(?![0-9])`, "i"), "")
      .replace(/[\s\p{P}\p{S}]/gu, "");
  const [asked, said] = [plain(title), plain(relay)];
  if (!asked || !said) return false;
  const [shorter, longer] = asked.length < said.length ? [asked, said] : [said, asked];
  return (
    longer === shorter ||
    (longer.length - shorter.length <= 4 && (longer.startsWith(shorter) || longer.endsWith(shorter)))
  );
}
