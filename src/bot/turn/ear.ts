import type { Recognised } from "../../chinese/commands/recognise.ts";
import type { Scene } from "../../store/tables/scene.ts";
import type { Context } from "../context.ts";
import type { Message } from "../message.ts";
import type { Reply } from "../reply.ts";

/** A message that is no command. */
export type Heard = {
  readonly message: Message;
  /** its words, without the mention, quotation and blanks around them */
  readonly words: string;
  /** an opinion by its form: labelled, or addressed to the bot; else its form says nothing */
  readonly said: Extract<Recognised, { kind: "opinion" | "none" }>;
};

/** Listens to what is no command. */
export type Ear = {
  readonly name: string;
  /**
   * What is kept of the turn. `words`: the message and its answer; one that fails is kept to be worked through later.
   * `answer`: no words, not even of one that fails: its sender is asked to say it again. `nothing`: not even that somebody
   * said something: no row that names who it was but the answer that is to be sent, which its ledger takes away.
   */
  readonly keeps: "words" | "answer" | "nothing";
  /**
   * What it takes is written down by nobody: it listens before the words are made anything of, also to what is a command
   * by its form. It keeps the answer, which says nothing of them.
   */
  readonly sealed?: true;
  /** it listens before a question that waits gets the words: what is secret, or cannot wait */
  readonly first?: true;
  /** words that are commands, which alone in a message this ear is asked about before they are carried out */
  readonly takes?: readonly string[];
  /** one-to-one those words are taken also with what is said after them */
  readonly takesMore?: true;
  /** whether this is said to the bot beside a question that waits, and is no answer to it, whatever was asked */
  meanwhile?(heard: Heard): boolean;
  /** asked of everything said: without SQL, and false for chatter */
  hears(scene: Scene, heard: Heard): boolean;
  /** null: not for this ear after all, the next one is asked */
  answer(heard: Heard, context: Context): Promise<readonly Reply[] | null>;
};

/** The ears that listen to this, in their order; what they keep of it is what the first of them does. */
export const listening = (ears: readonly Ear[], scene: Scene, heard: Heard): readonly Ear[] =>
  ears.filter((ear) => ear.hears(scene, heard));
