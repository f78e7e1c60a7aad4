import type { Context } from "../../src/bot/context.ts";
import type { SaidNumber } from "../../src/bot/record/find.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { maskSensitive } from "../../src/chinese/privacy/sensitive.ts";
import type { Word } from "../../src/ledger/motion-words.ts";
import { approve, awaited, ownWaiting } from "./approve.ts";
import { askMore } from "./asking.ts";
import { onBoard } from "./board.ts";
import { card } from "./card.ts";
import { meantMotion } from "./meant.ts";
import { recordMeeting } from "./meeting.ts";
import { demandApart, merge, part } from "./merge.ts";
import { object } from "./object.ts";
import { proof } from "./proof.ts";
import { publish } from "./publish.ts";
import { demandRecorder } from "./rights.ts";
import { decision, inFull, isOpen, type Standing, villageOf } from "./standing.ts";
import { takeStep } from "./step.ts";
import { attach } from "./text.ts";
import { again, file, sendBack, stop } from "./turn-back.ts";
import { uphold } from "./uphold.ts";
import { agreeToWaive, openWindow, waive } from "./window.ts";

/** Carries out what is said of a motion. `more`: what was said when something was asked. @throws UserError or Ask */
export async function say(
  word: Word,
  numbers: readonly SaidNumber[],
  more: string,
  context: Context,
): Promise<readonly Reply[]> {
  if (word.kind === "agree" || word.kind === "refuse") return decide(word, numbers, more, context);
  const standing = await meantMotion(numbers, word, context);
  if (!["card", "proof", "apart"].includes(word.kind)) await demandApart(standing, context);
  // told under its number from now on, so that an answer to a question means the same one
  const words = "words" in word && word.kind !== "meeting" ? [word.words, more].filter(Boolean).join(" ") : "";
  switch (word.kind) {
    case "meeting":
      return recordMeeting(standing, { ...word, more }, context);
    case "window":
      return openWindow(standing, words, context);
    case "waive":
      return waive(standing, words, context);
    case "publish":
    case "result":
      return publish(standing, words, context);
    case "board":
      return onBoard(standing, words, context);
    case "again":
      return again(standing, words, context);
    case "stop":
      return stop(standing, words, context);
    case "file":
      return file(standing, words, context);
    case "sendBack":
      return sendBack(standing, words, context);
    case "object":
      return object(standing, words, context);
    case "uphold":
      return uphold(standing, { opinion: word.opinion, words }, context);
    case "authority":
      return authorise(standing, words, context);
    case "text":
      return attach(standing, words, context);
    case "same":
      return alike(standing, words, context);
    case "merge":
      return merge(standing, words, context);
    case "apart":
      return part(standing, context);
    case "proof":
      return [await proof(standing, context)];
    case "card":
      return card(standing, context);
  }
}

const nothing = "没有等您同意的公布。";

/** The word of the second person, or of the town's secretary. @throws UserError */
async function decide(
  word: Extract<Word, { kind: "agree" | "refuse" }>,
  numbers: readonly SaidNumber[],
  more: string,
  context: Context,
): Promise<readonly Reply[]> {
  const refusal = word.kind === "agree" ? null : [word.words, more].filter(Boolean).join(" ");
  const standing = numbers.length > 0 ? await meantMotion(numbers, { kind: "card" }, context) : null;
  const waived = standing ? await agreeToWaive(standing, refusal, context) : null;
  if (waived) return waived;
  const [publication, ...others] = await awaited(standing?.row.id ?? null, context);
  if (!publication) throw new UserError((await ownWaiting(standing?.row.id ?? null, context)) ?? nothing, nothing);
  if (others.length > 0) throw new UserError("等您同意的有好几条，写上号，例：M3 同意");
  if (refusal === "") askMore("为什么不同意？", "写上原因，例：M3 不同意 金额不对", context);
  return approve(publication, refusal === null ? null : maskSensitive(refusal), context);
}

/** By which all villagers let their representatives decide. @throws UserError */
async function authorise(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { number, motion, row } = standing;
  demandRecorder(standing, context);
  if (!isOpen(standing) || decision(standing))
    throw new UserError(`${number} 已经决议、停了或没通过，不再记授权。要重来发：${number} 重议 原因`);
  if (words === "")
    askMore("哪次会授权的？例：2024年3月15日村民会议", `例：${number} 已授权 2024年3月15日村民会议`, context);
  const authority = inFull(maskSensitive(words), context.now).slice(0, 40);
  await takeStep(
    standing,
    {
      word: "已授权",
      change: { parts: { motions: [{ ...motion, authority }] } },
      before: { parts: { motions: [motion] } },
    },
    context,
  );
  return [recorded(`${number} 记下了：${authority}授权。公布时写明。`, `${number} 记下了授权。`, row.id)];
}

/** Two villages decide together: one motion each, that name each other. @throws UserError */
async function alike(standing: Standing, words: string, context: Context): Promise<readonly Reply[]> {
  const { number, row, place } = standing;
  demandRecorder(standing, context);
  const said = /M\s?(\d{1,9})/iu.exec(words.normalize("NFKC"))?.[1];
  const found = said === undefined ? [] : await context.tables.records.find([row.town_id], ["motion"], Number(said));
  const other = found.find(({ id }) => id !== row.id);
  if (!other) throw new UserError(`和哪个议题一起议？例：${number} 同 M4`);
  const isOwn = context.places.get(other.place_id ?? "")?.path.startsWith(villageOf(place, context).path);
  if (isOwn) throw new UserError(`M${other.number} 也是本村的。是同一件事发：${number} 并入 M${other.number}`);
  await context.tables.motions.link(row.id, "same", other.id);
  await context.tables.motions.link(other.id, "same", row.id);
  return [
    recorded(`${number} 和 M${other.number} 连上了，各村各议各的。`, `${number} 和 M${other.number} 连上了。`, row.id),
  ];
}
