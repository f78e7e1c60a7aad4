// Programs from the operating system: how each is found, and the Debian package that brings it.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const programs = {
  redis: { found: () => onPath("redis-server"), packages: ["redis-server"], without: "reminders run without a queue" },
  postgres: { found: hasPostgres, packages: ["postgresql"], without: "tests on PostgreSQL fail" },
  chromium: { found: () => onPath("chromium"), packages: ["chromium"], without: "tests in a browser are skipped" },
  "Chinese font": {
    found: hasChineseFont,
    packages: ["fonts-wqy-microhei"],
    without: "tests in a browser are skipped",
  },
};

/** Looks for the programs named, installs what it may, and returns `[{ name, reason }]` for what is still missing. */
export function missingPrograms(names, { run, say }) {
  const absent = () => names.filter((name) => !programs[name].found());
  if (absent().length > 0 && mayInstall()) install(packagesOf(absent()), { run, say });
  return absent().map((name) => {
    const command = `sudo apt-get install -y ${packagesOf([name])}`;
    say(`${name} is missing, ${programs[name].without}; on Debian or Ubuntu: ${command}`);
    return { name, reason: `${name} is missing (${command})` };
  });
}

const packagesOf = (names) => names.flatMap((name) => programs[name].packages).join(" ");

function mayInstall() {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version") && onPath("apt-get");
}

function install(packages, { run, say }) {
  say(`installing ${packages} (apt-get)`);
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
