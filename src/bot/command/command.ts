import type { z } from "zod";
import type { Context } from "../context.ts";
import type { Order } from "../order.ts";
import type { NeededRole } from "../permission.ts";
import type { Reply } from "../reply.ts";

/** Where a command may be given. `unbound`: a group that belongs to no place yet. */
export type Where = "direct" | "cadre" | "village" | "unbound";

export const everywhere: readonly Where[] = ["direct", "cadre", "village"];

/** What is said of a command and of each of its forms alike. */
type Way<Args extends z.ZodObject> = {
  readonly summary: string;
  readonly examples: readonly [string, ...string[]];
  /** in the order in which they stand on the line; labelled ones anywhere after */
  readonly args: Args;
  run(args: z.infer<Args>, context: Context): Promise<Reply | readonly Reply[]>;
};

/** One way of using a command: `/提醒 列表` is the form `列表` of 提醒. */
export type Form<Args extends z.ZodObject = z.ZodObject> = Way<Args> & {
  /** the word after the name that chooses this form, or the two: `设置 图` before `设置` */
  readonly word: string;
  /** when other than the command's */
  readonly role?: NeededRole;
  readonly where?: readonly Where[];
};

/** A command: parsing, refusals, help, suggestions and the command page all come from this object. */
export type Command<Args extends z.ZodObject = z.ZodObject> = Way<Args> & {
  /** as people type it after the sign */
  readonly name: string;
  /** other names, the English one last; `as` ones say more than the name and are handed on */
  readonly aliases: readonly string[];
  readonly saysMore?: readonly string[];
  readonly role: NeededRole;
  readonly where: readonly Where[];
  /** works without a sign in a group when it stands alone in the message */
  readonly aloneInGroup?: true;
  /** a word that people also say without meaning the command: it needs its sign, one-to-one too */
  readonly needsSign?: true;
  /** it only shows something: a question of it that is left leaves nothing unwritten */
  readonly looksUp?: true;
  /** people are told of it where it can be used: help for all does not name it */
  readonly prompted?: true;
  /** what villagers are shown it as; absent: not shown to them */
  readonly villagers?: string;
  /** shown so only to those who are on no roster yet */
  readonly strangersOnly?: true;
  readonly forms?: readonly Form[];
  /** its words are read as a sentence: its slots stand anywhere in them */
  readonly sentence?: "谈心" | "走访";
  /** what must hold before anything more is asked for it. @throws what is to be said or asked instead */
  beforeAsking?(order: Order, context: Context): Promise<void>;
};

/** Keeps the argument types of a command while it is declared. */
export const defineCommand = <Args extends z.ZodObject>(command: Command<Args>): Command<Args> => command;
export const defineForm = <Args extends z.ZodObject>(form: Form<Args>): Form<Args> => form;
