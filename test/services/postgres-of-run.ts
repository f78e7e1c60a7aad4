import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type PostgresCluster, startPostgresCluster } from "./postgres-cluster.ts";

// One cluster for a whole run of jest, held by jest's own process and started when the first test asks for it:
// a run without PostgreSQL tests pays nothing.
let cluster: Promise<PostgresCluster> | undefined;
let door: Server | undefined;

/** the environment variable by which tests find the door */
export const doorVariable = "CHUANMEN_TEST_POSTGRES";

/** Opens a unix socket; whoever connects is told the address of the cluster, or why there is none. */
export async function offerPostgres(): Promise<void> {
  const path = join(mkdtempSync(join(tmpdir(), "chuanmen-run-")), "postgres");
  process.env[doorVariable] = path;
  const opened = createServer(answer);
  await new Promise<void>((resolve) => opened.listen(path, resolve));
  opened.unref();
  door = opened;
}

export async function endPostgres(): Promise<void> {
  door?.close();
  rmSync(dirname(process.env[doorVariable] ?? ""), { recursive: true, force: true });
  await cluster?.then(
    (started) => started.stop(),
    () => undefined,
  );
}

function answer(socket: Socket): void {
  cluster ??= startPostgresCluster();
  cluster.then(
    (started) => socket.end(JSON.stringify({ url: started.url("postgres") })),
    (error: unknown) => socket.end(JSON.stringify({ error: error instanceof Error ? error.message : "unknown" })),
  );
}
