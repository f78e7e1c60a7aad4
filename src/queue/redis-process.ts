import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

// The kernel gives the lock back however its holder ends, and Redis holds it as long as it lives: two servers never
// write one append-only file, also when two processes start at once or the first server hangs.
const launcher = `
  exec 9>"$1"; shift
  if command -v flock >/dev/null; then flock -n 9 || exit 75; fi
  exec redis-server "$@"
`;

/** exit codes of the launcher: the lock is another's; the shell found no redis-server */
export const exits = { lockIsHeld: 75, noProgram: 127 } as const;

export type RedisProcess = {
  readonly child: ChildProcess;
  /** what it has written since it was launched */
  words(): string;
};

/** Launches a server that lives on when this process is killed. Its data and log lie in `home`. */
export function launchRedis(home: string, socketPath: string): RedisProcess {
  mkdirSync(join(home, "data"), { recursive: true, mode: 0o700 });
  const log = join(home, "redis.log");
  const output = openSync(log, "a", 0o600);
  const start = statSync(log).size;
  const child = spawn("/bin/sh", ["-c", launcher, "redis", join(home, "lock"), ...settings(home, socketPath)], {
    cwd: home,
    detached: true,
    stdio: ["ignore", output, output],
  });
  child.on("error", () => undefined); // its exit code tells
  child.unref();
  closeSync(output);
  return { child, words: () => readFileSync(log).subarray(start).toString() };
}

function settings(home: string, socketPath: string): string[] {
  return [
    ...["--port", "0", "--unixsocket", socketPath, "--unixsocketperm", "700"],
    ...["--dir", join(home, "data"), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""],
    ...["--maxmemory-policy", "noeviction", "--loglevel", "warning"],
  ];
}

/**
 * Redis mends a file that was cut short; one it cannot read it refuses. The ledger can fill an empty queue again, so
 * such data is put aside. Tells whether it was.
 */
export function putUnreadableDataAside(home: string, words: string): boolean {
  if (!/Bad file format|MANIFEST FILE ERROR|Unrecoverable error|Internal error in RDB/.test(words)) return false;
  rmSync(join(home, "data.unreadable"), { recursive: true, force: true });
  renameSync(join(home, "data"), join(home, "data.unreadable"));
  return true;
}
