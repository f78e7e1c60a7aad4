import { readConfig } from "../../../src/config.ts";
import { startService } from "../../../src/main.ts";
import type { Said } from "./story.ts";

const dayLength = 86_400_000;

type Line = { readonly sequence: number; readonly from: string; readonly text: string; readonly shows?: true };

export type Town = Awaited<ReturnType<typeof openTown>>;

/** The demo town as `npm start` begins it, in a folder of its own, spoken to over its own address. */
export async function openTown(folder: string) {
  const service = await startService(readConfig({ DATA_DIR: folder, PORT: "0", LOG_LEVEL: "silent" }));
  const base = `http://127.0.0.1:${service.port}/sandbox`;

  async function post(path: string, body: unknown): Promise<void> {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${base}/api/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
  }
  const state = async () =>
    (await (await fetch(`${base}/api/state`)).json()) as { world: string; now: number; lines: readonly Line[] };

  /** What the bot says to it, as soon as it has said something. */
  async function says(who: string, where: string, text: string): Promise<readonly Line[]> {
    const before = (await state()).lines.at(-1)?.sequence ?? 0;
    await post("say", { who, where, text, ...(text === "" && { kind: "picture" }) });
    for (let tries = 0; tries < 100; tries += 1) {
      const said = (await state()).lines.filter(({ sequence, from }) => sequence > before && from === "bot");
      if (said.length > 0) return said;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return [];
  }

  return {
    url: `http://localhost:${service.port}`,
    stop: service.stop,
    says,
    begins: (at: number) => post("anew", { at }),
    /** Lives through a story that ends at `end`. Gives what was answered. */
    async lives(story: readonly Said[], end: number): Promise<readonly string[]> {
      const answers: string[] = [];
      for (const ago of [...new Set(story.map((one) => one.ago))].sort((a, b) => b - a)) {
        await post("clock", { at: end - ago * dayLength });
        for (const { who, where, words } of story.filter((one) => one.ago === ago))
          answers.push(
            `${who}: ${words}\n    ${(await says(who, where, words)).map(({ text }) => text).join("\n    ")}`,
          );
      }
      return answers;
    },
    /** The picture that the bot shows to this. */
    async picture(who: string, text: string): Promise<Buffer> {
      const before = (await state()).lines.at(-1)?.sequence ?? 0;
      await says(who, "direct", text);
      for (;;) {
        const { world, lines } = await state();
        const shown = lines.find(({ sequence, shows }) => sequence > before && shows);
        if (shown) return Buffer.from(await (await fetch(`${base}/pictures/${world}/${shown.sequence}`)).arrayBuffer());
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
  };
}
