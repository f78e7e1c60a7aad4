import { type CliContext, withStore } from "./tool.ts";

export const recountCommand = {
  usage: "recount",
  /** Builds anew from the records what is kept over them: coverage cells, and figures. */
  async run(_words: readonly string[], context: CliContext): Promise<number> {
    const cells = await withStore(context, async (store) => {
      await store.write(async (tables) => {
        await tables.coverage.recount();
        await tables.tallies.recount();
      });
      return (await store.read.coverage.all()).length;
    });
    context.out(`counted: ${cells} cells`);
    return 0;
  },
};
