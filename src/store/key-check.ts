import type { Seal } from "./engine/seal.ts";
import type { Tables } from "./tables.ts";

/** A fingerprint of the key that everything lies under. */
const present = "data-key";
/** Of the key that takes its place, from when the first text is sealed under it until the last is. */
const next = "data-key-next";

const known = "chuanmen";

/** @throws when the database was written under another key, or partly under one that is not given */
export async function checkKey({ settings }: Pick<Tables, "settings">, { fingerprint, previous }: Seal): Promise<void> {
  const written = await settings.get(present);
  const coming = await settings.get(next);
  const mine = fingerprint(known);
  if (written === undefined) return settings.set(present, mine);
  if (coming !== undefined && coming !== mine) throw new Error(underWay);
  if (written === mine) return;
  if (previous === null) throw new Error(coming === undefined ? anotherKey : underWay);
  if (written !== previous.fingerprint(known)) throw new Error(anotherKey);
}

/** From here on nobody may open the database who does not know the new key. */
export const beginRotation = ({ settings }: Tables, { fingerprint }: Seal): Promise<void> =>
  settings.set(next, fingerprint(known));

export async function endRotation({ settings }: Tables, { fingerprint }: Seal): Promise<void> {
  await settings.set(present, fingerprint(known));
  await settings.drop(next);
}

const anotherKey =
  "DATA_KEY is not the key this database was written with: set DATA_KEY (or put back the key file) and start again";
const underWay =
  "DATA_KEY of this database is being replaced: set DATA_KEY to the new key and DATA_KEY_PREVIOUS to the one before, and run rotate-key to its end";
