import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Windows are this much shorter than the platforms' own, for sender and stand-in alike, so that minutes pass in seconds. */
export const SCALE = 10;

/** At most `points` messages in any `seconds`, as the platform's papers say; shortened by {@link SCALE} here. */
export type Rule = { readonly key: string; readonly points: number; readonly seconds: number };

/** Instead of a proper answer. `hang` and `reset` come after the message was shown: its answer is lost. */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly json?: object }
  | "hang"
  | "reset";

export type Shown = {
  readonly to: string;
  readonly text: string;
  readonly at: number;
  /** what it answers, and its number among those answers */
  readonly answers?: string;
};
export type Message = { readonly to: string; readonly text: string; readonly rules: readonly Rule[] };

/** What every stand-in keeps: who was shown what, which limits were broken, and what goes wrong next. */
export function createNotes(now: () => number = Date.now) {
  const times = new Map<string, number[]>();
  const shown: Shown[] = [];
  const broken: string[] = [];
  const faults = new Map<string, Fault[]>();
  let calls = 0;
  let told = { count: Number.POSITIVE_INFINITY, run: () => {} };

  /** Counts a call under one rule, in the window that ends with it. */
  function count({ key, points, seconds }: Rule, at: number): void {
    const window = (seconds * 1000) / SCALE;
    const recent = [...(times.get(`${key} ${seconds}`) ?? []).filter((time) => time > at - window), at];
    times.set(`${key} ${seconds}`, recent);
    if (recent.length > points) broken.push(`${recent.length} in ${window} ms under ${key}, allowed ${points}`);
  }

  return {
    shown,
    broken,
    calls: () => calls,
    /** the next calls with this text go wrong, one after the other */
    fault: (text: string, ...more: Fault[]) => void faults.set(text, [...(faults.get(text) ?? []), ...more]),
    /** Every call counts, whatever becomes of it. */
    arrived({ text, rules }: Message): Fault | undefined {
      calls++;
      const at = now();
      for (const rule of rules) count(rule, at);
      return faults.get(text)?.shift();
    },
    show(to: string, text: string, answers?: string): void {
      shown.push({ to, text, at: now(), ...(answers && { answers }) });
      if (shown.length === told.count) told.run();
    },
    /** once so many were shown */
    onShown(count: number, run: () => void): void {
      told = { count, run };
    },
    /** what one of them was shown, in order */
    textsOf: (to: string) => shown.filter((each) => each.to === to).map((each) => each.text),
  };
}

export type Notes = ReturnType<typeof createNotes>;

export type Call = {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
};
export type Answer = { readonly status?: number; readonly json: object };

export type Platform = {
  /** the message in a call; null when it is another kind of call */
  read(call: Call): Message | null;
  /** takes it: what is shown is shown here */
  answer(call: Call): Answer;
};

/** A platform's HTTP side on a port of its own. */
export async function serve(notes: Notes, platform: Platform): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://platform");
      const text = String(Buffer.concat(chunks));
      const call: Call = {
        path: pathname,
        query: searchParams,
        headers: request.headers,
        body: text && JSON.parse(text),
      };
      const message = platform.read(call);
      const fault = message === null ? undefined : notes.arrived(message);
      if (typeof fault === "object") {
        response.writeHead(fault.status, { "content-type": "application/json", ...fault.headers });
        response.end(fault.json ? JSON.stringify(fault.json) : "<html>busy</html>");
        return;
      }
      const { status = 200, json } = platform.answer(call);
      if (fault === "reset") request.socket.destroy();
      else if (fault === undefined)
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
