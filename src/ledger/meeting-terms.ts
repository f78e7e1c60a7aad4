import { type TermsOf, termsFrom } from "./terms.ts";
/** What holds of meetings where nothing else is said; an admin may set it for a place and all below. */
export const usualMeetings = {
  /** titles of cadres who may arrange them, beside secretaries */
  office: ["组织委员", "组织干事", "党建办"] as readonly string[],
  /** of one report */
  minutes: 8,
  /** questions that one delegate may have open */
  questions: 3,
  /** working days within which what was promised without a date is to be done */
  correctionDays: 60,
  /** who asked is said with the question and stands in the minutes */
  showAskers: false,
} as const;

export type MeetingTerms = TermsOf<typeof usualMeetings>;

export const meetingTermsOf = (set: string | null): MeetingTerms => termsFrom<MeetingTerms>(usualMeetings, set);

/** What somebody wants to set, in their words; null: nothing that can be set. */
export function readMeetingTerms(words: string): Partial<MeetingTerms> | null {
  const said = words.normalize("NFKC").trim();
  const office = /^承办[\s:：]+(.+)$/u.exec(said)?.[1];
  if (office !== undefined) return { office: office.split(/[、,，\s]+/u).filter(Boolean) };
  const named = /^实名[\s:：]*(是|否|开|关)$/u.exec(said)?.[1];
  if (named !== undefined) return { showAskers: named === "是" || named === "开" };
  const [, name = "", digits = ""] =
    /^(每人|发问|整改)[\s:：]*(\d{1,3})(?:分钟|个?工作日|天|个|件)?$/u.exec(said) ?? [];
  const count = Number(digits);
  if (name === "每人" && count >= 1 && count <= 60) return { minutes: count };
  if (name === "发问" && count >= 1 && count <= 20) return { questions: count };
  if (name === "整改" && count >= 1 && count <= 250) return { correctionDays: count };
  return null;
}

export const meetingTermsWords = ({ office, minutes, questions, correctionDays, showAskers }: MeetingTerms): string =>
  [
    `承办 ${office.join("、")}（书记之外谁能张罗）`,
    `每人 ${minutes}（分钟）`,
    `发问 ${questions}（一位代表最多几个没问的）`,
    `整改 ${correctionDays}（没说期限按几个工作日）`,
    `实名 ${showAskers ? "是" : "否"}（问的时候说不说是谁问的）`,
  ].join("\n");
