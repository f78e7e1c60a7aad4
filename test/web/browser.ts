import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const executablePath = "/usr/bin/chromium";

/** `npm test` installs it where it may, and says so where it is missing. */
export const hasBrowser = existsSync(executablePath);

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    timeout: 120_000, // a machine busy with other tests starts it slowly
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

type Size = { readonly width: number; readonly height: number };

/** A phone of the common size, held upright. What the page logs or throws is in `faults`. */
export function openPhone(browser: Browser, viewport: Size = { width: 390, height: 844 }) {
  return openPage(browser, { viewport, deviceScaleFactor: 2, hasTouch: true, isMobile: true });
}

/** A screen with mouse and keyboard. At 200 % zoom one of 1280×800 is 640×400. */
export function openScreen(browser: Browser, viewport: Size = { width: 1280, height: 800 }) {
  return openPage(browser, { viewport });
}

async function openPage(browser: Browser, options: BrowserContextOptions) {
  const page = await browser.newPage({ ...options, locale: "zh-CN", timezoneId: "America/New_York" });
  page.setDefaultTimeout(120_000);
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  return { page, faults, close: () => page.context().close() };
}

/**
 * Waits until `script` is true in the page. `page.waitForFunction` looks again by `eval` in the page, which the page's
 * content policy refuses: it succeeds only where the first look does.
 */
export async function until(page: Page, script: string): Promise<void> {
  const end = Date.now() + 120_000;
  while (!(await page.evaluate<boolean>(script))) {
    if (Date.now() > end) throw new Error(`not so after two minutes: ${script}`);
    await page.waitForTimeout(50);
  }
}
