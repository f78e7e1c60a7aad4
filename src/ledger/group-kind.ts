import type { PlaceLevel } from "../chinese/names/index.ts";

const belowTown: readonly PlaceLevel[] = ["village", "section", "hamlet"];

/** What a group of a place is when nobody says: villagers meet in the village and its sections, cadres above. */
export const kindOfGroupAt = (level: PlaceLevel): "village" | "cadre" =>
  belowTown.includes(level) ? "village" : "cadre";

/** As people call them. */
export const groupKindWords = { village: "村民群", cadre: "工作群" } as const;
