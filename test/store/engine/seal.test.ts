import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { createSeal } from "../../../src/store/engine/seal.ts";
import { openStore } from "../../../src/store/store.ts";
import { openPostgresDatabase } from "../../services/postgres.ts";
import { type Engine, engines, openEmpty } from "../open.ts";

describe("the seal", () => {
  const seal = createSeal(Buffer.alloc(32, 1));
  const other = createSeal(Buffer.alloc(32, 2));

  test("opens what it sealed, each time another", () => {
    const text = "三社路灯不亮 🙂";
    expect(seal.seal(text)).not.toBe(seal.seal(text));
    for (const words of [text, ""]) expect(seal.open(seal.seal(words))).toBe(words);
  });

  test("opens nothing sealed under another key or changed since", () => {
    const sealed = Buffer.from(seal.seal("路灯"), "base64");
    expect(() => other.open(sealed.toString("base64"))).toThrow();
    for (const at of [0, 12, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => seal.open(changed.toString("base64"))).toThrow();
    }
    // a tag cut short must not be taken for a whole one
    for (const length of [0, 11, 12, 16, 27])
      expect(() => seal.open(sealed.subarray(0, length).toString("base64"))).toThrow();
  });

  test("has the same fingerprint for the same words, and another under another key", () => {
    expect(seal.fingerprint("路灯")).toBe(seal.fingerprint("路灯"));
    expect(seal.fingerprint("路灯")).not.toBe(seal.fingerprint("路灯 "));
    expect(seal.fingerprint("路灯")).not.toBe(other.fingerprint("路灯"));
  });

  test("takes no key of another length", () => {
    for (const length of [0, 16, 31, 33]) expect(() => createSeal(Buffer.alloc(length))).toThrow(/32 bytes/);
  });
});

describe.each(engines)("a database on %s", (engine) => {
  test("is opened again under its own key, and refused under another with the name of the variable", async () => {
    const database = await openEmpty(engine);
    await database.store.write((tables) => tables.settings.set("kept", "yes"));
    await expect(database.again({ seal: createSeal(Buffer.alloc(32, 9)) })).rejects.toThrow(/DATA_KEY/);
    // migrations run again and change nothing
    const again = await database.again();
    expect(await again.read.settings.get("kept")).toBe("yes");
    expect(await again.write((tables) => tables.settings.set("more", "yes"))).toBeUndefined();
    await again.close();
    await database.remove();
  });

  test("is made once when two processes find it empty at the same time", async () => {
    const empty = await nowhere(engine);
    const options = { url: empty.url, seal: createSeal(Buffer.alloc(32, 1)) };
    const both = await Promise.all([openStore(options), openStore(options)]);
    for (const [at, store] of both.entries()) await store.write((tables) => tables.settings.set(`opened ${at}`, "yes"));
    expect(await both[0].read.settings.get("opened 1")).toBe("yes");
    for (const store of both) await store.close();
    await empty.drop();
  });
});

test("what people said is not found in the bytes of the database", async () => {
  const { store, file, remove } = await openEmpty("sqlite");
  const words = "三社的路灯坏了半个月";
  const entry = { alsoKey: null, chat: "c", account: "a", platformId: null, sentAt: 0, receivedAt: 0 };
  await store.write(async (tables) => {
    await tables.inbox.add({ ...entry, key: "k", message: words, answer: words });
    await tables.inbox.addFailed({ ...entry, key: "f", message: words, answer: words }, "Error");
    await tables.outbox.add({ target: "t", cause: "c", purpose: "push", text: words, now: 0 });
    await tables.dialogs.ask("a", "c", words, 10);
    await tables.audit.add({ at: 0, account: "a", personId: null, action: "x", subject: "y", detail: words });
    await tables.settings.set("in the open", "真的在这里");
  });
  const folder = dirname(file);
  const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
  expect(bytes.includes("真的在这里")).toBe(true);
  expect(bytes.includes(words)).toBe(false);
  await remove();
});

/** An address at which nothing has been made yet. */
async function nowhere(engine: Engine) {
  if (engine === "postgres") return openPostgresDatabase();
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-empty-"));
  return { url: `sqlite:${join(folder, "new.db")}`, drop: async () => rmSync(folder, { recursive: true }) };
}
