import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

export type Guarded = {
  /** asks until the answer is yes; rejects with the program's own words when it ends before */
  untilUp(isUp: () => Promise<boolean>): Promise<void>;
  /** settles when the program has ended and its folder is gone */
  stop(): Promise<void>;
};

export type GuardedProgram = {
  readonly command: string;
  readonly args: readonly string[];
  /** removed when the program has ended */
  readonly folder: string;
  /** the signal that ends the program without waiting for its clients */
  readonly signal: "INT" | "TERM";
  readonly user?: { readonly uid: number; readonly gid: number };
};

// The guard's standard input is a pipe from this process: it closes however this process ends, kill -9 included.
const guard = `
  trap : INT TERM
  signal=$1 folder=$2; shift 2
  exec 3<&0
  "$@" </dev/null 3<&- & program=$!
  { cat <&3 >/dev/null; kill -s "$signal" $program; } 2>/dev/null &
  while kill -0 $program 2>/dev/null; do wait $program; done
  rm -rf "$folder"
`;

/** Runs a server that never outlives this process, and does not keep it alive either. */
export function spawnGuarded({ command, args, folder, signal, user }: GuardedProgram): Guarded {
  const child = spawn("sh", ["-c", guard, "guard", signal, folder, command, ...args], { cwd: "/", ...user });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-4_000);
    });
  }
  const ended = once(child, "exit").then(() => {
    child.stdin.destroy(); // the guard's reader waits for this when the program ended by itself
  });
  for (const handle of [child, child.stdin, child.stdout, child.stderr]) (handle as { unref?: () => void }).unref?.();
  return {
    async untilUp(isUp) {
      for (let look = 0; look < 5_000; look++) {
        if (await isUp()) return;
        if (child.exitCode !== null) break;
        await sleep(20);
      }
      throw new Error(`${command} did not start: ${output}`);
    },
    async stop() {
      child.ref();
      child.stdin.end();
      await ended;
    },
  };
}
