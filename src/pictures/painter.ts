import { Worker } from "node:worker_threads";
import { draw } from "./draw.ts";
import { knownCharacters } from "./font.ts";
import type { Picture } from "./picture.ts";
import type { Painted } from "./worker.ts";

/** Without anything to paint for this long the thread ends, and its memory is free again. */
const idleFor = 60_000;
/** One takes a tenth of a second, on a machine that is busy a hundred times that; a thread that says nothing for this long is given up. */
const longest = 60_000;
/** So many are kept as they were painted, for the attempts that may follow. */
const mostKept = 16;

/** Paints pictures as PNG, one after the other, in a thread of its own that is there only while it is needed. */
export function createPainter() {
  const kept = new Map<string, Promise<Buffer>>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function thread(): Worker {
    if (worker) return worker;
    const begun = new Worker(new URL("./worker.js", import.meta.url));
    begun.unref();
    const lost = () => {
      if (worker === begun) worker = null;
    };
    begun.on("error", lost).on("exit", lost);
    worker = begun;
    return begun;
  }

  function inTurn(svg: string): Promise<Buffer> {
    const painting = last.then(() => raster(svg));
    last = painting.catch(() => undefined);
    return painting;
  }

  function raster(svg: string): Promise<Buffer> {
    clearTimeout(idle);
    const painter = thread();
    return new Promise<Buffer>((resolve, reject) => {
      const end = (go: () => void): void => {
        clearTimeout(timer);
        painter.off("message", answered).off("error", failed).off("exit", ended);
        idle = setTimeout(() => void stop(), idleFor).unref();
        go();
      };
      const answered = (painted: Painted) =>
        end(() => ("png" in painted ? resolve(Buffer.from(painted.png)) : reject(new Error(painted.error))));
      const failed = (error: Error) => end(() => reject(error));
      const ended = () => failed(new Error("the painter's thread ended"));
      const timer = setTimeout(() => void painter.terminate(), longest).unref();
      painter.on("message", answered).on("error", failed).on("exit", ended);
      painter.postMessage(svg);
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
      const painting = inTurn(svg);
      kept.set(svg, painting);
      painting.catch(() => kept.delete(svg));
      for (const [oldest] of kept) if (kept.size > mostKept) kept.delete(oldest);
      return painting;
    },
    stop,
  };
}
