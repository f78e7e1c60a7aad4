import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import sharp from "sharp";
import type { Town } from "./town.ts";

export type State = Exclude<BrowserContextOptions["storageState"], string | undefined>;
/** A page by its address, or what is done to see it. */
export type Shot = readonly [name: string, seen: string | ((page: Page) => Promise<unknown>)];
type Mode = {
  readonly width: number;
  readonly isDark?: true;
  readonly isLargest?: true;
  /** by the browser: half as many pixels, each twice as large */
  readonly isZoomed?: true;
  readonly isPaper?: true;
};

/** How a page is looked at, by what its pictures are called. */
export const modes = {
  "360": { width: 360 },
  "390": { width: 390 },
  "390-dark": { width: 390, isDark: true },
  "360-largest": { width: 360, isLargest: true },
  "360-zoomed": { width: 180, isZoomed: true },
  "1280": { width: 1280 },
  "1280-dark": { width: 1280, isDark: true },
  paper: { width: 688, isPaper: true },
} as const satisfies Readonly<Record<string, Mode>>;
export type ModeName = keyof typeof modes;

const high = 844;
/** Nobody may look at more than 120 pages a minute. */
const pause = 550;

/** Puts pictures of pages into a folder; of those whose names hold `part`. */
export const cameraOf = (browser: Browser, { url }: Town, folder: string, part: string) =>
  async function shoot(shots: readonly Shot[], names: readonly ModeName[], state?: State): Promise<void> {
    for (const name of names) {
      const { width, isDark, isLargest, isZoomed, isPaper }: Mode = modes[name];
      const context = await browser.newContext({
        ...{ locale: "zh-CN", viewport: { width, height: high }, colorScheme: isDark ? "dark" : "light" },
        ...{ deviceScaleFactor: isZoomed ? 2 : 1, ...(state && { storageState: state }) },
      });
      if (isLargest) await context.addCookies([{ name: "chuanmen-size", value: "biggest", url }]);
      const page = await context.newPage();
      for (const [of, seen] of shots.filter(([of]) => of.includes(part))) {
        await page.emulateMedia({ media: "screen" });
        await page.setViewportSize({ width, height: high });
        if (typeof seen === "string") await page.goto(url + seen);
        else await seen(page);
        await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
        if (isPaper) await page.emulateMedia({ media: "print" });
        // as high as it is, so that its foot does not stand in its middle
        const tall = await page.evaluate<number>("document.documentElement.scrollHeight");
        await page.setViewportSize({ width, height: Math.max(high, tall) });
        writeFileSync(join(folder, `${of}@${name}.png`), await page.screenshot());
        await page.waitForTimeout(pause);
      }
      await context.close();
    }
  };

/** As much of a page as a screen shows, in few bytes. */
export async function screenOf(browser: Browser, url: string, width: number, height: number, state: State) {
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width, height }, storageState: state });
  const page = await context.newPage();
  await page.goto(url);
  const bytes = await sharp(await page.screenshot())
    .png({ palette: true })
    .toBuffer();
  await context.close();
  return bytes;
}
