import { leadingPlace } from "../../chinese/names/index.ts";
import type { KnownEntry } from "../../store/tables/directory.ts";
import type { Tables } from "../../store/tables.ts";
import type { Gazetteer } from "../places.ts";

/** Person id of whoever an entry of the directory names: the one in office of that name where the office is; else null. */
export async function holderOf(
  { name, title }: Pick<KnownEntry, "name" | "title">,
  { tables, places }: { readonly tables: Tables; readonly places: Gazetteer },
): Promise<string | null> {
  if (name === "") return null;
  const found = leadingPlace(title, null, places.index)?.found;
  const at = found?.kind === "one" ? places.get(found.value.id) : places.root();
  const called = await tables.people.candidates({ names: [name] }, { path: at?.path ?? "/" });
  const inOffice = called.filter(({ posts }) => posts.some(({ role }) => role !== "villager"));
  const [one, ...others] = inOffice;
  return one && others.length === 0 ? one.id : null;
}
