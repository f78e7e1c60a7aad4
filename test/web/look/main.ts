import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mondayOf, startOfDay } from "../../../src/chinese/time/index.ts";
import { openBrowser } from "../browser.ts";
import { cameraOf, screenOf } from "./camera.ts";
import { deskSteps, ofDesk, ofPlace, ofRecords, outside } from "./shots.ts";
import { storyOf } from "./story.ts";
import { openTown } from "./town.ts";
import { deskIn, phoneIn } from "./ways-in.ts";

// npm run look -- FOLDER [PART OF A NAME]: every page of a demo town in which much was said, as pictures for people to look at.

const [folder = "look", part = ""] = process.argv.slice(2);
const [hour, day] = [3_600_000, 86_400_000];
/** At eight in the morning of the last Friday; two weeks are lived through before. */
const end = startOfDay(mondayOf(Date.now())) - 3 * day + 8 * hour;

const data = mkdtempSync(join(tmpdir(), "chuanmen-look-"));
mkdirSync(folder, { recursive: true });
const put = (name: string, bytes: Buffer | string) => writeFileSync(join(folder, name), bytes);
const town = await openTown(data);
const browser = await openBrowser();
const shoot = cameraOf(browser, town, folder, part);
try {
  await town.begins(end - 14 * day);
  const empty = await phoneIn(browser, town, "secretary");
  await shoot(ofPlace(empty.place, "empty-"), ["360"], empty.state);
  await shoot(ofDesk("desk-empty-"), ["1280"], await deskIn(browser, town));
  put("said.txt", (await town.lives(storyOf(end), end)).join("\n"));
  put("digest-picture.png", await town.picture("secretary", "/简报 图"));
  put("chat-visits.png", await town.picture("secretary", "/覆盖 图 走访"));
  for (const who of ["secretary", "cadre", "admin"]) {
    const came = await phoneIn(browser, town, who);
    const shots = [...ofPlace(came.place, `${who}-`), ...(await ofRecords(browser, town, came, who))];
    const isFirst = who === "secretary";
    await shoot(
      shots,
      isFirst ? ["360", "390", "390-dark", "360-largest", "360-zoomed", "paper"] : ["360"],
      came.state,
    );
    if (isFirst)
      put("page-today.png", await screenOf(browser, `${town.url}/p/${came.place}/today`, 390, 844, came.state));
  }
  await shoot(outside(town), ["360", "390-dark"]);
  const state = await deskIn(browser, town);
  await shoot([...ofDesk("desk-"), ...deskSteps(town)], ["1280", "1280-dark", "360", "paper"], state);
  put("console-overview.png", await screenOf(browser, `${town.url}/console/overview`, 1280, 1100, state));
} finally {
  await browser.close();
  await town.stop();
  rmSync(data, { recursive: true });
}
