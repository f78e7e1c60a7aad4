import { execFile } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { spawnGuarded } from "./guarded.ts";

export type PostgresCluster = {
  /** the address of a database of this cluster */
  url(database: string): string;
  stop(): Promise<void>;
};

/**
 * Starts a PostgreSQL server of its own, on a unix socket in a temporary folder. As root it runs as another user, for
 * PostgreSQL refuses root. It ends with this process, however that ends. Throws when the machine has no PostgreSQL.
 * `settings`: of its own, beside those of every test's server.
 */
export async function startPostgresCluster(settings: Readonly<Record<string, string>> = {}): Promise<PostgresCluster> {
  const bin = programs();
  const user = process.getuid?.() === 0 ? unprivileged() : undefined;
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-pg-"));
  chmodSync(folder, 0o755);
  if (user) chownSync(folder, user.uid, user.gid);
  await promisify(execFile)(join(bin, "initdb"), [...(await initOptions(bin)), "-D", join(folder, "data")], {
    cwd: folder,
    ...user,
  });
  const own = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawnGuarded({
    command: join(bin, "postgres"),
    args: ["-D", join(folder, "data"), "-k", folder, ...serverOptions, ...own],
    folder,
    signal: "INT",
    ...(user && { user }),
  });
  const url = (database: string) => `postgres://postgres@localhost/${database}?host=${encodeURIComponent(folder)}`;
  await server.untilUp(() => answers(url("postgres")));
  return { url, stop: server.stop };
}

// Tests lose nothing by a power cut.
const serverOptions = [
  ...["-c", "listen_addresses=", "-c", "max_connections=200", "-c", "log_min_messages=fatal"],
  ...["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"],
];

// A Chinese collation where the server has one: whatever must sort by bytes has to say so itself.
async function initOptions(bin: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(join(bin, "initdb"), ["--help"]);
  const chinese = stdout.includes("--icu-locale") ? ["--locale-provider=icu", "--icu-locale=zh"] : [];
  return ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync", "--no-locale", ...chinese];
}

function programs(): string {
  const home = "/usr/lib/postgresql"; // Debian keeps them off PATH
  const versions = existsSync(home) ? readdirSync(home).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(home, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  const found = folders.find((folder) => existsSync(join(folder, "initdb")));
  if (!found) throw new Error("PostgreSQL is missing: sudo apt-get install -y postgresql");
  return found;
}

function unprivileged(): { uid: number; gid: number } {
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account = accounts.find(([name]) => name === "postgres") ?? accounts.find(([name]) => name === "nobody");
  return { uid: Number(account?.[2] ?? 65_534), gid: Number(account?.[3] ?? 65_534) };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
