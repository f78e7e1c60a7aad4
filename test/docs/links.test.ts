import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const pages = ["", "docs"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);
const textOf = (page: string) => readFileSync(join(root, page), "utf8");

/** Headings as anchors: lower case, blanks to hyphens, other signs dropped. */
const anchors = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );

const broken = (page: string): string[] => {
  const text = textOf(page).replace(/^```[\s\S]*?^```/gm, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchors(textOf(target)).includes(decodeURIComponent(anchor));
    });
};

test.each(pages)("the links of %s lead somewhere", (page) => {
  expect(broken(page)).toEqual([]);
});

test.each(pages)("%s stands by itself: no folder outside the project, no package registry", (page) => {
  expect(textOf(page)).not.toMatch(/\.\.\/shared|\/work\/|registry\.|npmmirror|artifactory|jfrog/i);
});
