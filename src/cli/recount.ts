import { type CliContext, withStore } from "./tool.ts";

export const recountCommand = {
  usage: "recount",
  /** Builds the coverage cells anew from the records. */
  async run(_words: readonly string[], context: CliContext): Promise<number> {
    const count = await withStore(context, (store) =>
      store.write(async (tables) => {
        await tables.coverage.clear();
        const records = (await tables.records.standing()).filter(({ kind }) => kind !== "opinion");
        for (const { kind, author_id, day, path } of records)
          await tables.coverage.add({ campaign: kind, path, personId: author_id, day });
        return records.length;
      }),
    );
    context.out(`counted ${count} records`);
    return 0;
  },
};
