import { DatabaseSync } from "@photostructure/sqlite";
import pg from "pg";
import type { Seal } from "../../src/store/engine/seal.ts";

/** How a database stands after everything. */
export type Standing = {
  /** all rows of all tables as lines of text, in order, without what two runs of the same may differ in */
  readonly rows: readonly string[];
  /** rows of the outbox that still wait or are being sent although they might have gone */
  readonly stuck: number;
  /** how many messages the outbox itself calls possibly sent twice */
  readonly marked: number;
};

/** All of it from one reading. */
export async function standingOf(url: string, seal: Seal, now: number): Promise<Standing> {
  const tables = await everything(url);
  const { outbox = [] } = tables;
  const waits = (row: Row): boolean =>
    (row.state === "waiting" || row.state === "sending") &&
    Number(row.hold_until) <= now &&
    row.waits_for_message === 0;
  return {
    rows: linesOf(tables, seal),
    stuck: outbox.filter(waits).length,
    marked: outbox.filter((row) => row.ambiguous === 1).length,
  };
}

export const rowsOf = async (url: string, seal: Seal): Promise<string[]> => linesOf(await everything(url), seal);

const linesOf = (tables: Readonly<Record<string, Row[]>>, seal: Seal): string[] =>
  Object.entries(tables)
    .flatMap(([table, rows]) => rows.map((row) => `${table} ${JSON.stringify(plain(row, seal))}`))
    .sort();

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
