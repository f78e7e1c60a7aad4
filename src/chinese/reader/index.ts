export { correctionOf, narrowed, withSaying } from "./again.ts";
export { besidesAnswering } from "./begins-anew.ts";
export { type Called, calledIn } from "./called.ts";
export type { Doubt, Draft, DraftKind, Part, PartKind, SaidPerson, SaidPlace, SaidPromise } from "./draft.ts";
export { type Filled, filled } from "./filled.ts";
export { type Prepared, type ReaderWorld, withPeople } from "./prepare.ts";
export { commandsOf, readMessage, readRecord } from "./read.ts";
export type { Speaker } from "./scene.ts";
export { looksUp } from "./sketch-record.ts";
