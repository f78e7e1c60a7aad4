import { defineKind } from "./kind.ts";
import { standing } from "./lifecycle.ts";

/** 手记: what a cadre writes down for himself. Nobody else reads it. */
export const note = defineKind({ name: "note", letter: "N", word: "手记", lifecycle: standing, sealed: true });
