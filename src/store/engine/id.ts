import { v7 } from "uuid";

/** Opaque, unique, and sorting in the order of making (UUIDv7, RFC 9562). */
export const newId = (): string => v7();
