// Which folder may import which (docs/architecture.md), no import cycles, no file over 300 lines. Prints what breaks this,
// and exits 1.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const core = ["src/chinese", "src/ledger", "src/bot"];

// `values`: what may be imported in any way, beside the folder itself; `types`: what only `import type` may name.
const folders = {
  "src/chinese": { values: [], types: [], pure: true },
  "src/ledger": { values: ["src/chinese"], types: [], pure: true },
  "src/bot": { values: ["src/chinese", "src/ledger"], types: ["src/store", "src/page", "src/pictures"], pure: true },
  // what pages are drawn with
  "src/page": { values: core, types: ["src/store"], pure: true },
  // figures as a picture for a chat
  "src/pictures": { values: ["src/page/html.ts"], types: [], pure: true },
  handlers: { values: [...core, "src/page"], types: ["src/store", "src/pictures"], pure: true },
  jobs: { values: core, types: ["src/store"], pure: true },
  "src/store": { values: core, types: ["src"] },
  "src/channels": { values: core, types: ["src"] },
  "src/queue": { values: core, types: ["src"] },
  "src/import": { values: [...core, "src/store"], types: ["src"] },
  // what an operator can have wrong: asked by a tool and by the console
  "src/doctor": { values: [...core, "src/pictures", "src/config.ts"], types: ["src"] },
  "src/cli": { values: ["src", "handlers"], types: [] },
  // the sandbox page shows whom one can be: data
  "src/web": {
    values: [...core, "src/page", "src/doctor", "src/import", "src/channels/sandbox/cast.ts"],
    types: ["src"],
  },
};
const impure =
  /^(koa|bullmq|ioredis|kysely|pg|undici|ws|node-cron|node:https?|node:net)(\/|-|$)|^@(koa|wecom|photostructure)\//;

// Rooms of the engine from the ground up: each may use those below it and, where they stand on one floor, itself alone.
// Files that lie directly in src/bot are the words that all share.
const floors = [["reading", "tell"], ["command", "digest"], ["record", "delivery"], ["turn"]];
const floorOf = (room) => floors.findIndex((rooms) => rooms.includes(room));
const botRoom = (file) => /^src\/bot\/([^/]+)\/[^/]+$/.exec(file)?.[1];

// What an engine knows of ledgers it asks of their list.
const engine = ["src/bot", "src/page", "src/store", "src/queue", "src/web", "src/import"];
const rulesOfTheDomain = new Set(
  [
    "kind",
    "lifecycle",
    "kinds",
    "coverage",
    "digest",
    "digest-time",
    "quiet-hours",
    "group-kind",
    "hand-out",
    "recap",
    "quarter",
    "pairing-kind",
    "motion-templates",
    "county-templates",
    "appraisal-templates",
    "own-appraisals",
    "publication",
    "retention",
    "checklist",
  ].map((name) => `src/ledger/${name}.ts`),
);
const mostLines = 300;

const importLine =
  /^\s*(?:import|export)\s+(type\s)?[^"';]*?from\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)|^\s*import\s+"([^"]+)"/gm;

const files = Object.keys({ ...folders, src: 0 })
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: folder !== "src" }).map((name) => join(folder, name)),
  )
  .filter((file) => file.endsWith(".ts"));
const imports = new Map(files.map((file) => [file, importsOf(file)]));
const faults = [
  ...files.flatMap(wrongDirections),
  ...files.flatMap(wrongRooms),
  ...files.flatMap(namedLedgers),
  ...files.filter((file) => linesOf(file) > mostLines).map((file) => `${file} has ${linesOf(file)} lines`),
  ...cycles(),
];

for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`${files.length} files, ${faults.length} wrong imports\n`);
process.exitCode = faults.length > 0 ? 1 : 0;

function importsOf(file) {
  return [...readFileSync(join(root, file), "utf8").matchAll(importLine)].map(([, type, from, dynamic, bare]) => {
    const name = from ?? dynamic ?? bare;
    return { type: type !== undefined, target: name.startsWith(".") ? normalize(join(dirname(file), name)) : name };
  });
}

function wrongDirections(file) {
  const home = Object.keys(folders).find((folder) => file.startsWith(`${folder}/`));
  if (!home) return [];
  const { values, types, pure } = folders[home];
  const within = (places, target) => places.some((place) => target === place || target.startsWith(`${place}/`));
  const ledger = /^handlers\/[^/]+\//.exec(file)?.[0];
  return imports
    .get(file)
    .filter(({ type, target }) => {
      // ledgers do not know each other
      if (ledger && target.startsWith("handlers/")) return !target.startsWith(ledger);
      if (!/^(src|handlers|jobs|test|bench)\//.test(target)) return pure && impure.test(target);
      return !within([home, ...values], target) && !(type && within(types, target));
    })
    .map(({ type, target }) => `${file} may not import ${type ? "types from " : ""}${target}`);
}

/** Also where only a type is named: a floor that knows the one above it is no floor. */
function wrongRooms(file) {
  if (!file.startsWith("src/bot/")) return [];
  const room = botRoom(file);
  return imports
    .get(file)
    .filter(({ type, target }) => {
      const other = botRoom(target);
      if (other === undefined || other === room) return false;
      // the words may name what a command, a section or a message's parts look like
      return room === undefined ? !type : floorOf(other) >= floorOf(room);
    })
    .map(({ target }) => `${file} may not look up into ${target}`);
}

/** The engine names no ledger, and ledgers do not know each other. */
function namedLedgers(file) {
  const isEngine = engine.some((folder) => file.startsWith(`${folder}/`));
  const own = /^handlers\/([^/]+)\//.exec(file)?.[1];
  return imports
    .get(file)
    .filter(({ target }) => {
      if (isEngine) return target.startsWith("src/ledger/") && !rulesOfTheDomain.has(target);
      const other = /^handlers\/([^/]+)\//.exec(target)?.[1];
      return own !== undefined && other !== undefined && other !== own;
    })
    .map(({ target }) => `${file} names the ledger ${target}`);
}

function linesOf(file) {
  return readFileSync(join(root, file), "utf8").split("\n").length - 1;
}

// Depth first; `import type` leaves nothing to run and makes no cycle.
function cycles() {
  const found = [];
  const state = new Map();
  const visit = (file, path) => {
    if (state.get(file) === "open") found.push(`cycle: ${[...path.slice(path.indexOf(file)), file].join(" → ")}`);
    if (state.has(file) || !imports.has(file)) return;
    state.set(file, "open");
    for (const { type, target } of imports.get(file)) if (!type) visit(target, [...path, file]);
    state.set(file, "done");
  };
  for (const file of files) visit(file, []);
  return found;
}
