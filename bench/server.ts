import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Memory, Report, TargetOptions } from "./target.ts";

export type Server = {
  readonly port: number;
  /** processor time used so far, in microseconds, asked for when nothing waits to be sent */
  cpu(): Promise<number>;
  /** what it holds once nothing waits to be sent and, with `--expose-gc`, garbage is gone */
  memory(): Promise<Memory>;
  stop(): Promise<void>;
};

/** Starts a server in a process of its own; it ends with this one. */
export async function startServer(options: TargetOptions, more: readonly string[] = []): Promise<Server> {
  const flags = [...(process.env.BENCH_NODE_FLAGS?.split(" ") ?? []), ...more];
  const child = fork(fileURLToPath(new URL("./target.js", import.meta.url)), [JSON.stringify(options)], {
    execArgv: flags,
  });
  const first = await next(child);
  if (!("port" in first)) throw new Error("the server did not say its port");
  return {
    port: first.port,
    async cpu() {
      const answer = next(child);
      child.send("cpu");
      const report = await answer;
      if (!("cpuMicroseconds" in report)) throw new Error("the server did not say its processor time");
      return report.cpuMicroseconds;
    },
    async memory() {
      const answer = next(child);
      child.send("memory");
      const report = await answer;
      if (!("heapBytes" in report)) throw new Error("the server did not say what it holds");
      return report;
    },
    async stop() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

function next(child: ChildProcess): Promise<Report> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("the server of the bench ended"));
    child.once("exit", ended);
    child.once("message", (report: Report) => {
      child.off("exit", ended);
      resolve(report);
    });
  });
}
