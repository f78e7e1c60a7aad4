import { defineKind } from "./kind.ts";
import { standing } from "./lifecycle.ts";

/** 手记: what a cadre writes down for himself. Nobody else reads it. */
export const note = defineKind({ name: "note", letter: "N", word: "手记", lifecycle: standing, sealed: true });

/** The three notebooks, as they stand with a note: of work, of people's lives, of policies. */
export type Book = "" | "民情" | "政策";

/** A book that a newer version wrote is called as it stands there. */
export const nameOfBook = (book: string): string => (book === "" ? "手记" : book === "政策" ? "政策笔记" : book);
