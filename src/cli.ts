import { pathToFileURL } from "node:url";
import { backupCommand } from "./cli/backup.ts";
import { commandsCommand } from "./cli/commands.ts";
import { consoleCodeCommand } from "./cli/console-code.ts";
import { doctorCommand } from "./cli/doctor.ts";
import { exportCommand } from "./cli/export.ts";
import { groupCommand } from "./cli/group.ts";
import { importCommand } from "./cli/import.ts";
import { recountCommand } from "./cli/recount.ts";
import { replayCommand } from "./cli/replay.ts";
import { resetSecondFactorCommand } from "./cli/reset-second-factor.ts";
import { restoreCommand } from "./cli/restore.ts";
import { rotateKeyCommand } from "./cli/rotate-key.ts";
import { sendCommand } from "./cli/send.ts";
import { type CliContext, UsageError } from "./cli/tool.ts";
import { understandCommand } from "./cli/understand.ts";
import { ConfigError } from "./config.ts";

const tools: Readonly<
  Record<string, { readonly usage: string; run(words: readonly string[], context: CliContext): Promise<number> }>
> = {
  import: importCommand,
  export: exportCommand,
  group: groupCommand,
  send: sendCommand,
  replay: replayCommand,
  recount: recountCommand,
  doctor: doctorCommand,
  "console-code": consoleCodeCommand,
  "reset-second-factor": resetSecondFactorCommand,
  backup: backupCommand,
  restore: restoreCommand,
  "rotate-key": rotateKeyCommand,
  understand: understandCommand,
  commands: commandsCommand,
};

/** Runs one operator's command. The exit code: 0 all of it was done, 1 it was not, 2 it was written wrongly. */
export async function runCli(words: readonly string[], context: CliContext): Promise<number> {
  const [name = "", ...rest] = words;
  const tool = tools[name];
  try {
    if (!tool)
      throw new UsageError(
        Object.values(tools)
          .map(({ usage }) => usage)
          .join("\n"),
      );
    return await tool.run(rest, context);
  } catch (error) {
    context.err(wordsOf(error));
    return error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  }
}

/** What went wrong in one line: an operator reads it, who has no use for a stack. */
function wordsOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("message" in error)) return String(error);
  if ("code" in error && error.code === "ENOENT" && "path" in error)
    return `没有这个文件：${error.path}（在 ${process.cwd()} 里找的；名字前面写上它所在的文件夹也行）`;
  const cause = "cause" in error && error.cause ? `: ${wordsOf(error.cause)}` : "";
  return `${error.message}${cause}`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  // whoever reads it may have read enough: `cli doctor | head`
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  process.exitCode = await runCli(process.argv.slice(2), {
    environment: process.env,
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    input: process.stdin,
    now: () => Date.now(),
  });
}
