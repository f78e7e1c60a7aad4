import pg from "pg";

/** Has a database keep what it holds now beside itself, for `asItWas`. */
export async function rememberAsItIs(url: string): Promise<void> {
  await using(url, async (client) => {
    await client.query("CREATE SCHEMA as_it_was");
    for (const table of await tablesOf(client))
      await client.query(`CREATE TABLE as_it_was."${table}" AS TABLE public."${table}"`);
    await client.query(
      `CREATE TABLE as_it_was."its shape" AS ${shape}; CREATE TABLE as_it_was."its size" AS SELECT pg_database_size(current_database()) AS bytes`,
    );
  });
}

/** Ends whoever is still there and takes out what was written since; false where that is not to be had cheaply. */
export async function asItWas(url: string): Promise<boolean> {
  try {
    return await using(url, async (client) => {
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
    });
  } catch (error) {
    if (error instanceof pg.DatabaseError) return false;
    throw error;
  }
}

/** Every table and index with its columns, as one text: a test that changes them has its database dropped. */
const shape = `SELECT string_agg(concat_ws(' ', attrelid::regclass, attname, atttypid), ',' ORDER BY attrelid, attnum) AS shape
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND attnum > 0`;

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  return rows.map(({ name }) => name);
}

async function using<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
