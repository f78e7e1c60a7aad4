import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const { default: Environment } = await import(join(root, "scripts/jest/environment.mjs"));

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

test("no helper has a hook at its top: it would be heard in the first of its files only", () => {
  const helpers = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" }).filter((path) =>
    /(?<!\.test)\.ts$/.test(path),
  );
  expect(helpers.length).toBeGreaterThan(50);
  const hook = /^(before|after)(All|Each)\(/m;
  expect(helpers.filter((path) => hook.test(readFileSync(join(root, "test", path), "utf8")))).toEqual([]);
});
