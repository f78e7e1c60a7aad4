// What `npm start`, `npm test` and `npm run build|cli|bench` need before they can run. Plain Node, no packages.
// Each step looks first and acts only when something is missing; all words go to stderr, so that a command's output
// stays its own.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { missingPrograms } from "./programs.mjs";

export const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => join(root, ...parts);
const onWindows = process.platform === "win32";
const sources = ["src", "handlers", "jobs", "test", "bench"];

/**
 * Installs packages, builds, and looks for the programs named in `needs` (see programs.mjs).
 * Returns what could not be had, as `[{ name, reason }]`. Ends the process when packages or the build fail.
 */
export async function setUp({ needs = [] } = {}) {
  if (!packagesAreInstalled() || !buildIsFresh()) await alone(installAndBuild);
  return missingPrograms(needs, { run, say });
}

function installAndBuild() {
  if (!packagesAreInstalled()) {
    say("第一次：正在装 npm 包（npm ci），一两分钟，看网……");
    if (!runNpm("ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"))
      giveUp("npm 包没有装上（npm ci，原因在上面）。多半是网：README.md 的“网慢”一节说怎么换镜像。");
  }
  if (!buildIsFresh()) build();
}

// npm writes node_modules/.package-lock.json when an installation is complete; it leaves out the root and the
// optional packages of other platforms.
function packagesAreInstalled() {
  const folder = lstatSync(at("node_modules"), { throwIfNoEntry: false });
  if (folder?.isSymbolicLink()) return true; // belongs to another checkout
  if (!existsSync(at("node_modules/.package-lock.json"))) return false;
  const wanted = JSON.parse(readFileSync(at("package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(at("node_modules/.package-lock.json"), "utf8")).packages;
  return (
    Object.keys(present).every((path) => path in wanted) &&
    Object.entries(wanted).every(
      ([path, { integrity, optional }]) =>
        path === "" || (path in present ? present[path].integrity === integrity : optional === true),
    )
  );
}

// Beside dist, then swapped in: a failed build keeps the last good one, and a deleted source leaves nothing behind.
function build() {
  say("正在编译……");
  const digest = digestOfSources();
  rmSync(at("dist.new"), { recursive: true, force: true });
  const { status } = run(process.execPath, [at("node_modules/typescript/bin/tsc"), "--outDir", "dist.new"]);
  if (status !== 0) giveUp("编译不过（tsc，原因在上面）。改过源码就看改的地方；没改过就重新取一份。");
  const isAsset = (path) => !path.endsWith(".ts");
  cpSync(at("src"), at("dist.new/src"), { recursive: true, filter: isAsset });
  writeFileSync(at("dist.new/.sources"), digest);
  rmSync(at("dist"), { recursive: true, force: true });
  renameSync(at("dist.new"), at("dist"));
}

function buildIsFresh() {
  return existsSync(at("dist/.sources")) && readFileSync(at("dist/.sources"), "utf8") === digestOfSources();
}

function digestOfSources() {
  const hash = createHash("sha256");
  const files = sources
    .flatMap((folder) =>
      existsSync(at(folder)) ? readdirSync(at(folder), { recursive: true, withFileTypes: true }) : [],
    )
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((path) => path.endsWith(".ts") || path.startsWith("src"));
  for (const path of [...files.sort(), "tsconfig.json", "package-lock.json"]) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(at(path)))
      .update("\0");
  }
  return hash.digest("hex");
}

// One set-up at a time: `npm start` and `npm run cli` may be typed together on a fresh clone.
async function alone(work) {
  const lock = at(".build/set-up.lock");
  mkdirSync(at(".build"), { recursive: true });
  while (!claim(lock)) await sleep(200);
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function claim(lock) {
  try {
    writeFileSync(lock, `${process.pid}`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!isAlive(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(lock) {
  try {
    process.kill(Number(readFileSync(lock, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

// npm's own program, by the Node that runs this: Windows starts no npm.cmd without a shell.
function runNpm(...args) {
  const npm = process.env.npm_execpath;
  const [command, before] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const { status, error } = run(command, [...before, ...args], { shell: command === "npm" && onWindows });
  if (error) say(error.message);
  return status === 0;
}

function giveUp(words) {
  say(words);
  rmSync(at(".build/set-up.lock"), { force: true });
  process.exit(1);
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], ...options });
}

function say(text) {
  process.stderr.write(`准备：${text}\n`);
}
