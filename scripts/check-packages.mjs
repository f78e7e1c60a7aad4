// node scripts/check-packages.mjs: every package is imported somewhere, pinned exactly, has its row in docs/packages.md,
// and whatever is installed at run time has one of the licences that are listed there. --licences prints that list.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path) => readFileSync(join(root, path), "utf8");
const { dependencies, devDependencies } = JSON.parse(read("package.json"));
const { packages } = JSON.parse(read("package-lock.json"));
const page = read("docs/packages.md");
/** used by their command, their types or their engine, and imported nowhere */
const byOtherMeans = /^(typescript|@biomejs\/biome|jest|@types\/.*)$/;

const sourcesOf = (folders) =>
  folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((path) => join(folder, path)))
    .filter((path) => /\.(ts|mjs|js)$/.test(path))
    .map(read)
    .join("\n");
const shipped = sourcesOf(["src", "handlers", "jobs"]);
const all = `${shipped}\n${sourcesOf(["test", "bench", "scripts"])}`;
const isImported = (name, text) => new RegExp(`["']${name}(/[^"']*)?["']`).test(text);

const faults = [];
for (const [list, text] of [
  [dependencies, shipped],
  [devDependencies, all],
])
  for (const [name, version] of Object.entries(list)) {
    if (!/^\d+\.\d+\.\d+$/.test(version)) faults.push(`${name} is not pinned exactly: ${version}`);
    if (!byOtherMeans.test(name) && !isImported(name, text)) faults.push(`${name} is not used`);
    if (!name.startsWith("@types/") && !new RegExp(`[| ,]${name}[ ,|]`).test(page))
      faults.push(`${name} has no row in docs/packages.md`);
  }

const licences = new Map();
for (const [path, { dev, license = "none given" }] of Object.entries(packages)) {
  if (path === "" || dev) continue;
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  licences.set(license, [...new Set([...(licences.get(license) ?? []), name])].sort());
}
for (const [licence, names] of licences)
  if (!page.includes(`| ${licence} |`)) faults.push(`${licence} is not among the licences listed: ${names.join(", ")}`);

if (process.argv.includes("--licences"))
  for (const [licence, names] of [...licences].sort((one, other) => other[1].length - one[1].length))
    console.log(`| ${licence} | ${names.length} | ${names.length > 12 ? "" : names.join(", ")} |`);
for (const fault of faults) console.log(fault);
console.log(`${licences.size} licences, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
