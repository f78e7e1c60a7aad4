// node scripts/try-dockerfile.mjs FOLDER: carries out the Dockerfile's COPY and RUN lines without a Docker engine.
// Each stage is a folder below FOLDER that stands for its root, the last one FOLDER/image; RUN lines run on this machine.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const context = fileURLToPath(new URL("..", import.meta.url));
const out = resolve(process.argv[2] ?? "");
const lines = readFileSync(join(context, "Dockerfile"), "utf8").replaceAll("\\\n", " ").split("\n");
const instructions = lines.map((line) => /^([A-Z]+)\s+(.*)$/.exec(line)).filter((match) => match !== null);
const lastStage = instructions.filter(([, word]) => word === "FROM").length - 1;
const sent = readFileSync(join(context, ".dockerignore"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("!"));

const stages = new Map();
let stage = "";
let cwd = "";

const steps = {
  FROM(rest) {
    stage = join(out, stages.size === lastStage ? "image" : `stage${stages.size}`);
    stages.set(/ AS (\S+)$/.exec(rest)?.[1] ?? stage, stage);
    mkdirSync(stage, { recursive: true });
    cwd = stage;
  },
  WORKDIR(path) {
    cwd = join(stage, path);
    mkdirSync(cwd, { recursive: true });
  },
  COPY(rest) {
    const words = rest.split(/\s+/);
    const from = words[0].startsWith("--from=") ? stages.get(words.shift().slice("--from=".length)) : undefined;
    const target = resolve(cwd, words.pop());
    for (const source of words) {
      if (!from && !sent.includes(`!${source}`)) throw new Error(`.dockerignore keeps back ${source}`);
      const path = join(from ?? context, source);
      const intoFolder = rest.endsWith("/") && !statSync(path).isDirectory();
      cpSync(path, existsSync(target) && intoFolder ? join(target, basename(source)) : target, { recursive: true });
    }
  },
  RUN(command) {
    const here = command.replace(/(?<=\s)\/(?=app\b|data\b)/g, `${stage}/`);
    const { status } = spawnSync("sh", ["-ec", here], { cwd, stdio: ["ignore", 2, 2] });
    if (status !== 0) throw new Error(`RUN ${command} ended with ${status}`);
  },
};

for (const [, word, rest] of instructions) {
  process.stderr.write(`${word} ${rest}\n`);
  steps[word]?.(rest);
}
