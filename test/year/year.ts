import { direct, type Engine, openWorld, type World } from "../world.ts";
import { type County, makeCounty, type Town } from "./county.ts";
import { isDigest, saidIn } from "./said.ts";
import { openTruth, type Truth } from "./truth.ts";

const minute = 60_000;
const aDay = 24 * 60 * minute;
const aWeek = 7 * aDay;
/** Monday, at midnight in Shanghai. */
const begins = Date.parse("2026-01-05T00:00:00+08:00");
/** The week in which each town sets a stay and enrols a village. */
const staysBegin = 8;
const items = ["清理财务", "廉政教育", "排查矛盾", "规范村务"];

/** `every`: so many weeks from one look at the digests to the next */
export type Size = {
  readonly towns: number;
  readonly villages: number;
  readonly weeks: number;
  readonly acts: number;
  readonly every: number;
};
export type Played = {
  readonly messages: number;
  readonly digests: number;
  readonly faults: readonly string[];
  /** how often each figure was held to the rows while there was anything of it, and texts that came by themselves */
  readonly held: ReadonlyMap<string, number>;
  readonly longest: number;
};

/** A county's year, week by week: what is said in it, each digest that comes of it, and whether its figures are those of the rows. */
export async function playYear(size: Size, engine: Engine = "sqlite"): Promise<Played> {
  const world = await openWorld({ engine, startAt: begins + 8 * 60 * minute });
  const truth = openTruth(world.url);
  try {
    const county = await makeCounty(world, size.towns, size.villages);
    return await new Year(world, truth, county, size).play();
  } finally {
    await truth.close();
    await world.close();
  }
}

class Year {
  readonly world: World;
  readonly truth: Truth;
  readonly county: County;
  readonly size: Size;
  readonly faults: string[] = [];
  readonly held = new Map<string, number>();
  messages = 0;
  digests = 0;
  longest = 0;
  #seed = 7;

  constructor(world: World, truth: Truth, county: County, size: Size) {
    this.world = world;
    this.truth = truth;
    this.county = county;
    this.size = size;
  }

  async play(): Promise<Played> {
    const { county, size } = this;
    await this.#says("head", `/专项 新建 集中教育 清单：${items.join("、")} 到12月31日`, "开始了");
    await this.#says("head", "/专项 新建 六清 标签 到12月31日", "开始了");
    await this.#says("head", "/专项 新建 后进村整顿 名册", "开始了");
    for (const { secretary } of [county, ...county.towns])
      await this.#says(secretary, "/简报 设置 周五16:58", "周五16:58");
    for (let week = 0; week < size.weeks; week++) {
      const monday = begins + week * aWeek;
      // the morning's own digests
      const isLooked = week % size.every === 0;
      if (isLooked) await this.#sleeps(monday + 8.5 * 60 * minute);
      if (week === staysBegin) for (const town of county.towns) await this.#begins(town);
      for (let act = 0; act < size.acts; act++) {
        const at =
          monday + (9 + (act % 8)) * 60 * minute + aDay * Math.floor((act * 4) / size.acts) + (act % 50) * minute;
        this.world.waits(new Date(Math.max(at, this.world.now() + 3 * minute)).toISOString());
        await this.#acts(county.towns[this.#below(county.towns.length)], week);
      }
      const evening = monday + 4 * aDay + 17 * 60 * minute;
      if (isLooked) {
        await this.#sleeps(evening);
        await this.#looks();
      } else this.world.waits(new Date(evening).toISOString());
    }
    const { messages, digests, faults, held, longest } = this;
    return { messages, digests, faults, held, longest };
  }

