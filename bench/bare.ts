import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "@photostructure/sqlite";
import Koa from "koa";
import readRaw from "raw-body";
import { sign } from "../src/channels/onebot/http-post.ts";
import { secrets } from "./traffic.ts";

type Waiting = { readonly key: string; readonly text: string; readonly done: () => void };

/**
 * The least that keeps a OneBot message: Koa, the signature, one row under a unique key, one commit for all that wait
 * when the event loop comes round. No product: what the service costs is said against this.
 */
export async function listenBare(path: string): Promise<{ port: number }> {
  const file = new DatabaseSync(path);
  file.exec("pragma journal_mode = wal");
  file.exec("pragma synchronous = full");
  file.exec("create table kept (key text primary key, text text not null)");
  const insert = file.prepare("insert or ignore into kept values (?, ?)");
  let waiting: Waiting[] = [];

  function flush(): void {
    const group = waiting;
    waiting = [];
    file.exec("begin immediate");
    for (const { key, text } of group) insert.run(key, text);
    file.exec("commit");
    for (const { done } of group) done();
  }

  const keep = (key: string, text: string) =>
    new Promise<void>((done) => {
      if (waiting.push({ key, text, done }) === 1) setImmediate(flush);
    });

  const app = new Koa();
  app.use(async (ctx) => {
    const body = await readRaw(ctx.req);
    if (ctx.headers["x-signature"] !== sign(secrets.onebot, body)) return;
    const event = JSON.parse(body.toString("utf8"));
    await keep(`${event.group_id}:${event.message_id}`, JSON.stringify(event.message));
    ctx.status = 204;
  });
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port };
}
