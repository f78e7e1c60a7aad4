import { expect } from "@jest/globals";
import { direct, group, type World } from "../../../world.ts";

/** Who says what, and what the bot says to it there: all of it, or how it begins. `@`: in a group, `!` to the bot. */
export type Turn = readonly [who: string, words: string, answer: string | RegExp];

/** Plays a conversation, with the moment that people need between two messages. */
export async function plays(world: World, turns: readonly Turn[]): Promise<void> {
  for (const [speaker, words, answer] of turns) {
    const [who = "", chat] = speaker.split("@");
    world.waits(new Date(world.now() + 20_000).toISOString());
    const where = chat === undefined ? direct(who) : group(chat.replace("!", ""));
    const said = await world.says(who, words, where, chat?.endsWith("!") ? { mentioned: true } : {});
    const told = { who, words, said };
    if (typeof answer === "string") expect(told).toEqual({ who, words, said: answer });
    else expect(told).toEqual({ who, words, said: expect.stringMatching(answer) });
  }
}