  /** What nobody may happen to think of. */
  async #begins({ name, secretary, villages: [one, other] }: Town): Promise<void> {
    if (!one || !other) return;
    await this.#says(secretary, `/包联 驻点 龚${[...name][0] ?? ""}民 ${one.name} 到2026年12月31日 目标：好`, "驻点");
    await this.#says(secretary, `/整顿 列入 ${other.name} 到6月`, "列入整顿");
  }

  /** What is due until then comes, and is held to the rows. */
  async #sleeps(until: number): Promise<void> {
    const before = this.#heard();
    await this.world.sleeps(new Date(until).toISOString());
    await this.#hears(before);
  }

  /** The same in every run. */
  #below(many: number): number {
    this.#seed = (this.#seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((this.#seed / 2_147_483_648) * many);
  }

  async #says(who: string, text: string, holds: string): Promise<string> {
    this.messages++;
    const said = await this.world.says(who, text);
    if (!said.includes(holds)) this.faults.push(`${who} ${text}: ${said}`);
    return said;
  }

  async #acts(town: Town | undefined, week: number): Promise<void> {
    if (!town) return;
    const village = town.villages[this.#below(town.villages.length)];
    if (!village) return;
    const { cadre, secretary, villager } = town;
    const n = this.messages;
    switch (this.#below(10)) {
      case 0:
        await this.#says(cadre, `/谈心 ${village.name} 村书记 第${n}件低保的事`, "记下了");
        break;
      case 1:
      case 2:
        await this.#says(
          cadre,
          `/走访 ${village.name} 第${n}户屋顶漏雨${n % 3 === 0 ? ` 六清：${1 + (n % 6)}` : ""}`,
          "记下了",
        );
        break;
      case 3: {
        const said = await this.world.says(cadre, `/办过 ${items[n % 4]} ${village.name}`);
        // done already, and perhaps on another day: it stays as it was
        if (!/记下了|已记/u.test(said)) this.faults.push(`办过 ${village.name}: ${said}`);
        await this.world.says(cadre, "取消");
        break;
      }
      case 4: {
        const said = await this.world.says(
          cadre,
          `/实事 硬化路面第${n}段 ${1 + (n % 5)}公里 ${1 + (n % 30)}万 ${village.name}`,
        );
        if (said.startsWith("像是")) await this.#says(cadre, "②", "错了回“撤销”");
        else if (!said.includes("错了回“撤销”")) this.faults.push(`实事 ${village.name}: ${said}`);
        break;
      }
      case 5:
        await this.#says(villager, `意见：第${n}盏路灯不亮了`, "收到");
        if (n % 2 === 0) {
          const list = await this.world.says(cadre, "/意见 列表");
          const number = /O\d+/u.exec(list)?.[0];
          if (number) await this.#says(cadre, `/答复 ${number} 这周就修`, "");
        }
        break;
      case 6:
        if (week % 10 === 3)
          await this.world.says(secretary, `/整顿 列入 ${village.name} 到${n % 2 === 0 ? "明年3" : "6"}月`);
        else await this.#says(cadre, `/走访 ${village.name} 第${n}户缺水`, "记下了");
        break;
      case 7:
        if (week % 12 === 5)
          await this.world.says(
            secretary,
            `/包联 驻点 龚${[...town.name][0] ?? ""}民 ${village.name} 到2026年12月31日 目标：好`,
          );
        else {
          await this.#says(cadre, `/走访 ${village.name} 第${n}户断电`, "记下了");
          await this.#says(cadre, "撤销", "撤销了");
        }
        break;
      case 8: {
        // always for a working day
        const due = new Date(begins + (week + 1) * aWeek + 2.5 * aDay).toISOString().slice(0, 10);
        const whom = `龚${[...town.name][0] ?? ""}民`;
        const said = await this.#says(secretary, `/交办 ${whom} ${village.name}第${n}段水渠修好 期限：${due}`, "J");
        const number = /J\d+/u.exec(said)?.[0];
        if (number && n % 2 === 0) await this.#says(cadre, `办好了 ${number} 修好了`, number);
        break;
      }
      default:
        await this.#says(cadre, `/走访 ${village.name} 第${n}户路不平`, "记下了");
    }
  }

  /** What each who leads is told, line by line beside what the rows say. */
  async #looks(): Promise<void> {
    for (const { secretary, path } of [this.county, ...this.county.towns]) {
      const text = await this.world.says(secretary, "/本周");
      this.#measures(text);
      this.#holds(secretary, text, { ...(await this.#standing(path)), ...(await this.#ofWeek(path)) });
    }
  }

  /** What came by itself since, each text held to the rows as they stood when it came. */
  async #hears(before: ReadonlyMap<string, number>): Promise<void> {
    for (const { secretary, path } of [this.county, ...this.county.towns])
      for (const text of this.world.toChat(direct(secretary)).slice(before.get(secretary) ?? 0))
        if (isDigest(text)) {
          this.#measures(text);
          const isWeekly = /^(?:（补发）)?\d+月\d+日—/u.test(text);
          this.#counts(isWeekly ? "by itself, weekly" : "by itself, daily");
          const own = await (isWeekly ? this.#ofWeek(path) : this.#sinceLast(secretary, path));
          this.#holds(secretary, text, { ...(await this.#standing(path)), ...own });
        }
  }

  #holds(who: string, text: string, wanted: Record<string, string>): void {
    const said = saidIn(text);
    for (const [what, figure] of Object.entries(wanted)) {
      if (figure !== "0") this.#counts(what);
      if ((said[what] ?? "0") !== figure)
        this.faults.push(`${who} ${what}: said ${said[what] ?? "nothing"}, is ${figure}\n${text}`);
    }
  }

  #counts(what: string): void {
    this.held.set(what, (this.held.get(what) ?? 0) + 1);
  }

  #heard(): ReadonlyMap<string, number> {
    const all = [this.county, ...this.county.towns];
    return new Map(all.map(({ secretary }) => [secretary, this.world.toChat(direct(secretary)).length]));
  }

  #measures(text: string): void {
    this.digests++;
    const lines = text.split("\n").length;
    this.longest = Math.max(this.longest, Buffer.byteLength(text));
    // what is asked for may have a line of how to go on below
    if (lines > 12 || Buffer.byteLength(text) > 2_000) this.faults.push(`too long (${lines} lines): ${text}`);
  }

  /** What stands at a moment, in a morning's digest as in a week's. */
  async #standing(path: string): Promise<Record<string, string>> {
    const { truth } = this;
    const now = this.world.now();
    const villages = await truth.villages(path);
    const [talked, visited] = [await truth.reached("talk", path), await truth.reached("visit", path)];
    const longest = await truth.longest("talk", path, now);
    const unanswered = await truth.unanswered(path);
    const towns = path === this.county.path ? await truth.towns(path) : [];
    const each = async (figure: (town: string) => Promise<string>) => {
      const said: string[] = [];
      for (const town of towns) said.push(`${town.name}${await figure(town.path)}`);
      return said.join("、") || "0";
    };
    const reached = (kind: string) => async (town: string) =>
      `${await truth.reached(kind, town)}/${await truth.villages(town)}`;
    const late = await truth.late(path, now);
    return {
      超期: String(late.count),
      超期最久: String(late.days),
      未答复: String(unanswered),
      最久: String(await truth.oldest(path, now)),
      谈过: talked === 0 ? "0" : `${talked}/${villages}`,
      谈久: String(longest > 7 ? longest : 0),
      走过: visited === 0 ? "0" : `${visited}/${villages}`,
      各镇谈心: talked === 0 ? "0" : await each(reached("talk")),
      各镇走访: visited === 0 ? "0" : await each(reached("visit")),
      各镇未答复: unanswered === 0 ? "0" : await each(async (town) => String(await truth.unanswered(town))),
    };
  }

  async #sinceLast(secretary: string, path: string): Promise<Record<string, string>> {
    const count = await this.truth.sinceLast(`sandbox:${secretary}`, path, this.world.now());
    return count === null ? {} : { 新增意见: String(count) };
  }

  async #ofWeek(path: string): Promise<Record<string, string>> {
    const { truth } = this;
    const now = this.world.now();
    const counted = async (kind: string) => String(await truth.written(kind, path, now - aWeek, now));
    const villages = await truth.villages(path);
    const { count, money } = await truth.deeds(path, now);
    const before = async (kind: string) => String(await truth.between(kind, path, now - 2 * aWeek, now - aWeek));
    const monday = new Date(Math.floor((now - begins) / aWeek) * aWeek + begins + 8 * 60 * minute)
      .toISOString()
      .slice(0, 10);
    return {
      谈心: await counted("talk"),
      走访: await counted("visit"),
      意见: await counted("opinion"),
      前谈心: await before("talk"),
      前走访: await before("visit"),
      前意见: await before("opinion"),
      新谈: String(await truth.fresh("talk", path, monday)),
      清单: `${await truth.ticked(path)}/${villages * items.length}`,
      六清: String(await truth.labelled(path)),
      实事: String(count),
      资金: String(money),
      在册: String(await truth.enrolled(path)),
      逾期: String(await truth.overdue(path, now)),
      驻点: String(await truth.staying(path, now)),
    };
  }
}
