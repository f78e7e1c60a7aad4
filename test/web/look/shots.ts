import type { Browser } from "playwright-core";
import { deskPages } from "../../../src/web/console/index.ts";
import type { Shot, State } from "./camera.ts";
import type { Town } from "./town.ts";
import { codeTyped } from "./ways-in.ts";

const lists = [
  "today",
  "talks",
  "visits",
  "opinions",
  "opinions?state=answered",
  "consultations",
  "assignments",
  "find",
];
export const ofPlace = (place: string, before: string): Shot[] => [
  ...lists.map((path): Shot => [`${before}${path.replace("?state=", "-")}`, `/p/${place}/${path}`]),
  [`${before}me`, "/p/me"],
];
export const ofDesk = (before: string): Shot[] =>
  deskPages.map(({ path }): Shot => [before + path, `/console/${path}`]);

const numbers = ["O1", "O4", "O99", "T1", "V1", "J1", "J2", "M1", "A1", "H1", "R1"];

/** By their numbers, found or not; what was asked, and what hangs on the board. */
export async function ofRecords(
  browser: Browser,
  { url }: Town,
  at: { state: State; place: string },
  who: string,
): Promise<Shot[]> {
  const context = await browser.newContext({ storageState: at.state });
  const page = await context.newPage();
  await page.goto(`${url}/p/${at.place}/consultations`);
  const asked = await page
    .locator("main .rows a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  await context.close();
  return [
    ...numbers.map((number): Shot => [`${who}-find-${number}`, `/p/${at.place}/find?q=${number}`]),
    ...asked.flatMap((path, index): Shot[] => [
      [`${who}-consultation-${index}`, path],
      [`${who}-board-${index}`, `${path}?for=board`],
    ]),
    [`${who}-board-answered`, `/p/${at.place}/opinions?state=answered&for=board`],
    [`${who}-nowhere`, "/p/nowhere/today"],
  ];
}

const nobodys = `/l/${"A".repeat(22)}`;
export const outside = ({ url }: Town): Shot[] => [
  ["outside-login", "/login"],
  ["outside-link", nobodys],
  ["outside-board", `/c/${"A".repeat(22)}`],
  [
    "outside-gone",
    async (page) => {
      await page.goto(url + nobodys);
      await page.getByRole("button", { name: "打开" }).click();
    },
  ],
  ["outside-wrong", (page) => codeTyped(page, url, "ABCD-2345")],
];

const registered = `登记表
姓名,身份,村名,联系电话,爱好
陈一平,村长,东卧牛村,13911112222,下棋
陈二平,铁匠,东卧牛村,1391111,
陈三平,村民,没有村,13911113333,
`;

/** A file on its way, a setting that is refused, slips to print. */
export const deskSteps = ({ url }: Town): Shot[] => [
  ["desk-groups-deaf", "/console/groups?show=deaf"],
  ["desk-settings-ranking", "/console/settings?q=排名"],
  ["desk-roster-nobody", "/console/roster?q=没有这人"],
  [
    "desk-imports-1-columns",
    async (page) => {
      await page.goto(`${url}/console/imports`);
      await page.locator("input[name=kind][value=people]").check();
      await page.setInputFiles("#file", { name: "登记.csv", mimeType: "text/csv", buffer: Buffer.from(registered) });
      await page.getByRole("button", { name: "传上去看看" }).click();
    },
  ],
  ["desk-imports-2-tried", (page) => page.getByRole("button", { name: "试一遍" }).click()],
  [
    "desk-imports-3-done",
    async (page) => {
      await page.getByLabel("只导好的").check();
      await page.getByRole("button", { name: /^导入：/ }).click();
    },
  ],
  [
    "desk-imports-4-undone",
    async (page) => {
      await page.getByLabel("为什么撤销").fill("试的");
      await page.getByRole("button", { name: "整批撤销" }).click();
    },
  ],
  [
    "desk-slips",
    async (page) => {
      await page.goto(`${url}/console/roster?q=赵`);
      for (const box of (await page.locator("input[name=person]").all()).slice(0, 6)) await box.check();
      await page.getByRole("button", { name: "印认领码纸条" }).click();
    },
  ],
];
