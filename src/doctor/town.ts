import { dayOf } from "../chinese/time/index.ts";
import { knownCharacters } from "../pictures/font.ts";
import { drawable, unknown } from "../pictures/letters.ts";
import type { Some } from "../store/tables/upkeep.ts";
import { bad, type Finding, good, look, type Patient } from "./finding.ts";

/** Places, people, groups and holidays of a place and all below, in the order in which they are to be had. */
export async function examineTown({ read, config, now }: Patient, path = "/"): Promise<Finding[]> {
  const { upkeep } = read;
  const counts = await upkeep.counts(path);
  if (counts.places === 0) return [bad("地点", "还没有", "npm run -s cli -- import places 地点.xlsx")];
  if (counts.people === 0)
    return [good("地点", `${counts.places}个`), bad("名册", "还没有人", "npm run -s cli -- import people 名册.xlsx")];
  return [
    good("地点和名册", `${counts.places}个地方，${counts.people}人`),
    await admins({ read, config }),
    lacking(
      "没有干部的村",
      await upkeep.villagesWithoutCadre(path),
      "名册里补上岗位，再导一遍：import people 名册.xlsx",
    ),
    lacking(
      "没有账号的干部",
      await upkeep.cadresWithoutAccount(path),
      "私聊机器人 /发码 姓名，把码给本人，让他发 /认领 码；或名册里写“账号”",
    ),
    ...(await groups({ read, config }, counts.groups, path)),
    lacking("分不开的同名人", await upkeep.twice(path), "名册里写“父名”或“手机”，再导一遍"),
    await holidays({ read, now }),
    ...(await undrawable({ read }, path)),
  ];
}

const mostNamed = 5;

/** Names with a character that the font of the pictures has not. */
async function undrawable({ read }: Pick<Patient, "read">, path: string): Promise<Finding[]> {
  const known = knownCharacters();
  const names = (await read.places.all())
    .filter((place) => place.path.startsWith(path) && !drawable(place.name, known).isWhole)
    .map(({ name }) => name);
  if (names.length === 0) return [];
  const shown = names.slice(0, mostNamed).join("、");
  const says = `${shown}${names.length > mostNamed ? `等${names.length}个` : ""}，图上画成“${unknown}”`;
  return [look("图上画不出的地名", says, "字没有写错就不用管，文字里照常；写错了用 /改名 改")];
}

async function admins({ read, config }: Pick<Patient, "read" | "config">): Promise<Finding> {
  const about = "管理员";
  if (config.ADMINS.length === 0)
    return (await read.upkeep.hasAdmin())
      ? good(about, "名册里有")
      : look(about, "一个也没有", "名册里给一个人“管理员”岗位，或 .env 写 ADMINS=wecom:账号，重启");
  const strangers = await read.upkeep.neverMet(config.ADMINS);
  return strangers.length === 0
    ? good(about, `${config.ADMINS.length}个账号`)
    : look(about, `从没跟机器人说过话：${strangers.join("、")}`, "看 ADMINS 有没有写错；没写错，让他们私聊说一句");
}

async function groups(
  { read, config }: Pick<Patient, "read" | "config">,
  count: number,
  path: string,
): Promise<Finding[]> {
  if (!config.hasChannel && count === 0) return [good("群", "还没接渠道")];
  if (count === 0) return [bad("群", "一个也没有绑定", "把机器人拉进群，在群里发 /绑定")];
  const list = await read.groups.below(path, 10_000);
  const living = list.filter(({ dead_at }) => dead_at === null);
  const named = (of: typeof list): Some => ({ count: of.length, names: [] });
  return [
    lacking("没有群的村", await read.upkeep.villagesWithoutGroup(path), "把机器人拉进村群，在群里发 /绑定"),
    lacking(
      "没了的群",
      named(list.filter(({ dead_at }) => dead_at !== null)),
      "/群 状态 看是哪几个；重新拉进去，说一句话就好",
    ),
    lacking(
      "听不全的群",
      named(living.filter(({ hears }) => hears === "mentions")),
      "只听得到@它的话。/群 状态 看是哪几个；接群的办法见 docs/channels.md",
    ),
    lacking(
      "不能先开口的群",
      named(living.filter(({ may_push }) => may_push === "no")),
      "企业微信群：/群 推送 钥匙；别的等群里有人说话再发",
    ),
  ];
}

async function holidays({ read, now }: Pick<Patient, "read" | "now">): Promise<Finding> {
  const years = await read.upkeep.yearsOfHolidays();
  const today = dayOf(now);
  const year = Number(today.slice(0, 4));
  const wanted = [year, ...(Number(today.slice(5, 7)) >= 12 ? [year + 1] : [])].map(String);
  const missing = wanted.filter((one) => !years.has(one));
  return missing.length === 0
    ? good("节假日", `${wanted.join("、")}年的有`)
    : look("节假日", `没有${missing.join("、")}年的：按周一到周五算`, "npm run -s cli -- import holidays 节假日.csv");
}

function lacking(about: string, { count, names }: Some, remedy: string): Finding {
  if (count === 0) return good(about, "没有");
  const named = names.join("、");
  const more = count > names.length && names.length > 0 ? "等" : "";
  return look(about, `${named}${more}${named === "" ? "" : "，"}${count}个`, remedy);
}
