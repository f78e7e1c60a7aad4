import { type CliContext, UsageError } from "./tool.ts";

export const understandCommand = {
  usage:
    "understand time|commands|consultations|privacy|numbers|names [FILE] [--check] [--holidays FILE] [--places FILE] [--people FILE]",
  async run(_words: readonly string[], _context: CliContext): Promise<number> {
    throw new UsageError(understandCommand.usage);
  },
};
