import pg from "pg";

/** Has a database keep what it holds now beside itself, for `asItWas`. */
export async function rememberAsItIs(url: string): Promise<void> {
  const client = await connected(url);
  try {
    await client.query("CREATE SCHEMA as_it_was");
    for (const table of await tablesOf(client))
      await client.query(`CREATE TABLE as_it_was."${table}" AS TABLE public."${table}"`);
    await client.query(
      `CREATE TABLE as_it_was."its shape" AS ${shape}; CREATE TABLE as_it_was."its size" AS SELECT pg_database_size(current_database()) AS bytes`,
    );
  } finally {
    await client.end();
  }
}

/**
 * Ends whoever else is there and takes out what was written since. Gives the connection by which it was done, `by` if
 * that still stands, for the next time; null, and no connection, where it is not to be had cheaply.
 */
export async function asItWas(url: string, by?: pg.Client): Promise<pg.Client | null> {
  const client = by && !lost.has(by) ? by : await connected(url);
  socketOf(client).ref();
  try {
    if (await isPutBack(client)) {
      socketOf(client).unref(); // no process stays for the next time
      return client;
    }
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
  }
  await client.end();
  return null;
}

/** what the types of pg leave out */
const socketOf = (client: pg.Client) => client as unknown as { ref(): void; unref(): void };

const lost = new WeakSet<pg.Client>();

/** A connection whose end by the server is no error of this process. */
export async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => lost.add(client));
  await client.connect();
  return client;
}

async function isPutBack(client: pg.Client): Promise<boolean> {
  await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  const { rows } = await client.query<{ same: boolean }>(
    `SELECT (SELECT shape FROM (${shape}) AS now) = (SELECT shape FROM as_it_was."its shape")
      AND pg_database_size(current_database()) < 2 * (SELECT bytes FROM as_it_was."its size") AS same`,
  );
  if (!rows[0]?.same) return false;
  const refilled = (await tablesOf(client)).map(
    (table) => `DELETE FROM public."${table}"; INSERT INTO public."${table}" SELECT * FROM as_it_was."${table}";`,
  );
  // as one transaction, in which no order of references counts
  await client.query(`SET statement_timeout = 5000; SET session_replication_role = replica; ${refilled.join(" ")}`);
  return true;
}

/**
 * How many columns tables and indexes have, and the newest transaction that wrote one: a test that changes any has its
 * database dropped.
 */
const shape = `SELECT concat(count(*), ' ', max(pg_attribute.xmin::text::bigint)) AS shape
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace`;

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  return rows.map(({ name }) => name);
}
