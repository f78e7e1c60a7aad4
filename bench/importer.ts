import { importCommand } from "../src/cli/import.ts";

// The command line's import in a process of its own: says its lines, and at its end what it took.

export type ImporterOptions = {
  readonly url: string;
  readonly folder: string;
  readonly file: string;
  readonly key: string;
};
export type ImporterReport = { readonly seconds: number; readonly peakBytes: number; readonly said: readonly string[] };

const { url, folder, file, key }: ImporterOptions = JSON.parse(process.argv[2] ?? "{}");
const said: string[] = [];
const say = (line: string) => void said.push(line);
const begun = performance.now();
await importCommand.run(["people", file], {
  environment: { DATABASE_URL: url, DATA_DIR: folder, DATA_KEY: key },
  ...{ out: say, err: say, now: Date.now, input: (async function* () {})() },
});
const report: ImporterReport = {
  seconds: (performance.now() - begun) / 1000,
  peakBytes: process.resourceUsage().maxRSS * 1024,
  said,
};
process.send?.(report);
process.disconnect?.();
