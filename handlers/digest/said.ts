import type { Composed } from "../../src/bot/digest/compose.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";

/** With what shows all that it counts. */
export const said = ({ text, actions }: Composed): Reply => ({ ...privately(text), ...(actions && { actions }) });
