import { setTimeout as sleep } from "node:timers/promises";
import type { Accept, Accepted, Incoming } from "../../bot/message.ts";
import { answerTo } from "./bot-answer.ts";
import { type BotFrame, readFrame } from "./bot-frame.ts";
import { toIncoming } from "./bot-incoming.ts";
import type { Log } from "./options.ts";
import type { Corp } from "./people.ts";
import type { Pushed, Socket } from "./socket.ts";

export type BotSocket = {
  readonly corp: Corp;
  readonly names: readonly string[];
  /** it was addressed in a group by none of them */
  readonly calledOtherwise: () => void;
  readonly log: Log;
  now(): number;
  userid(id: string): Promise<string>;
};

/** What is told on the long connection is not told again: a failing store is tried after these pauses. */
const PAUSES_MS = [500, 2_000];

/** Takes one pushed frame: the same frames and answers as in a callback, in clear. Never throws. */
export async function receiveFrame(bot: BotSocket, pushed: Pushed, socket: Socket, accept: Accept): Promise<void> {
  if (pushed.command !== "aibot_msg_callback" && pushed.command !== "aibot_event_callback") return;
  const frame = readFrame(pushed.body);
  if (frame === null) return;
  try {
    const incoming = await patiently(() => decode(bot, frame));
    if (incoming === null) return;
    const accepted = await patiently(() => accept(incoming));
    await answer(bot, frame, incoming, accepted, pushed.requestId, socket);
  } catch (error) {
    bot.log("error", "wecom message on the long connection could not be taken", {
      error: String((error as Error).name),
    });
  }
}

async function decode(bot: BotSocket, frame: BotFrame): Promise<Incoming | null> {
  const userid = await bot.userid(frame.from.userid);
  return toIncoming(
    frame,
    { userid, arrivedAt: bot.now(), isStale: false, onSocket: true },
    bot.corp,
    bot.names,
    bot.calledOtherwise,
  );
}

async function answer(
  bot: BotSocket,
  frame: BotFrame,
  incoming: Incoming,
  accepted: Accepted,
  requestId: string,
  socket: Socket,
): Promise<void> {
  const body = accepted.answer ? answerTo(frame, incoming.key, accepted.answer) : null;
  if (body === null) return;
  const send = () => socket.request(commandFor(frame), body, requestId);
  const first = await send();
  // the same stream again replaces itself, so a repetition is not seen
  const called = first.kind === "unclear" ? await send() : first;
  if (called.kind !== "answer" || called.errcode !== 0)
    bot.log("warn", "wecom answer on the long connection was lost", {
      error: called.kind === "answer" ? called.errcode : called.kind,
    });
}

/** The wrong one is refused with 846605. */
function commandFor(frame: BotFrame): string {
  if (frame.event?.eventtype === "enter_chat") return "aibot_respond_welcome_msg";
  return frame.event?.eventtype === "template_card_event" ? "aibot_respond_update_msg" : "aibot_respond_msg";
}

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await work();
    } catch {
      await sleep(pause);
    }
  }
  return work();
}
