import { audit } from "./audit.ts";
import type { DeskPage } from "./desk.ts";
import { doctor } from "./doctor.ts";
import { exports } from "./exports.ts";
import { groups } from "./groups.ts";
import { imports } from "./imports.ts";
import { keeping } from "./keeping.ts";
import { messages } from "./messages.ts";
import { overview } from "./overview.ts";
import { places } from "./places.ts";
import { roster } from "./roster.ts";
import { secondPage } from "./second-page.ts";
import { settings } from "./settings.ts";

/** Every page of the console, in the order of its side. */
export const deskPages: readonly DeskPage[] = [
  ...[overview, messages, doctor],
  ...[places, roster, groups],
  ...[imports, exports],
  ...[settings, audit, keeping, secondPage],
];
