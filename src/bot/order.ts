import { z } from "zod";

/** A command as it was understood so far: what was typed, and what was chosen or said since. */
export const orderSchema = z.object({
  command: z.string(),
  /** the alias, where it says more than the name */
  as: z.string().optional(),
  rest: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** argument name to the id that was chosen among several */
  chosen: z.record(z.string(), z.string()),
  /** argument name to what was said when it was asked for; null was skipped */
  said: z.record(z.string(), z.string().nullable()),
  /** questions asked so far */
  asked: z.number(),
});
export type Order = z.infer<typeof orderSchema>;

export const newOrder = (command: string, rest: string, fields: Order["fields"] = {}, as?: string): Order => ({
  command,
  ...(as === undefined ? {} : { as }),
  rest,
  fields,
  chosen: {},
  said: {},
  asked: 0,
});

/** The question that waits for an answer: one of several choices, or whatever is said next. */
export const pendingSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("choice"), choices: z.array(z.object({ label: z.string(), order: orderSchema })) }),
  z.object({ kind: z.literal("blank"), argument: z.string(), order: orderSchema }),
]);
export type Pending = z.infer<typeof pendingSchema>;

/** Ten minutes, then a question is forgotten. */
export const pendingLasts = 10 * 60_000;

const circled = "①②③④⑤⑥⑦⑧⑨";

/** `①东卧牛村 ②西卧牛村` */
export const listChoices = (labels: readonly string[]): string =>
  labels
    .slice(0, circled.length)
    .map((label, index) => `${circled[index]}${label}`)
    .join(" ");

/** Which choice an answer means: its sign, its number or its words; -1 for none. */
export function choiceMeant(answer: string, labels: readonly string[]): number {
  const said = answer.normalize("NFKC").replace(/\s/g, "");
  const raw = answer.trim();
  if (raw.length === 1 && circled.includes(raw)) return within(circled.indexOf(raw), labels);
  if (/^[1-9]$/.test(said)) return within(Number(said) - 1, labels);
  return labels.findIndex((label) => label.normalize("NFKC").replace(/\s/g, "") === said);
}

const within = (index: number, labels: readonly string[]): number => (index < labels.length ? index : -1);

/** Something must be asked before the order can be carried out. */
export class Ask extends Error {
  override readonly name = "Ask" as const;
  readonly question: string;
  readonly pending: Pending;
  /** how to write it in one line, for a group where nothing can be asked */
  readonly inOneLine: string;

  constructor(question: string, pending: Pending, inOneLine: string) {
    super("a question must be asked first");
    this.question = question;
    this.pending = pending;
    this.inOneLine = inOneLine;
  }
}
