import type { TestBrowser } from "../pages/world.ts";
import { book, type Lines, linesIn } from "./books.ts";

export const tokenOf = async (browser: TestBrowser) => (await browser.get("/console/imports")).token;

export async function sent(browser: TestBrowser, kind: string, file: Lines | Buffer, name = "表.xlsx") {
  const form = new FormData();
  form.set("kind", kind);
  form.set("file", new File([Buffer.isBuffer(file) ? file : book(file)], name));
  return browser.sends(`/console/imports/new?token=${await tokenOf(browser)}`, form);
}
/** The address of the draft that came of it. */
export async function drafted(browser: TestBrowser, kind: string, file: Lines | Buffer, name?: string) {
  const { to, text } = await sent(browser, kind, file, name);
  if (to === null) throw new Error(text);
  return { to, id: /id=([\w-]+)/.exec(to)?.[1] ?? "" };
}
export const seenOn = (body: string) => /name="seen" value="([^"]+)"/.exec(body)?.[1] ?? "";
export async function runs(browser: TestBrowser, id: string, more: Record<string, string> = {}) {
  const shown = await browser.get(`/console/imports?id=${id}`);
  const done = await browser.post("/console/imports/run", {
    token: shown.token,
    id,
    seen: seenOn(shown.body),
    ...more,
  });
  return browser.get(done.to ?? "");
}
export async function exported(browser: TestBrowser, kind: string) {
  const token = await tokenOf(browser);
  return linesIn((await browser.post("/console/exports/take", { token, kind, format: "xlsx" })).bytes);
}
