import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Seal } from "../../store/engine/seal.ts";

const mode = 0o600;

/** A file of texts, one in each line, none of which can be read without the key. */
export type SealedLines = {
  /** what can be read; of a line cut short by a crash, nothing */
  read(): readonly string[];
  append(text: string): void;
  replace(texts: readonly string[]): void;
};

export function openSealedLines(path: string, seal: Seal): SealedLines {
  const sealed = (texts: readonly string[]) => texts.map((text) => `${seal.seal(text)}\n`).join("");
  return {
    read() {
      if (!existsSync(path)) return [];
      const whole = readFileSync(path, "utf8").split("\n").slice(0, -1);
      return whole.map((line) => seal.open(line));
    },
    append: (text) => appendFileSync(path, sealed([text]), { mode }),
    replace(texts) {
      writeFileSync(`${path}.new`, sealed(texts), { mode });
      renameSync(`${path}.new`, path);
    },
  };
}
