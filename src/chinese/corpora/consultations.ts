import type { Consultation, TallyMessage, TallyPerson, Whereabouts } from "../consultation/consultation.ts";
import { tallyConsultation } from "../consultation/tally.ts";
import { type Corpus, sameJson } from "./corpus.ts";

type Input = {
  readonly consultation: Consultation;
  readonly people: readonly TallyPerson[];
  readonly messages: readonly TallyMessage[];
  readonly botName: string;
};

/** `consultations.jsonl`: a whole group conversation, and its tally. Everybody in it is on the roster. */
export const consultationsCorpus: Corpus<Input> = {
  parse(line) {
    if (!line.trim() || line.startsWith("#")) return null;
    const { consultation, people, messages, botName, expected } = JSON.parse(line);
    const { number, title, options, numbered } = consultation;
    const [openedAt, closesAt] = [Date.parse(consultation.opened_at), Date.parse(consultation.closes_at)];
    return {
      input: {
        consultation: {
          number,
          title,
          options,
          numbered,
          openedAt,
          closesAt,
          openingMessage: consultation.opening_message,
        },
        people,
        messages: messages.map(readMessage),
        botName,
      },
      expected,
    };
  },
  answer({ consultation, people, messages, botName }) {
    const {
      tally,
      people: count,
      home,
      away,
      split,
      unclassified,
      unmatched,
      enteredBy,
      says,
    } = tallyConsultation(consultation, people, messages, botName);
    const places = ({ home, away }: Whereabouts) => ({ home, away });
    return {
      tally,
      people: count,
      home,
      away,
      split: Object.fromEntries(Object.entries(split).map(([stance, where]) => [stance, places(where)])),
      unclassified,
      unmatched,
      entered_by: enteredBy,
      // the number claimed for unnamed others is no part of the file
      says: says.map(({ message, says, ...whom }) => ({
        message,
        ...("person" in whom ? { person: whom.person } : { name: whom.name }),
        says,
      })),
    };
  },
  same: sameJson,
};

function readMessage(message: Record<string, unknown>): TallyMessage {
  const { id, sender, name, sent_at, text, quote, mentioned } = message;
  return {
    id: String(id),
    sender: String(sender),
    name: String(name),
    fromBot: sender === "bot",
    sentAt: Date.parse(String(sent_at)),
    text: String(text),
    quote: typeof quote === "string" ? quote : null,
    mentioned: mentioned === true,
  };
}
