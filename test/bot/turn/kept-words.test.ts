import { expect, test } from "@jest/globals";
import { DatabaseSync } from "@photostructure/sqlite";
import type { Message } from "../../../src/bot/message.ts";
import { joinBot } from "../../../src/join.ts";
import { createSeal } from "../../../src/store/engine/seal.ts";
import { openEmpty, testKey } from "../../store/open.ts";
import { putTown } from "../../store/town.ts";

const now = Date.parse("2026-11-21T10:00:00+08:00");

test("of a message that was done its words alone are kept, sealed", async () => {
  const { store, file, remove } = await openEmpty("sqlite");
  await store.write(putTown);
  const { accept } = joinBot({ store, admins: new Set(), now: () => now, log: () => {} });
  const text = "意见：路灯不亮";
  await accept(said(text));
  const read = new DatabaseSync(file, { readOnly: true });
  const [row] = read.prepare("select state, message_sealed from inbox").all() as Record<string, string>[];
  read.close();
  expect(row?.state).toBe("done");
  expect(JSON.parse(createSeal(testKey).open(row?.message_sealed ?? ""))).toEqual({ text });
  await remove();
});

function said(text: string): Message {
  const chat = { channel: "sandbox", bot: "town", kind: "direct", id: "li" } as const;
  return {
    ...{ type: "message", key: "k1", chat, text, mentioned: false, botNames: [], quote: null },
    ...{ sender: { account: "sandbox:li", shortAccount: "sandbox:li", name: "老李" }, sentAt: now },
    ...{ answers: "response", privately: chat, hears: "all" },
  };
}
