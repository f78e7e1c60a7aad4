import { defineKind } from "./kind.ts";
import { standing } from "./lifecycle.ts";

/** 办过: an item of a checklist, done somewhere on a day. Which item of which campaign stands as its category. */
export const tick = defineKind({ name: "tick", letter: "K", word: "办过", lifecycle: standing, apart: true });
