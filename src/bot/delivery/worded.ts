import type { Actions, OutboxRow } from "../../store/tables/outbox.ts";
import type { Tables } from "../../store/tables.ts";
import type { ChatAddress } from "../message.ts";
import { carriesLinks } from "../page-link.ts";
import { joinNumbers, outgoingText } from "../wording.ts";
import type { Button, Outgoing } from "./outgoing.ts";

/** What an acknowledgement says once it goes. */
const acknowledgement = (numbers: string): string => `收到 ${joinNumbers("O", numbers.split(",").map(Number))}`;

/** The text of what goes as one message, with what may be said back: as words, and as buttons where there is one of it. */
export function worded(
  rows: readonly [OutboxRow, ...OutboxRow[]],
  to: ChatAddress,
  outbox: Tables["outbox"],
): Pick<Outgoing, "text" | "buttons"> {
  const said = rows.map((row) => ({
    text: row.purpose === "ack" ? acknowledgement(row.numbers) : outbox.openText(row),
    actions: outbox.openActions(row),
  }));
  const alone = said.length === 1;
  const text = said.map((one) => withWords(one.text, one.actions, alone && to.kind === "direct")).join("\n");
  const [first] = said;
  const whole = to.kind === "direct" && rows.every(({ why }) => why === "urgent");
  const out = { whole, links: carriesLinks(to) };
  if (!alone || !first?.actions || first.actions.isOneOfMany) return { text: outgoingText(text, out) };
  const { words, number } = first.actions;
  const list: Button[] = words.map((label) => ({ label, says: number === undefined ? label : `${label} ${number}` }));
  return { text: outgoingText(text, out), buttons: { text: outgoingText(first.text, out), list } };
}

/** `回“办好了”“明天再说”`; with the number where a word alone would not be understood. */
export function withWords(text: string, actions: Actions | null, alone: boolean): string {
  if (!actions || actions.words.length === 0 || actions.asButtonsOnly) return text;
  const number =
    (alone && !actions.isOneOfMany && !actions.alwaysNumbered) || actions.number === undefined
      ? ""
      : ` ${actions.number}`;
  // the text says itself what can be said back
  if (number === "" && actions.words.every((word) => text.includes(`“${word}`))) return text;
  const sign = alone ? "" : "/";
  return `${text}\n回${actions.words.map((word) => `“${sign}${word}${number}”`).join("")}`;
}
