export type { Doubt, Draft, DraftKind, Part, PartKind, SaidPerson, SaidPlace, SaidPromise } from "./draft.ts";
export { prepareReader, type ReaderWorld } from "./prepare.ts";
export { readMessage } from "./read.ts";
export type { Speaker } from "./scene.ts";
