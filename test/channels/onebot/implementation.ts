import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Called = { readonly path: string; readonly headers: IncomingMessage["headers"]; readonly body: unknown };
type Behave = (response: ServerResponse, request: IncomingMessage) => void;

/** A OneBot implementation's HTTP server. Each call is answered by the next of `behaviours`, then with success. */
export async function openImplementation() {
  const calls: Called[] = [];
  const behaviours: Behave[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    calls.push({ path: request.url ?? "", headers: request.headers, body: JSON.parse(String(Buffer.concat(chunks))) });
    const behave = behaviours.shift() ?? answering({ status: "ok", retcode: 0, data: { message_id: -1320011 } });
    behave(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    behaviours,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function answering(body: unknown, status = 200, headers: Record<string, string> = {}): Behave {
  return (response) => {
    response.writeHead(status, headers);
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

export const resetting: Behave = (_, request) => void request.socket.destroy();
export const hanging: Behave = () => {};
