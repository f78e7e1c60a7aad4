import { AsyncLocalStorage } from "node:async_hooks";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const { default: Environment } = await import(join(root, "scripts/jest/environment.mjs"));
const { default: Runtime } = await import(join(root, "scripts/jest/runtime.cjs"));

test("what a file changes in variables and globals is taken back behind it", async () => {
  const { env, exit } = process;
  const [path, log] = [env.PATH, globalThis.console];
  const environment = new Environment({ projectConfig: {} });
  await environment.setup();
  Object.assign(env, { PATH: "", LEFT_BY_A_FILE: "1" });
  globalThis.console = Object.create(console);
  process.exit = () => exit(3);
  Object.assign(globalThis, { heldByAPackage: 1 });
  environment.fakeTimersModern.useFakeTimers();
  await environment.teardown();
  expect([env.PATH, env.LEFT_BY_A_FILE, globalThis.console, process.exit]).toEqual([path, undefined, log, exit]);
  expect(globalThis).toHaveProperty("heldByAPackage", 1);
  await new Promise((resolve) => setTimeout(resolve, 1)); // by a clock that goes
});

test("which test is at work is known without a storage that makes every promise of the worker dearer", async () => {
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-runtime-"));
  const keeper = join(folder, "keeper.cjs");
  writeFileSync(keeper, 'module.exports = new (require("node:async_hooks").AsyncLocalStorage)();');
  const runtime = new Runtime({}, {});
  const [present, next] = [runtime.requireInternalModule(keeper), runtime.requireInternalModule(keeper)];
  rmSync(folder, { recursive: true });
  const seen: unknown[] = [];
  const look = async () => {
    await turn();
    seen.push(present.getStore());
  };
  await present.run("test", async () => {
    await expect(present.run("hook", () => look().then(() => Promise.reject(new Error("fell"))))).rejects.toThrow(
      "fell",
    );
    await look();
  });
  await look();
  expect(seen).toEqual(["hook", "test", undefined]);
  expect([present, next, new AsyncLocalStorage()].map((kept) => kept instanceof AsyncLocalStorage)).toEqual([
    false,
    false,
    true,
  ]);
  expect(next).not.toBe(present);
});

test("no helper has a hook at its top: it would be heard in the first of its files only", () => {
  const helpers = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" }).filter((path) =>
    /(?<!\.test)\.ts$/.test(path),
  );
  expect(helpers.length).toBeGreaterThan(50);
  const hook = /^(before|after)(All|Each)\(/m;
  expect(helpers.filter((path) => hook.test(readFileSync(join(root, "test", path), "utf8")))).toEqual([]);
});
