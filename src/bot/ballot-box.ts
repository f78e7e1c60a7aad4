/** Which line an envelope belongs to: one cannot stand for another. */
export type AboutLine = {
  readonly record: string;
  readonly panel: string;
  readonly object: string;
};

/** Opens what was sealed for one appraisal. @throws when it was sealed for another line, or changed since */
export type OpenEnvelope = (about: AboutLine, envelope: string) => number;

/** The keys of open appraisals, each in a file of its own and nowhere else. */
export type BallotBox = {
  /** The half by which ballots are sealed, made with its other half where there is none; null: no file can be written. */
  make(recordId: string): string | null;
  seal(publicKey: string, about: AboutLine, grade: number): string;
  /** Null: the file is not here. */
  opener(recordId: string): OpenEnvelope | null;
  /** Overwrites it and takes it away; nothing where there is none. */
  destroy(recordId: string): void;
};

/** A line nobody graded, of a ballot that was cast: it counts as no idea. */
export const ungraded = 0xffff_ffff;

/** The answer to a ballot that is cast: all that is kept of the message that cast it. */
export const castSaid = "好，投进去了。聊天里您写的那条可以长按删掉。";
