import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, openEmpty } from "../open.ts";

describe.each(engines)("a guarded store on %s", (engine) => {
  let db: Awaited<ReturnType<typeof openEmpty>>;
  beforeEach(async () => {
    db = await openEmpty(engine);
  });
  afterEach(() => db.remove());

  const refused = "inside store.write only its own tables may be used";
  const read = () => db.store.read.settings.get("anything");

  test("refuses a read beside the transaction from inside it, also a later one of the same work", async () => {
    await expect(db.store.write(read)).rejects.toThrow(refused);
    const later = async () => void (await Promise.resolve().then(read));
    await expect(db.store.write(later)).rejects.toThrow(refused);
  });

  test("refuses a transaction inside a transaction", async () => {
    await expect(db.store.write(() => db.store.write(async () => 1))).rejects.toThrow(refused);
  });

  test("takes both before, beside and after one", async () => {
    await read();
    const [, beside] = await Promise.all([db.store.write((tables) => tables.settings.set("a", "1")), read()]);
    expect(beside).toBeUndefined();
    await db.store.write((tables) => tables.settings.set("anything", "2"));
    expect(await read()).toBe("2");
  });

  test("stays guarded when another one is closed, and lets the other be used inside", async () => {
    const other = await openEmpty(engine);
    await db.store.write(() => other.store.read.settings.get("anything"));
    await other.remove();
    await expect(db.store.write(read)).rejects.toThrow(refused);
  });
});
