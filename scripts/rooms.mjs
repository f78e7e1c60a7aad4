// node scripts/rooms.mjs [FOLDER]: what stands directly in a folder (its files and folders), the arrows between them by
// import, and the floors these make; then the sizes of all source files. For seeing whether a change made it simpler.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, process.argv[2] ?? "src/bot");
const importLine = /^\s*(?:import|export)\s+(type\s)?[^"';]*?from\s*"(\.[^"]+)"/gm;
const sources = (from) =>
  readdirSync(from, { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(from, name));

const roomOf = (file) => relative(folder, file).split("/")[0];
const arrows = new Map(sources(folder).map((file) => [roomOf(file), new Set()]));
const withTypes = new Set();
for (const file of sources(folder))
  for (const [, type, from] of readFileSync(file, "utf8").matchAll(importLine)) {
    const target = normalize(join(dirname(file), from));
    if (!target.startsWith(`${folder}/`) || roomOf(target) === roomOf(file)) continue;
    withTypes.add(`${roomOf(file)} ${roomOf(target)}`);
    if (!type) arrows.get(roomOf(file)).add(roomOf(target));
  }

const floors = new Map();
const floorOf = (room) => {
  if (!floors.has(room)) {
    floors.set(room, 1);
    floors.set(room, 1 + Math.max(0, ...[...(arrows.get(room) ?? [])].map(floorOf)));
  }
  return floors.get(room);
};
const count = [...arrows.values()].reduce((sum, to) => sum + to.size, 0);
const highest = Math.max(...[...arrows.keys()].map(floorOf));
console.log(
  `${arrows.size} rooms, ${highest} floors, ${count} arrows (${withTypes.size} with those that only name types)`,
);

const lines = ["src", "handlers", "jobs"]
  .map((name) => join(root, name))
  .filter((path) => statSync(path, { throwIfNoEntry: false }))
  .flatMap(sources)
  .map((file) => [readFileSync(file, "utf8").split("\n").length - 1, relative(root, file)])
  .sort(([one], [other]) => one - other);
const [longest, name] = lines.at(-1);
console.log(
  `${lines.length} source files, median ${lines[Math.floor(lines.length / 2)][0]} lines, longest ${longest} (${name})`,
);
