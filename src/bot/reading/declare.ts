import { z } from "zod";
import type { TimeUse } from "../../chinese/time/index.ts";
import { saidNumber } from "./number.ts";

/** How the text of an argument is read. */
export type Reading =
  | { readonly kind: "place" }
  | { readonly kind: "person" }
  /** oneself, a group, or people of the roster, at the beginning */
  | { readonly kind: "whom" }
  | { readonly kind: "time"; readonly use: TimeUse }
  /** numbers of records at the beginning */
  | { readonly kind: "numbers" }
  /** one word, up to the next blank */
  | { readonly kind: "word" }
  /** everything that is left */
  | { readonly kind: "text" };

export type ArgumentMeta = {
  /** in Chinese, as it stands in the usage line */
  readonly title: string;
  readonly reading: Reading;
  /** `问题：…` anywhere after the positional arguments */
  readonly label?: string;
  /** the label may be given several times */
  readonly many?: true;
  /** asked for when it is missing: `哪个村？` */
  readonly question?: string;
  /** asked for although it may be left out, unless a labelled field says something in its place */
  readonly asked?: true;
  /**
   * A place that is not said: `own` is the speaker's, the group's, and after two questions without an answer the
   * whole county's; `none` is none; absent, the village the speaker works in.
   */
  readonly fallback?: "own" | "none";
  /** a person nobody on the roster matches is kept as written; else the word belongs to what follows */
  readonly asWritten?: true;
};

declare module "zod" {
  interface GlobalMeta {
    argument?: ArgumentMeta;
  }
}

const further = z.object({ id: z.string(), name: z.string(), path: z.string() });

export const placeValue = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string(),
  townId: z.string(),
  level: z.enum(["city", "county", "town", "village", "section", "hamlet"]),
  /** further places of the same village that the record covers */
  also: z.array(further).exactOptional(),
});
/** `id` null: nobody on the roster is called so; the words are kept */
export const personValue = z.object({ id: z.string().nullable(), name: z.string() });
/** Whom something is for; `said`: the word for the group, as in 工作群 */
export const whomValue = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("self") }),
  z.object({ kind: z.literal("group"), said: z.string() }),
  z.object({ kind: z.literal("people"), people: z.array(personValue).min(1) }),
]);
export const timeValue = z.object({
  /** the moment, or for a day without a clock its beginning */
  at: z.number(),
  day: z.string(),
  hasClock: z.boolean(),
  /** JSON of a recurrence */
  rule: z.string().nullable(),
  echo: z.string(),
  note: z.string().optional(),
  /** the words, where they are no date: 昨天 */
  words: z.string().exactOptional(),
});
/** What was promised; `due` null: no date was said */
export const promiseValue = z.object({
  text: z.string(),
  due: z.object({ at: z.number(), echo: z.string() }).nullable(),
});
export type PlaceValue = z.infer<typeof placeValue>;
export type PersonValue = z.infer<typeof personValue>;
export type WhomValue = z.infer<typeof whomValue>;
export type TimeValue = z.infer<typeof timeValue>;
export type PromiseValue = z.infer<typeof promiseValue>;

type More = Pick<ArgumentMeta, "label" | "question" | "asked" | "fallback" | "asWritten">;
const meta = (argument: ArgumentMeta) => ({ argument });

export const placeArgument = (title: string, more: More = {}) =>
  placeValue.meta(meta({ title, reading: { kind: "place" }, ...more }));
export const personArgument = (title: string, more: More = {}) =>
  personValue.meta(meta({ title, reading: { kind: "person" }, ...more }));
export const whomArgument = (title: string, more: More = {}) =>
  whomValue.meta(meta({ title, reading: { kind: "whom" }, ...more }));
export const timeArgument = (title: string, use: TimeUse, more: More = {}) =>
  timeValue.meta(meta({ title, reading: { kind: "time", use }, ...more }));
export const wordArgument = (title: string, more: More = {}) =>
  z
    .string()
    .min(1)
    .meta(meta({ title, reading: { kind: "word" }, ...more }));
export const textArgument = (title: string, more: More = {}) =>
  z
    .string()
    .min(1)
    .meta(meta({ title, reading: { kind: "text" }, ...more }));
export const numbersArgument = (title: string, more: More = {}) =>
  z
    .array(saidNumber)
    .min(1)
    .meta(meta({ title, reading: { kind: "numbers" }, ...more }));
/** A labelled field that may be given several times. */
export const listField = (label: string) =>
  z
    .array(z.string().min(1))
    .optional()
    .meta(meta({ title: label, label, reading: { kind: "text" }, many: true }));
/** `承诺：…`, or promised in the words of a record that is read as a sentence. */
export const promisesField = (label: string) =>
  z
    .array(promiseValue)
    .optional()
    .meta(meta({ title: label, label, reading: { kind: "text" }, many: true }));
export const textField = (label: string) =>
  z
    .string()
    .min(1)
    .optional()
    .meta(meta({ title: label, label, reading: { kind: "text" } }));
export const timeField = (label: string, use: TimeUse) =>
  timeValue.optional().meta(meta({ title: label, label, reading: { kind: "time", use } }));
/** Makes any of the above one that may be left out. */
export const optional = <Schema extends z.ZodType>(schema: Schema): z.ZodOptional<Schema> =>
  schema.optional().meta(schema.meta() ?? {}) as z.ZodOptional<Schema>;

export type Argument = ArgumentMeta & { readonly name: string; readonly required: boolean };

const declared = new WeakMap<z.ZodObject, readonly Argument[]>();

/** The arguments of a declaration, in order; worked out once. */
export function argumentsOf(args: z.ZodObject): readonly Argument[] {
  const known = declared.get(args);
  if (known) return known;
  const made = Object.entries(args.shape).map(([name, schema]): Argument => {
    const type = schema as z.ZodType;
    const argument = z.globalRegistry.get(type)?.argument;
    if (!argument) throw new Error(`argument ${name} has no reading`);
    return { ...argument, name, required: !type.safeParse(undefined).success };
  });
  declared.set(args, made);
  return made;
}
