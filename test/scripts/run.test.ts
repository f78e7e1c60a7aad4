import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Typed with a Node that calls itself this. */
function typed(node: string, name: string) {
  const pretend = `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${node}"})`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", pretend, "scripts/run.mjs", name], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test.each(["12.22.12", "18.20.4", "20.11.1"])(
  "Node %s is told what is wanted and where to read on, in one line",
  (node) => {
    expect(typed(node, "start")).toEqual({
      status: 1,
      stdout: "",
      stderr: `这台机器上的 Node 是 ${node}，串门要 20.12 以上。怎么装：看 README.md 的“先装 Node”，装好再敲一遍。\n`,
    });
  },
);

test("a Node that is new enough goes on", () => {
  expect(typed("20.12.0", "no-such-script").stderr).toContain("no-such-script.mjs");
});

test("the number wanted is the one of package.json, and of the README", () => {
  const read = (name: string) => readFileSync(root + name, "utf8");
  const [wanted = ""] = /\d+\.\d+/.exec(JSON.parse(read("package.json")).engines.node) ?? [];
  expect(typed("18.20.4", "start").stderr).toContain(`要 ${wanted} 以上`);
  expect(read("README.md")).toContain(`Node ${wanted}`);
  expect(read("README.md")).toMatch(/^#+ 先装 Node$/m);
});

test("what old Nodes cannot read is not in the first step", () => {
  expect(readFileSync(`${root}scripts/run.mjs`, "utf8")).not.toMatch(/\?\.|\?\?|^await |^import .* from /m);
});

test("no script of package.json needs more than Windows' cmd has", () => {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { scripts: Record<string, string> };
  for (const line of Object.values(scripts))
    expect(line).toMatch(/^(node scripts\/[\w-]+\.mjs|biome)( [^;|$]*)?( && node scripts\/[\w-]+\.mjs)?$/);
});
