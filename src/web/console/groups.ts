import { formatDateTime, formatDay } from "../../chinese/time/index.ts";
import { html, type Shown } from "../../page/html.ts";
import { card, empty, rows } from "../../page/parts/card.ts";
import { table, timeWords } from "../../page/parts/table.ts";
import { wordsOf } from "../../page/parts/words.ts";
import type { GroupFilter, GroupShown } from "../../store/tables/desk.ts";
import { channelWord, defineDeskPage, pageAsked, reachOf } from "./desk.ts";

const aPage = 100;
/** What the doctor calls those whom nothing reaches. */
const unreached = new Set(["没有群的村", "没有账号的干部"]);
const groupFilters = ["deaf", "mute", "dead", "silent", "unbound"] as const satisfies readonly GroupFilter[];
const filterWords: Readonly<Record<GroupFilter, string>> = {
  deaf: "听不全",
  mute: "不能先开口",
  dead: "没了的",
  silent: "没声音7天",
  unbound: "没绑定",
};
const hears = { all: "全部", mentions: "只听@的", unknown: "不知道" } as const;
const speaks = { yes: "能", no: "不能", unknown: "没试过" } as const;
const kinds: Readonly<Record<string, string>> = { village: "村民群", cadre: "工作群" };

/** Which groups there are, what they hear, and who cannot be reached. */
export const groups = defineDeskPage({
  path: "groups",
  title: "群和账号",
  part: "人和地方",
  needs: "below",
  async load(desk, read) {
    const filter = groupFilters.find((one) => one === desk.query.show) ?? null;
    const page = pageAsked(desk);
    const cut = { limit: aPage + 1, offset: (page - 1) * aPage };
    const found = await read.desk.groups(reachOf(desk), filter, desk.now, cut);
    return {
      ...{ filter, page, found: found.slice(0, aPage), isMore: found.length > aPage },
      missed: (await desk.service.doctor(reachOf(desk))).filter(({ about }) => unreached.has(about)),
    };
  },
  view: ({ filter, page, found, isMore, missed }, { now, isWhole }) => [
    html`<nav class="tabs" aria-label="看哪些群">${[null, ...groupFilters]
      .filter((one) => isWhole || one !== "unbound")
      .map(
        (one) =>
          html`<a href=${one === null ? "/console/groups" : `/console/groups?show=${one}`} aria-current=${one === filter ? "page" : undefined}>${one === null ? "全部" : filterWords[one]}</a>`,
      )}</nav>`,
    card(
      filter === null ? "群" : `群：${filterWords[filter]}`,
      {
        note: page > 1 ? `第${page}页` : `${found.length}${isMore ? "以上" : ""}个`,
        ...(isMore
          ? {
              more: {
                to: `/console/groups?page=${page + 1}${filter === null ? "" : `&show=${filter}`}`,
                words: "看后面的",
              },
            }
          : {}),
      },
      found.length === 0
        ? empty("没有。")
        : table(
            "群",
            ["地方", "什么群", "听得到", "能先开口", "最后听到", "最后主动发出", "没了"],
            found.map((one) => line(one, now)),
          ),
    ),
    missed.length > 0 && card("联系不上的", {}, rows(missed.map(({ about, says }) => ({ title: about, about: says })))),
  ],
});

const line = (one: GroupShown, now: number): Shown[] => [
  one.place === null ? "没绑定" : wordsOf(one.place),
  `${channelWord(one.key.split(":")[0] ?? "")} ${kinds[one.kind ?? ""] ?? ""}`,
  hears[one.hears],
  speaks[one.may_push],
  one.alive_at === 0 ? "" : formatDay(one.alive_at, now),
  one.sent_at === null ? "" : timeWords(formatDateTime(one.sent_at, now)),
  one.dead_at === null ? "" : `${formatDateTime(one.dead_at, now)}没了`,
];
