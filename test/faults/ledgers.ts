import { DatabaseSync } from "@photostructure/sqlite";
import pg from "pg";
import type { Seal } from "../../src/store/engine/seal.ts";

/** All rows of all tables as lines of text, in order, without what two runs of the same may differ in. */
export async function rowsOf(url: string, seal: Seal): Promise<string[]> {
  const lines: string[] = [];
  for (const [table, rows] of Object.entries(await everything(url)))
    for (const row of rows) lines.push(`${table} ${JSON.stringify(plain(row, seal))}`);
  return lines.sort();
}

/** Rows of the outbox that still wait or are being sent although they might have gone. */
export async function stuck(url: string, now: number): Promise<number> {
  const { outbox = [] } = await everything(url);
  return outbox.filter(
    (row) =>
      (row.state === "waiting" || row.state === "sending") &&
      Number(row.hold_until) <= now &&
      row.waits_for_message === 0,
  ).length;
}

/** How many messages the outbox itself calls possibly sent twice. */
export async function marked(url: string): Promise<number> {
  const { outbox = [] } = await everything(url);
  return outbox.filter((row) => row.ambiguous === 1).length;
}

export type Row = Readonly<Record<string, unknown>>;

/** Every table of a database with its rows as they lie there. */
export async function everything(url: string): Promise<Record<string, Row[]>> {
  if (!url.startsWith("sqlite:")) return fromPostgres(url);
  const file = new DatabaseSync(url.slice("sqlite:".length), { readOnly: true });
  try {
    const names = file.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[];
    const ours = names.filter(({ name }) => isOurs(name));
    return Object.fromEntries(ours.map(({ name }) => [name, file.prepare(`select * from ${name}`).all() as Row[]]));
  } finally {
    file.close();
  }
}

async function fromPostgres(url: string): Promise<Record<string, Row[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = current_schema()",
    );
    const tables: Record<string, Row[]> = {};
    for (const { name } of rows.filter((table) => isOurs(table.name)))
      tables[name] = (await client.query<Row>(`select * from "${name}"`)).rows;
    return tables;
  } finally {
    await client.end();
  }
}

const isOurs = (table: string): boolean => !table.startsWith("kysely_") && !table.startsWith("sqlite_");

/** When something was done, how often it was tried and why not: what a fault may change; and what is random. Moments ahead are compared. */
const mayDiffer =
  /^(?!next_at|due_at|expires_at)(.*_at|at|until|attempts|ambiguous|error|covers_from|hold_until|holder|hash|text_mark|reply_sequence|voice|secret_sealed|public_key)$/;

function plain(row: Row, seal: Seal): Row {
  const cells = Object.entries(row).filter(([name]) => !mayDiffer.test(name));
  return Object.fromEntries(cells.map(([name, value]) => [name, cell(name, value, row, seal)]));
}

function cell(name: string, value: unknown, row: Row, seal: Seal): unknown {
  if (typeof value !== "string") return value === null ? null : Number(value);
  const isSealed = name.endsWith("_sealed") || (row.sealed === 1 && (name === "text" || name === "fields"));
  return withoutIds(isSealed && value !== "" ? seal.open(value) : value);
}

/** Ids and codes are random, and when a bell rang a fault may delay. */
export const withoutIds = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, "ID")
    .replace(/\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b/g, "CODE")
    .replace(/"rung_at":\d+/g, '"rung_at":"then"');
