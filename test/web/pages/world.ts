import { pino } from "pino";
import { StorageError } from "../../../src/bot/storage-error.ts";
import type { SignIn } from "../../../src/channels/channel.ts";
import { readConfig } from "../../../src/config.ts";
import { firstWeek } from "../../../src/doctor/first-week.ts";
import { examine, onceAMinute } from "../../../src/doctor/index.ts";
import { settingsOf } from "../../../src/doctor/settings.ts";
import { examineTown } from "../../../src/doctor/town.ts";
import { addressOf } from "../../../src/web/pages/address.ts";
import { createPages } from "../../../src/web/pages/index.ts";
import { type Engine, openWorld, worldKey } from "../../world.ts";
import { openWeb } from "../world.ts";

type Options = {
  readonly engine?: Engine;
  readonly startAt?: number;
  readonly trusts?: boolean;
  readonly signIn?: SignIn;
};

/** The small town, and its pages over real HTTP. */
export async function openPages({ trusts = false, signIn, ...options }: Options = {}) {
  let port = 0;
  const address = addressOf(undefined, () => port, ["127.0.0.0/8", "::1"]);
  if (!address) throw new Error("this machine has no address");
  const world = await openWorld({ ...options, pages: address.base });
  const config = readConfig({ DATA_DIR: ".", DATA_KEY: worldKey.toString("base64"), DATABASE_URL: world.url });
  const lines: string[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => void lines.push(line) });
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
      notices: world.notices,
      admins: new Set(["sandbox:admin"]),
    },
    ...{ now: world.now, log, address, trusts: () => trusts, signIn: signIn ?? null },
    wellKnown: async (name) => (name === "WW_verify_abc123.txt" ? "abc123" : null),
    service: {
      ...{ settings: settingsOf(config), cards: world.cards },
      firstWeek: (path) => firstWeek(world.store.read, path),
      placesOfCity: onceAMinute((id: string) => store.read.desk.children({ id, level: "city" }), world.now),
      doctor: onceAMinute(async (path: string | null) => {
        const patient = { config, read: world.store.read, now: world.now(), health: { ready: true, parts: {} } };
        return path === null ? examine(patient) : examineTown(patient, path);
      }, world.now),
    },
  });
  const web = await openWeb({ pages, log });
  port = web.port;
  const url = `http://localhost:${port}`;
  // not by name: of its two addresses Node gives up the one that takes a quarter of a second for the other, where nobody is
  const byAddress = `http://127.0.0.1:${port}`;
  const link = /http:\/\/localhost:\d+(\/l\/[\w-]{22})/;

  const codeFor = async (who: string) => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await world.says(who, "/登录"))?.[0] ?? "";

  return {
    ...{ world, url, port, lines },
    /** A browser with nothing in it. */
    browser: (client = "203.0.113.1") => browserAt(byAddress, client),
    /** The path of the link that somebody is given when they ask. */
    async linkOf(who: string): Promise<string> {
      return link.exec(await world.says(who, "/页面"))?.[1] ?? "";
    },
    /** Nothing can be written any more. */
    fills: () => {
      isFull = true;
    },
    linkIn: (text: string): string | undefined => link.exec(text)?.[1],
    /** What opens the console, as somebody is given it. */
    deskCode: (who: string) => codeFor(who),
    /** A browser at which they sit at the console. */
    async atDesk(who: string) {
      const browser = browserAt(byAddress, "203.0.113.1");
      await browser.post("/login", { code: await codeFor(who) });
      return browser;
    },
    /** A browser of theirs, signed in and known from now on. */
    async signedIn(who: string) {
      const browser = browserAt(byAddress, "203.0.113.1");
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
    const bytes = Buffer.from(await response.arrayBuffer());
    const body = bytes.toString("utf8");
    return {
      bytes,
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
    /** A form with a file, or with whatever it holds. */
    sends: (path: string, form: FormData | URLSearchParams) => ask(path, { method: "POST", body: form }),
    /** The page that is reached in the end. */
    async opens(path: string) {
      let answer = await ask(path, {});
      for (let turns = 0; turns < 5 && answer.to !== null; turns += 1) answer = await ask(answer.to, {});
      return answer;
    },
  };
}

export type TestBrowser = ReturnType<typeof browserAt>;
