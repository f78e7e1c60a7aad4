import { maskSensitive } from "../../chinese/privacy/sensitive.ts";

/** Signs that cannot be seen, or turn what stands around them. */
const unseen = /\p{Cf}|\u2028|\u2029/gu;

/** The only way what people wrote comes onto a page: numbers of people are masked, what cannot be seen is shown. */
export const wordsOf = (text: string): string => maskSensitive(text.replace(unseen, "·"));
