import { afterAll, afterEach, beforeAll, describe } from "@jest/globals";
import type { Browser } from "playwright-core";
import { hasBrowser, openBrowser, openPhone } from "./browser.ts";
import { openSandbox } from "./sandbox-world.ts";

type Options = NonNullable<Parameters<typeof openSandbox>[0]> & {
  /** what it is looked at with */
  readonly device?: typeof openPhone;
  /** what follows `/sandbox` in the address */
  readonly address?: string;
};

/** The sandbox's page in a real browser, with a bot that repeats privately what it hears. */
async function openPage(browser: Browser, { device = openPhone, address = "", ...world }: Options = {}) {
  const sandbox = await openSandbox(world);
  const opened = await device(browser);
  const { page } = opened;
  await page.goto(`${sandbox.url}/sandbox${address}`);
  await page.locator("#talk .title").waitFor();
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true }).first();
  const press = (name: string | RegExp) => button(name).click();
  const box = page.getByLabel("要说的话");
  const says = async (words: string) => {
    await box.fill(words);
    await press("发送");
  };
  const bubble = (words: string | RegExp) => page.locator("#talk .bubble", { hasText: words }).last();
  /** On a phone the people are behind a button. */
  const becomes = async (name: string) => {
    if (await page.locator("#who").isVisible()) await page.locator("#who").click();
    await page.locator("#people button", { hasText: name }).click();
  };
  const measure = (script: string) => page.evaluate<number>(script);
  return { ...sandbox, ...opened, button, press, box, says, bubble, becomes, measure };
}

export type SandboxPage = Awaited<ReturnType<typeof openPage>>;

/** `open` gives a page of its own to each test, and closes it after. */
export function inBrowser(
  name: string,
  tests: (open: (options?: Options) => Promise<SandboxPage>, later: (close: () => Promise<unknown>) => void) => void,
): void {
  (hasBrowser ? describe : describe.skip)(name, () => {
    let browser: Browser;
    const closing: (() => Promise<unknown>)[] = [];
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser.close());
    afterEach(async () => {
      for (const close of closing.splice(0)) await close();
    });
    const open = async (options: Options = {}) => {
      const page = await openPage(browser, options);
      closing.push(page.close, page.stop);
      return page;
    };
    tests(open, (close) => closing.push(close));
  });
}
