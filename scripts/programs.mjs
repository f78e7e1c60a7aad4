// Programs from the operating system: how each is found, and the Debian package that brings it.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const programs = {
  redis: { found: () => onPath("redis-server"), packages: ["redis-server"], without: "提醒和简报就在本进程里跑" },
  postgres: { found: hasPostgres, packages: ["postgresql"], without: "PostgreSQL 上的测试会失败" },
  chromium: { found: () => onPath("chromium"), packages: ["chromium"], without: "浏览器里的测试跳过" },
  "Chinese font": {
    found: hasChineseFont,
    packages: ["fonts-wqy-microhei"],
    without: "浏览器里的测试跳过",
  },
};

/** Looks for the programs named, installs what it may, and returns `[{ name, reason }]` for what is still missing. */
export function missingPrograms(names, { run, say }) {
  const absent = () => names.filter((name) => !programs[name].found());
  if (absent().length > 0 && mayInstall()) install(packagesOf(absent()), { run, say });
  return absent().map((name) => {
    const command = `sudo apt-get install -y ${packagesOf([name])}`;
    say(`没有 ${nameOf(name)}，${programs[name].without}。Debian、Ubuntu 上装：${command}`);
    return { name, reason: `${name} is missing (${command})` };
  });
}

const nameOf = (name) => ({ redis: "redis-server", postgres: "PostgreSQL", "Chinese font": "中文字体" })[name] ?? name;
const packagesOf = (names) => names.flatMap((name) => programs[name].packages).join(" ");

function mayInstall() {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version") && onPath("apt-get");
}

function install(packages, { run, say }) {
  say(`正在装 ${packages}（apt-get）……`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, stdio: ["ignore", "ignore", 2] };
  const patience = [
    "-qq",
    "-o",
    "DPkg::Lock::Timeout=300",
    "-o",
    "Acquire::Retries=2",
    "-o",
    "Acquire::http::Timeout=30",
  ];
  run("apt-get", [...patience, "update"], options);
  run("apt-get", [...patience, "install", "-y", "--no-install-recommends", ...packages.split(" ")], options);
}

export function onPath(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

// Debian keeps the server's programs off PATH.
function hasPostgres() {
  const home = "/usr/lib/postgresql";
  const versions = existsSync(home) ? readdirSync(home) : [];
  return versions.some((version) => existsSync(join(home, version, "bin/initdb"))) || onPath("initdb");
}

function hasChineseFont() {
  return onPath("fc-list") && spawnSync("fc-list", [":lang=zh-cn", "file"], { encoding: "utf8" }).stdout !== "";
}
