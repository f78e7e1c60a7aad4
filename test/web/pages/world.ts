import { StorageError } from "../../../src/bot/storage-error.ts";
import { addressOf } from "../../../src/web/pages/address.ts";
import { createPages } from "../../../src/web/pages/index.ts";
import { type Engine, openWorld } from "../../world.ts";
import { openWeb } from "../world.ts";

type Options = { readonly engine?: Engine; readonly startAt?: number; readonly trusts?: boolean };

/** The small town, and its pages over real HTTP. */
export async function openPages({ trusts = false, ...options }: Options = {}) {
  let port = 0;
  const address = addressOf(undefined, () => port);
  if (!address) throw new Error("this machine has no address");
  const world = await openWorld({ ...options, pages: address.base });
  let isFull = false;
  const { write } = world.store;
  const store: typeof world.store = {
    ...world.store,
    write: (work) => (isFull ? Promise.reject(new StorageError("no room")) : write(work)),
  };
  const pages = createPages({
    ...{
      store,
      reference: world.context.reference,
      pages: world.pages,
      admins: new Set(["sandbox:admin"]),
    },
    ...{ now: world.now, address, trusts: () => trusts },
  });
  const web = await openWeb({ pages });
  port = web.port;
  const url = `http://localhost:${port}`;
  const link = /http:\/\/localhost:\d+(\/l\/[\w-]{22})/;

  return {
    ...{ world, url, port, lines: web.lines },
    /** A browser with nothing in it. */
    browser: (client = "203.0.113.1") => browserAt(url, client),
    /** The path of the link that somebody is given when they ask. */
    async linkOf(who: string): Promise<string> {
      return link.exec(await world.says(who, "/页面"))?.[1] ?? "";
    },
    /** Nothing can be written any more. */
    fills: () => {
      isFull = true;
    },
    linkIn: (text: string): string | undefined => link.exec(text)?.[1],
    /** A browser of theirs, signed in and known from now on. */
    async signedIn(who: string) {
      const browser = browserAt(url, "203.0.113.1");
      const waiting = await browser.post(await this.linkOf(who));
      const { digits } = waiting.status === 303 ? await browser.get("/login/wait") : { digits: undefined };
      if (digits !== undefined) await world.says(who, digits);
      await browser.get("/login/wait");
      return browser;
    },
    async close() {
      await web.stop();
      await world.close();
    },
  };
}

export type PagesWorld = Awaited<ReturnType<typeof openPages>>;

/** Keeps cookies and follows nothing, so that each step can be looked at. */
function browserAt(url: string, client: string) {
  const cookies = new Map<string, string>();
  async function ask(path: string, init: RequestInit) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = {
      "x-forwarded-for": client,
      ...(cookie && { cookie }),
      ...(init.headers as Record<string, string>),
    };
    const response = await fetch(url + path, { redirect: "manual", ...init, headers });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/Max-Age=0/.test(set)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const body = await response.text();
    return {
      ...{ status: response.status, headers: response.headers, body, to: response.headers.get("location") },
      text: body
        .replace(/<head>.*?<\/head>/s, "")
        .replace(/<[^>]+>/g, " ")
        .replace(/\s+/g, " ")
        .trim(),
      digits: /class="digits">(\d{2})</.exec(body)?.[1],
      token: /name="token" value="([^"]+)"/.exec(body)?.[1] ?? "",
    };
  }
  return {
    cookies,
    get: (path: string, headers: Record<string, string> = {}) => ask(path, { headers }),
    post: (path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
      ask(path, { method: "POST", body: new URLSearchParams(form), headers }),
    /** The page that is reached in the end. */
    async opens(path: string) {
      let answer = await ask(path, {});
      for (let turns = 0; turns < 5 && answer.to !== null; turns += 1) answer = await ask(answer.to, {});
      return answer;
    },
  };
}

export type TestBrowser = ReturnType<typeof browserAt>;
