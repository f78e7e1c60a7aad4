import { setTimeout as sleep } from "node:timers/promises";
import { loadReference } from "../../bot/places.ts";
import { endTurn, takeTurn, undoImport } from "../../bot/unfinished-import.ts";
import { importers } from "../../import/importers.ts";
import { TableError } from "../../import/table-error.ts";
import type { Order, TakenIn } from "../../import/take-in.ts";
import type { Tables } from "../../store/tables.ts";
import { nameOf } from "../failures.ts";
import { importOf, tried } from "./import-draft.ts";
import type { DeskOptions, Seat, Seated } from "./seat.ts";

/** Milliseconds between two pieces of what is taken back. */
const gap = 25;

type Sent = Seated & { readonly form: URLSearchParams };

class NotSure extends Error {
  override readonly name = "NotSure";
}

/** What takes a draft in and back. Each answers what is to be said, as the rest of an address. */
export function importRunner({ store, now, log }: DeskOptions, seat: Seat) {
  /** The draft as it is understood at this moment, and what is to be said where it is not to be taken in. */
  async function understood({ visitor, desk, form }: Sent, id: string, tables: Tables) {
    const row = await importOf(desk, id, tables);
    if (row?.state !== "draft") return "";
    // a city's tree takes a second to make: what is read beside the writer goes by that of this visit
    const { places } = tables === store.read ? desk : await loadReference(tables);
    const came = await tried(row, desk, places, tables);
    // somebody changed the roster since they saw what it would do
    if ("fault" in came || came.mark !== form.get("seen")) return "&told=changed";
    const { opened } = came;
    if (opened.bad.length > 0 && form.get("skip") === null) return "&told=bad";
    const isSure = (written: Tables) =>
      opened.appoints ? seat.isSure(visitor, form.get("code"), written) : Promise.resolve(true);
    const audit = async (written: { readonly added: number; readonly updated: number }, into: Tables) => {
      const detail = `${importers[row.kind]?.title}：新增${written.added}，更新${written.updated}`;
      await seat.audit(visitor, { action: "import", subject: id, detail }, into);
    };
    return { row, opened, isSure, audit };
  }
  type Understood = Exclude<Awaited<ReturnType<typeof understood>>, string>;

  return {
    /** All of it or nothing. What is long is written on after it was answered. */
    async takenIn(sent: Sent, id: string): Promise<string> {
      const came = await understood(sent, id, store.read);
      if (typeof came === "string") return came;
      if ("takeIn" in came.opened) return inPieces(came, came.opened.takeIn);
      return store.write(async (tables) => {
        await tables.importChanges.atOneMoment();
        const again = await understood(sent, id, tables);
        if (typeof again === "string") return again;
        const { opened, isSure, audit } = again;
        if ("takeIn" in opened) return "";
        if (!(await isSure(tables))) return "&told=code";
        const before = await opened.snapshot();
        const written = await opened.write(now());
        if (!(await tables.imports.finish(id, written, now()))) return "";
        await tables.importChanges.keep(id, before, await opened.snapshot());
        await audit(written, tables);
        return "";
      });
    },

    async takenBack({ visitor, form }: Pick<Sent, "visitor" | "form">, id: string): Promise<string> {
      const held = { store, now, holder: id };
      const told = await store.write(async (tables) => {
        if ((await tables.imports.unfinished()).length > 0 || !(await takeTurn(held, tables))) return "&told=busy";
        // a code is used up only where it is not busy, and what is refused keeps nobody else waiting
        const isSure = await seat.isSure(visitor, form.get("code"), tables);
        if (!isSure || !(await tables.imports.takeBack(id, now()))) {
          await endTurn(held, tables);
          return isSure ? "&told=late" : "&told=code";
        }
        await seat.audit(visitor, { action: "import undone", subject: id, detail: form.get("why") ?? "" }, tables);
        return null;
      });
      if (told !== null) return told;
      const { back, left, kept } = await undoImport(held, id, () => sleep(gap));
      const lefts = Object.entries(left).map(([table, count]) => `&left_${table}=${count}`);
      return `&back=${back}&kept=${kept}${lefts.join("")}`;
    },
  };

  async function inPieces(
    { row, isSure, audit }: Understood,
    takeIn: (order: Order) => Promise<TakenIn>,
  ): Promise<string> {
    let begun: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const writing = takeIn({
      ...{ store, now, author: row.author, placeId: row.place_id, file: "", draft: row.id },
      async atBegin(tables) {
        if (!(await isSure(tables))) throw new NotSure("a new code is needed");
      },
      // one piece is the whole of most files
      onProgress: (done, of) => (done < of ? begun() : undefined),
      async atEnd(tables, written) {
        await audit(written, tables);
        return 0;
      },
    });
    try {
      await Promise.race([writing, first]);
    } catch (error) {
      if (error instanceof TableError)
        return (await store.read.imports.unfinished()).length > 0 ? "&told=busy" : "&told=changed";
      if (error instanceof NotSure) return "&told=code";
      throw error;
    }
    // it is taken back, or gone on with, and the page says so
    writing.catch((error: unknown) => log.error({ import: row.id, ...nameOf(error) }, "an import ended too early"));
    return "";
  }
}
