import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export type Received = {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly bytes: Buffer;
  readonly type: string;
  /** epoch milliseconds */
  readonly at: number;
};

/** What the stand-in does with one request instead of answering it properly. */
export type Fault =
  | { readonly json: object }
  | { readonly status: number; readonly headers?: Record<string, string>; readonly text?: string }
  /** answers properly after so many milliseconds */
  | { readonly after: number }
  | "hang"
  | "reset";

/** A local server in the place of qyapi.weixin.qq.com. It answers as the documentation says unless told otherwise. */
export type Qyapi = {
  readonly url: string;
  readonly received: Received[];
  /** how many tokens were handed out */
  tokensGiven(): number;
  /** from now on only tokens given later are good */
  expireTokens(): void;
  /** the next requests to this path, or about this member or webhook, one fault each; `null` lets one pass */
  fault(pathOrTarget: string, ...faults: (Fault | null)[]): void;
  /** no fault that was asked for happens any more */
  mend(): void;
  /** the texts delivered to a member or into a group, duplicates within the check dropped as WeCom does */
  delivered(target: string): string[];
  close(): Promise<void>;
};

function targetOf({ path, query, body }: Received): string {
  return path === "/cgi-bin/message/send" ? JSON.parse(body).touser : (query.get("key") ?? "");
}

/** `takes`: milliseconds that a call takes; default: none. */
export async function startQyapi(userids: Readonly<Record<string, string>> = {}, takes?: () => number): Promise<Qyapi> {
  const received: Received[] = [];
  const faults = new Map<string, (Fault | null)[]>();
  const texts = new Map<string, string[]>();
  const seen = new Set<string>();
  let given = 0;
  let goodFrom = 1;

  function deliver(target: string, text: string): void {
    texts.set(target, [...(texts.get(target) ?? []), text]);
  }

  function isGood(token: string | null): boolean {
    return token !== null && Number(token.replace("T", "")) >= goodFrom;
  }

  function answer({ path, query, body }: Received): object {
    if (path === "/cgi-bin/gettoken") {
      given++;
      return { errcode: 0, errmsg: "ok", access_token: `T${given}`, expires_in: 7200 };
    }
    if (path === "/cgi-bin/media/upload")
      return isGood(query.get("access_token"))
        ? { errcode: 0, errmsg: "ok", type: "image", media_id: `MEDIA${received.length}`, created_at: "1700000300" }
        : { errcode: 42001, errmsg: "access_token expired" };
    if (path === "/cgi-bin/webhook/upload_media")
      return { errcode: 0, errmsg: "ok", type: query.get("type"), media_id: `MEDIA${received.length}` };
    if (path === "/cgi-bin/auth/getuserinfo") return { errcode: 40029, errmsg: "invalid code" };
    const json = JSON.parse(body);
    if (path === "/cgi-bin/webhook/send") {
      deliver(query.get("key") ?? "", json.text?.content ?? "［图］");
      return { errcode: 0, errmsg: "ok" };
    }
    if (!isGood(query.get("access_token"))) return { errcode: 42001, errmsg: "access_token expired" };
    if (path === "/cgi-bin/message/send") {
      const content = json.text?.content ?? JSON.stringify(json.template_card ?? json.image ?? json.file);
      const same = `${json.touser} ${content}`;
      if (!(json.enable_duplicate_check === 1 && seen.has(same))) deliver(json.touser, content);
      seen.add(same);
      return { errcode: 0, errmsg: "ok", invaliduser: "", msgid: `M${received.length}` };
    }
    if (path === "/cgi-bin/batch/openuserid_to_userid") {
      const ids = json.open_userid_list as string[];
      const userid_list = ids.flatMap((id) => (userids[id] ? [{ open_userid: id, userid: userids[id] }] : []));
      return { errcode: 0, userid_list, invalid_open_userid_list: ids.filter((id) => !userids[id]) };
    }
    return { errcode: 404, errmsg: "no such interface" };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const url = new URL(request.url ?? "/", "http://qyapi");
    const message = {
      path: url.pathname,
      query: url.searchParams,
      body: bytes.toString("utf8"),
      bytes,
      type: request.headers["content-type"] ?? "",
      at: Date.now(),
    };
    received.push(message);
    if (takes) await sleep(takes());
    const fault = faults.get(url.pathname)?.shift() ?? faults.get(targetOf(message))?.shift() ?? null;
    if (fault === "hang") return;
    if (fault !== null && typeof fault === "object" && "after" in fault) await sleep(fault.after);
    if (fault === "reset") {
      // delivered, and the answer lost
      answer(message);
      request.socket.destroy();
    } else if (fault !== null && "status" in fault) {
      response.writeHead(fault.status, fault.headers).end(fault.text ?? "");
    } else {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(fault !== null && "json" in fault ? fault.json : answer(message)));
    }
  }

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    tokensGiven: () => given,
    expireTokens() {
      goodFrom = given + 1;
    },
    fault: (to, ...more) => void faults.set(to, [...(faults.get(to) ?? []), ...more]),
    mend: () => faults.clear(),
    delivered: (target) => texts.get(target) ?? [],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
