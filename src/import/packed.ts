import { setImmediate as turn } from "node:timers/promises";
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** A list of which some at a time are looked at: an array, or a long one that is packed. */
export type Long<One> = Iterable<One> & {
  readonly length: number;
  slice(from: number, to: number): readonly One[];
  filter(is: (one: One) => boolean): Long<One>;
};

/** So many are objects at a time. */
const together = 250;
const level = 1;

/** A long list of plain values in a tenth of the memory: what was put into it comes out as JSON has it, each time anew. */
export class Packed<One> implements Long<One> {
  readonly #blocks: Buffer[] = [];
  #open: One[] = [];

  /** What is made of all of another list; in between whoever else is waiting has a turn. */
  static async inTurns<From, One>(
    all: Long<From>,
    make: (some: readonly From[]) => readonly One[],
  ): Promise<Packed<One>> {
    const made = new Packed<One>();
    for (let from = 0; from < all.length; from += together) {
      if (from > 0) await turn();
      for (const one of make(all.slice(from, from + together))) made.add(one);
    }
    return made;
  }

  get length(): number {
    return this.#blocks.length * together + this.#open.length;
  }

  /** what is packed of it takes so much */
  get bytes(): number {
    return this.#blocks.reduce((sum, { length }) => sum + length, 0);
  }

  add(one: One): void {
    this.#open.push(one);
    if (this.#open.length < together) return;
    this.#blocks.push(deflateRawSync(JSON.stringify(this.#open), { level }));
    this.#open = [];
  }

  #block(at: number): readonly One[] {
    const block = this.#blocks[at];
    return block ? JSON.parse(inflateRawSync(block).toString()) : this.#open;
  }

  *[Symbol.iterator](): Generator<One> {
    for (let at = 0; at <= this.#blocks.length; at++) yield* this.#block(at);
  }

  slice(from: number, to: number): readonly One[] {
    const found: One[] = [];
    for (let at = Math.floor(from / together); at <= this.#blocks.length && at * together < to; at++)
      found.push(...this.#block(at).slice(Math.max(0, from - at * together), to - at * together));
    return found;
  }

  filter(is: (one: One) => boolean): Packed<One> {
    const left = new Packed<One>();
    for (const one of this) if (is(one)) left.add(one);
    return left;
  }
}
