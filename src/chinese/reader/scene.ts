import type { ReaderWorld } from "./prepare.ts";

/** Who speaks, when. `isCadre`: may record talks and visits; what villagers say is an opinion. */
export type Speaker = { readonly placeId: string | null; readonly isCadre: boolean; readonly sentAt: number };

/** A folded text with what is needed to read it. */
export type Scene = { readonly text: string; readonly speaker: Speaker; readonly world: ReaderWorld };
