import { Worker } from "node:worker_threads";
import { draw } from "./draw.ts";
import { knownCharacters } from "./font.ts";
import type { Picture } from "./picture.ts";
import type { Asked, Painted } from "./worker.ts";

/** Without anything to paint for this long the thread ends, and its memory is free again. */
const idleFor = 60_000;
/** One takes a tenth of a second; a thread that says nothing for this long is given up. */
const longest = 20_000;
/** So many are kept as they were painted, for the attempts that may follow. */
const mostKept = 4;

type Waiting = { readonly resolve: (png: Buffer) => void; readonly reject: (error: Error) => void };

/** Paints pictures as PNG, one after the other, in a thread of its own that is there only while it is needed. */
export function createPainter() {
  const waiting = new Map<number, Waiting>();
  const kept = new Map<string, Promise<Buffer>>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let count = 0;

  function thread(): Worker {
    if (worker) return worker;
    const begun = new Worker(new URL("./worker.js", import.meta.url));
    begun.unref();
    begun.on("message", (painted: Painted) => done(painted));
    begun.on("error", (error) => lose(begun, error));
    begun.on("exit", () => lose(begun, new Error("the painter's thread ended")));
    worker = begun;
    return begun;
  }

  function done(painted: Painted): void {
    const one = waiting.get(painted.id);
    waiting.delete(painted.id);
    if ("png" in painted) one?.resolve(Buffer.from(painted.png));
    else one?.reject(new Error(painted.error));
    clearTimeout(idle);
    if (waiting.size === 0) idle = setTimeout(() => void stop(), idleFor).unref();
  }

  function lose(which: Worker, error: Error): void {
    if (worker !== which) return;
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function raster(svg: string): Promise<Buffer> {
    const id = ++count;
    clearTimeout(idle);
    return new Promise<Buffer>((resolve, reject) => {
      const begun = thread();
      const timer = setTimeout(() => void begun.terminate(), longest).unref();
      const ended =
        <Value>(go: (value: Value) => void) =>
        (value: Value): void => {
          clearTimeout(timer);
          go(value);
        };
      waiting.set(id, { resolve: ended(resolve), reject: ended(reject) });
      begun.postMessage({ id, svg } satisfies Asked);
    });
  }

  async function stop(): Promise<void> {
    clearTimeout(idle);
    await worker?.terminate();
  }

  return {
    /** The same figures give the same bytes. */
    paint(picture: Picture): Promise<Buffer> {
      const { svg } = draw(picture, knownCharacters());
      const before = kept.get(svg);
      if (before !== undefined) return before;
      const painting = raster(svg);
      kept.set(svg, painting);
      painting.catch(() => kept.delete(svg));
      for (const [oldest] of kept) if (kept.size > mostKept) kept.delete(oldest);
      return painting;
    },
    stop,
  };
}

export type Painter = ReturnType<typeof createPainter>;
