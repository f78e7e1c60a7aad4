import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type PlatformCall = {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body: Record<string, unknown>;
};

/** `hang` and `reset` come after the call was read: the caller cannot know that it was. */
export type PlatformAnswer =
  | { readonly status: number; readonly body: object | string; readonly headers?: Record<string, string> }
  | "hang"
  | "reset";

export type Platform = {
  readonly url: string;
  /** every call that is not for a token, in the order of arrival */
  readonly calls: readonly PlatformCall[];
  /** those that were taken */
  readonly taken: readonly PlatformCall[];
  readonly tokenRequests: readonly unknown[];
  /** the next answers to calls; when there are none left, success */
  script(...answers: PlatformAnswer[]): void;
  /** the next answers to token requests */
  scriptToken(...answers: PlatformAnswer[]): void;
  /** refuses the token in use from now on */
  revokeToken(): void;
  close(): Promise<void>;
};

export const OK: PlatformAnswer = { status: 200, body: { id: "ROBOT1.0_out", ext_info: { ref_idx: "REFIDX_out==" } } };

/** The platform's REST side on a port of its own. It issues tokens and refuses calls without the one in force. */
export async function openPlatform(): Promise<Platform> {
  const calls: PlatformCall[] = [];
  const taken: PlatformCall[] = [];
  const tokenRequests: unknown[] = [];
  const answers: PlatformAnswer[] = [];
  const tokenAnswers: PlatformAnswer[] = [];
  let valid = 0;

  function answerTo(path: string, token: string): PlatformAnswer {
    if (path === "/app/getAppAccessToken") {
      const scripted = tokenAnswers.shift();
      if (scripted !== undefined) return scripted;
      valid += 1;
      return { status: 200, body: { access_token: `AT-${valid}`, expires_in: "7200" } };
    }
    // where it says that parts of a file may be put
    if (path.startsWith("/storage/")) return answers.shift() ?? OK;
    if (token !== `QQBot AT-${valid}`) return { status: 401, body: { err_code: 11243, message: "token" } };
    return answers.shift() ?? OK;
  }

  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const { url: path = "", method = "" } = request;
      const token = request.headers.authorization ?? "";
      const answer = answerTo(path, token);
      if (path === "/app/getAppAccessToken") tokenRequests.push(body);
      else {
        const call = { method, path, token, body };
        calls.push(call);
        if (answer === OK) taken.push(call);
      }
      write(response, answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    taken,
    tokenRequests,
    script: (...next) => void answers.push(...next),
    scriptToken: (...next) => void tokenAnswers.push(...next),
    revokeToken() {
      valid += 1;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return request.headers["content-type"] === "application/json" ? JSON.parse(text) : { text };
}

function write(response: ServerResponse, answer: PlatformAnswer): void {
  if (answer === "hang") return;
  if (answer === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
  response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
}
