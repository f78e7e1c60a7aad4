import type { Kysely } from "kysely";
import { accounts } from "./accounts.ts";
import { audit } from "./audit.ts";
import { codes } from "./codes.ts";
import { coverage } from "./coverage.ts";
import { dialogs } from "./dialogs.ts";
import { digests } from "./digests.ts";
import { groups } from "./groups.ts";
import { holidays } from "./holidays.ts";
import { inbox } from "./inbox.ts";
import { leases } from "./leases.ts";
import { once } from "./once.ts";
import { outbox } from "./outbox.ts";
import { people } from "./people.ts";
import { places } from "./places.ts";
import { records } from "./records.ts";
import { reminders } from "./reminders.ts";
import { scene } from "./scene.ts";
import type { Schema } from "./schema.ts";
import type { Seal } from "./seal.ts";
import { settings } from "./settings.ts";
import type { Surroundings } from "./surroundings.ts";

const families = {
  accounts,
  audit,
  codes,
  coverage,
  dialogs,
  digests,
  groups,
  holidays,
  inbox,
  leases,
  once,
  outbox,
  people,
  places,
  records,
  reminders,
  scene,
  settings,
} as const;

export type Tables = { readonly [Name in keyof typeof families]: ReturnType<(typeof families)[Name]> };

/** All tables over one handle. A family is made when it is first asked for: most messages need two or three. */
export function bindTables(db: Kysely<Schema>, seal: Seal, surroundings: Surroundings): Tables {
  return new Proxy({} as { -readonly [Name in keyof Tables]: Tables[Name] }, {
    get(made, name: keyof Tables) {
      made[name] ??= families[name]?.(db, seal, surroundings) as never;
      return made[name];
    },
  });
}
