import { mkdirSync } from "node:fs";
import { readConfig } from "../config.ts";
import { loadDataKey } from "../data-key.ts";
import { createSeal, type Seal } from "../store/engine/seal.ts";
import { openStore, type Store } from "../store/store.ts";

export type CliContext = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly input: AsyncIterable<Buffer | string>;
  /** epoch milliseconds */
  readonly now: () => number;
};

/** How a command is to be written, or what is missing of it. */
export class UsageError extends Error {
  override readonly name = "UsageError" as const;
}

/** The service's configuration. The sandbox's own database is meant only with SANDBOX=on. */
export const configOf = ({ environment }: Pick<CliContext, "environment">) =>
  readConfig({ ...environment, SANDBOX: environment.SANDBOX === "on" ? "on" : "off" });

/** Opens the service's database, also while it runs. */
export async function withStore<T>(context: CliContext, work: (store: Store, seal: Seal) => Promise<T>): Promise<T> {
  const config = configOf(context);
  mkdirSync(config.DATA_DIR, { recursive: true, mode: 0o700 });
  const { key, previous } = loadDataKey(config.DATA_DIR, config.DATA_KEY, config.DATA_KEY_PREVIOUS);
  const seal = createSeal(key, previous);
  const store = await openStore({ url: config.databaseUrl, seal });
  try {
    return await work(store, seal);
  } finally {
    await store.close();
  }
}

/** `--name value` and `--name` out of the words, in any place. */
export function readFlags(words: readonly string[], withValue: readonly string[], without: readonly string[] = []) {
  const flags = new Map<string, string>();
  const rest: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (!word.startsWith("--")) rest.push(word);
    else if (without.includes(word)) flags.set(word, "");
    else if (withValue.includes(word)) flags.set(word, words[++index] ?? "");
    else throw new UsageError(`unknown option ${word}; known are ${[...withValue, ...without].join(" ")}`);
  }
  return { flags, rest };
}
