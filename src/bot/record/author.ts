import type { RecordRow } from "../../store/tables/records.ts";
import type { Tables } from "../../store/tables.ts";

/** The field of a record whose author is named to nobody. */
export const unnamedField = "unnamed";
export const unnamed = { [unnamedField]: "yes" } as const;

/** `李大山，在苏州`: who said it, for those who answer it. Empty where that is nobody's business, or nobody knows. */
export async function authorOf(row: RecordRow, tables: Pick<Tables, "people" | "records">): Promise<string> {
  const [said] = await authorsOf([row], tables);
  return said ?? "";
}

/** The same of each of several. */
export async function authorsOf(
  rows: readonly RecordRow[],
  { people, records }: Pick<Tables, "people" | "records">,
): Promise<string[]> {
  const isSaid = (row: RecordRow) => row.accused === "" && records.openFields(row)[unnamedField] === undefined;
  const known = await people.each(rows.flatMap((row) => (isSaid(row) && row.author_id) || []));
  return rows.map((row) => {
    if (row.accused !== "") return "";
    if (!isSaid(row)) return "不具名";
    const person = known.get(row.author_id ?? "");
    // brought by somebody else in their words
    if (row.with_name !== "") return `${row.with_name}${person ? `，${person.name}代记` : ""}`;
    if (!person) return "";
    return `${person.name}${person.away_city ? `，在${person.away_city}` : ""}`;
  });
}
