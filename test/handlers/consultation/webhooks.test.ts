import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { TallyMessage } from "../../../src/chinese/consultation/consultation.ts";
import { openWorld, type World } from "../../world.ts";
import {
  conversationsIn,
  open,
  type Played,
  platforms,
  requestOf,
  settle,
  tallied,
  webhookOf,
} from "./conversations.ts";

const conversations = ["consultations.jsonl", "own-consultations.jsonl", "own-village-talk.jsonl"].flatMap((name) =>
  conversationsIn(name),
);

/** Twice, and out of order within a minute. */
function disturbed(messages: readonly TallyMessage[]): TallyMessage[] {
  let seed = messages.length;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed;
  };
  return [...messages, ...messages]
    .map((message) => ({ message, at: Math.floor(message.sentAt / 60_000), by: random() }))
    .sort((one, other) => one.at - other.at || one.by - other.by)
    .map(({ message }) => message);
}

/** By which a whole conversation is put into the real channel, as signed bytes. */
describe.each(platforms)("what people say over %s", (platform) => {
  let world: World;
  let post: ReturnType<typeof webhookOf>;
  beforeAll(async () => {
    world = await openWorld();
    post = webhookOf(platform, world);
  });
  afterAll(() => world.close());

  describe.each([
    ["in its order", (messages: readonly TallyMessage[]) => [...messages]],
    ["twice and shuffled", disturbed],
  ])("%s", (how, arrange) => {
    test.each(conversations.map((one) => [one.name, one] as const))("%s", async (_, conversation) => {
      const town = `${conversation.name.split(" ")[0]}${how.length}`;
      const played: Played = { ...conversation, platform, town };
      const ids = await settle(played, world);
      await open(played, world, post);
      for (const message of arrange(played.messages.filter(({ fromBot }) => !fromBot))) {
        world.waits(new Date(message.sentAt).toISOString());
        await post(requestOf(played, message));
      }
      const { says: _says, ...expected } = played.expected;
      expect(await tallied(played, ids, world)).toEqual(expected);
    });
  });
});
