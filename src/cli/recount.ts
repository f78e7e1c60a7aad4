import { type CliContext, withStore } from "./tool.ts";

export const recountCommand = {
  usage: "recount",
  /** Builds the coverage cells anew from the records. */
  async run(_words: readonly string[], context: CliContext): Promise<number> {
    const cells = await withStore(context, async (store) => {
      await store.write((tables) => tables.coverage.recount());
      return (await store.read.coverage.all()).length;
    });
    context.out(`counted: ${cells} cells`);
    return 0;
  },
};
