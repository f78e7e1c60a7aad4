import { ledgers as allLedgers } from "../handlers/index.ts";
import { openBallotBox } from "./ballot-box.ts";
import { createDelivery, type DeliverOptions } from "./bot/delivery/drain.ts";
import type { Paint } from "./bot/delivery/painted.ts";
import { ahead } from "./bot/give-way.ts";
import type { JobContext } from "./bot/job.ts";
import { cardsOf, noticesOf, pagesOf, ringsOf, sectionsOf } from "./bot/ledger.ts";
import type { Accept, ChatAddress, PictureSource } from "./bot/message.ts";
import { keepReference } from "./bot/places.ts";
import { takeBackUnheard } from "./bot/record/unheard.ts";
import { type AcceptOptions, createAccept } from "./bot/turn/accept.ts";
import { todayPage } from "./page/today.ts";
import { plainPhoto } from "./photo.ts";
import { createPainter } from "./pictures/painter.ts";

/** The platforms as far as a process reaches them; by default all chats at once and without a limit, and pictures painted here. */
type Outside = Pick<DeliverOptions, "send"> &
  Partial<Pick<DeliverOptions, "reaches" | "limits" | "pace" | "paint">> & {
    /** a picture as its platform has it; default: there are none */
    picture?(chat: ChatAddress, source: PictureSource): Promise<Buffer>;
  };

type Parts = Pick<AcceptOptions, "store" | "now" | "log" | "admins" | "replaying" | "countTogether"> & {
  readonly botName?: string;
  /** default: every ledger there is */
  readonly ledgers?: AcceptOptions["ledgers"];
  /** where pages are opened, once that is known; default: nowhere */
  readonly pages?: () => string | null;
  /** where the keys of open ballots lie; default: where a service without configuration has them */
  readonly ballotDir?: string;
  /** absent: what is to be sent lies in the outbox, where the service finds it */
  readonly outside?: Outside;
};

/** The parts of the bot, joined: for the service, the operator's tools, the tests and the bench alike. */
export function joinBot({
  botName = "串门小助手",
  ledgers = allLedgers,
  pages = () => null,
  ballotDir = "data/ballots",
  outside,
  ...parts
}: Parts) {
  const { store, now, log, admins } = parts;
  const everywhere = { reaches: () => true, limits: () => [], pace: async () => ({ ok: true }) as const };
  const painter = createPainter();
  // spreadsheets are rare, and what writes them is large
  const paint: Paint = async (shown) =>
    "lines" in shown ? (await import("./import/sheet-bytes.ts")).sheetBytes(shown) : painter.paint(shown);
  const own = { store, now, log, admins, undelivered: takeBackUnheard, paint };
  const delivery = outside && createDelivery({ ...own, ...everywhere, ...outside });
  const ballotBox = openBallotBox(ballotDir);
  const reference = keepReference(store.read);

  /** Has what waits for a chat sent, and does not wait for it. */
  function wake(chat: string): void {
    delivery?.wake(chat);
  }
  if (delivery) store.onToSend(delivery);

  const context: JobContext = {
    store,
    now,
    reference: reference.current,
    wake,
    sections: sectionsOf(ledgers),
    rings: ringsOf(ledgers),
    admins,
    pages,
    ballotBox,
    photo: async (chat, source) => plainPhoto((await outside?.picture?.(chat, source)) ?? Buffer.alloc(0)),
    log,
  };
  const accept = createAccept({
    ...parts,
    ledgers,
    reference,
    botName,
    pages,
    ballotBox,
    paint: outside?.paint ?? painter.paint,
  });
  return {
    accept: ((incoming) => ahead(() => accept(incoming))) satisfies Accept,
    /** every page there is, the page of the day first */
    pages: [todayPage(cardsOf(ledgers)), ...pagesOf(ledgers)],
    notices: noticesOf(ledgers),
    /** what each ledger shows of itself in figures */
    cards: cardsOf(ledgers),
    /** Sends what waits for a chat. */
    drain: async (chat: string): Promise<void> => delivery?.drain(chat),
    context,
    /** Once nothing is being sent any more. */
    quiet: async (): Promise<void> => delivery?.idle(),
    /** Ends when what is being sent has been; nothing new is begun. */
    async stop(): Promise<void> {
      await delivery?.stop();
      await painter.stop();
    },
  };
}

export type Bot = ReturnType<typeof joinBot>;
