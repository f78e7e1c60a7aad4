import { z } from "zod";
import type { Tables } from "../store/tables.ts";

/** What the operator's tools leave of themselves in the settings, for the doctor and the console. */
export const backupSetting = "last-backup";
export const drillSetting = "last-drill";

const backup = z.object({ at: z.number(), path: z.string(), rows: z.number(), bytes: z.number() });
const drill = z.object({ at: z.number(), path: z.string(), madeAt: z.number(), rows: z.number() });
export type LastBackup = z.infer<typeof backup>;
export type LastDrill = z.infer<typeof drill>;

export const keepFact = (tables: Tables, setting: string, fact: LastBackup | LastDrill): Promise<void> =>
  tables.settings.set(setting, JSON.stringify(fact));

export async function lastBackup({ settings }: Tables): Promise<LastBackup | null> {
  const kept = await settings.get(backupSetting);
  return kept === undefined ? null : backup.parse(JSON.parse(kept));
}

export async function lastDrill({ settings }: Tables): Promise<LastDrill | null> {
  const kept = await settings.get(drillSetting);
  return kept === undefined ? null : drill.parse(JSON.parse(kept));
}
