import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Fingers are this broad, in CSS pixels. */
const finger = 44;

/** What is wrong with the page as it stands: what axe finds, sideways scrolling, what is too small for fingers. */
export async function lookedAt(page: Page) {
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
  await page.evaluate(axe);
  const found = await page.evaluate<string[]>(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + " " + target)))`);
  const scrolls = await page.evaluate<number>("Math.max(0, document.documentElement.scrollWidth - innerWidth)");
  const narrow = await page.evaluate<string[]>(`[...document.querySelectorAll("a, button, summary, input")]
    .filter((one) => one.type !== "hidden" && one.type !== "checkbox")
    .filter((one) => { const { width, height } = one.getBoundingClientRect(); return Math.min(width, height) < ${finger} - 0.5 })
    .map((one) => one.outerHTML.slice(0, 60))`);
  return { found, scrolls, narrow };
}

export const nothingWrong = { found: [], scrolls: 0, narrow: [] };

/** A4 between its margins of 14 mm, in CSS pixels. */
const paper = { width: 688, height: 1017 };

/** How many sheets it takes on paper. */
async function sheetsOf(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  return pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

/** What cannot be read to its end on paper, where nothing scrolls, and what is there to be pressed. */
const unprintable = `[...document.querySelectorAll("body *")].flatMap((one) => {
  const { width, height, right, left } = one.getBoundingClientRect();
  if (width === 0 || height === 0) return [];
  const isCut = getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1;
  const isPressed = one.matches("button, input, select, textarea, nav.dock, nav.tabs, .side") && one.type !== "hidden";
  return isCut || isPressed || left < -1 || right > innerWidth + 1 ? [one.outerHTML.slice(0, 80)] : [];
})`;

/** The page on paper: with the line that says whom it is for, on which ground, on how many sheets, and what does not belong there. */
export async function printedOf(page: Page) {
  const before = page.viewportSize();
  await page.setViewportSize(paper);
  await page.emulateMedia({ media: "print" });
  const printed = {
    isMarked: await page.getByText("内部使用").isVisible(),
    ground: await page.evaluate<string>("getComputedStyle(document.documentElement).backgroundColor"),
    sheets: await sheetsOf(page),
    wrong: await page.evaluate<string[]>(unprintable),
  };
  await page.emulateMedia({ media: null });
  if (before) await page.setViewportSize(before);
  return printed;
}
export const printedPlainly = { isMarked: true, ground: "rgb(255, 255, 255)", sheets: 1, wrong: [] };
/** What hangs on the board is for anybody. */
export const printedForBoard = { ...printedPlainly, isMarked: false };
