import type { Server, ServerResponse } from "node:http";

/** Counts the requests of a server that have no whole answer yet. */
export function watchUnderWay(server: Server) {
  const underWay = new Set<ServerResponse>();
  let whenNone: () => void = () => undefined;
  server.on("request", (_, response) => {
    underWay.add(response);
    response.once("close", () => {
      underWay.delete(response);
      if (underWay.size === 0) whenNone();
    });
  });
  return {
    /** Settles as soon as every request is answered. */
    none: () =>
      new Promise<void>((resolve) => {
        whenNone = resolve;
        if (underWay.size === 0) resolve();
      }),
  };
}
