import { defineKind } from "./kind.ts";
import { standing } from "./lifecycle.ts";

/** 实事: what was done for people. */
export const deed = defineKind({ name: "deed", letter: "D", word: "实事", lifecycle: standing, photos: true });
