import { roleWords } from "../../bot/permission.ts";
import { html } from "../../page/html.ts";
import { card, empty } from "../../page/parts/card.ts";
import { table } from "../../page/parts/table.ts";
import { wordsOf } from "../../page/parts/words.ts";
import type { PersonShown } from "../../store/tables/desk-roster.ts";
import { defineDeskPage, pageAsked } from "./desk.ts";

const aPage = 50;

const postWords = ({ posts }: PersonShown): string =>
  posts.map(({ role, place, title }) => `${place} ${title === "" ? roleWords[role] : title}`).join("、");

/** Who is on the roster; numbers of people are on no page. */
export const roster = defineDeskPage({
  path: "roster",
  title: "名册",
  part: "人和地方",
  needs: "below",
  async load(desk, read) {
    const name = (desk.query.q ?? "").trim().slice(0, 20);
    const page = pageAsked(desk);
    const found = await read.desk.people(desk.place.path, name, { limit: aPage + 1, offset: (page - 1) * aPage });
    return { name, page, found: found.slice(0, aPage), isMore: found.length > aPage };
  },
  view: ({ name, page, found, isMore }, { token }) => [
    html`<form class="find" method="get">
      <label for="q">姓名</label><input id="q" name="q" value=${name} autocomplete="off" />
      <button class="button main">找</button>
    </form>`,
    card(
      name === "" ? "有岗位的人" : `名字里有“${name}”的`,
      {
        ...(page > 1 ? { note: `第${page}页` } : {}),
        ...(isMore
          ? { more: { to: `/console/roster?page=${page + 1}&q=${encodeURIComponent(name)}`, words: "看后面的" } }
          : {}),
      },
      found.length === 0
        ? empty("没有。")
        : html`<form method="post" action="/console/slips"><input type="hidden" name="token" value=${token} />${table(
            "名册",
            ["纸条", "姓名", "家在", "岗位", "外出", "账号", "推送"],
            found.map((person) => [
              html`<label class="box"><input type="checkbox" name="person" value=${person.id} aria-label=${`给${wordsOf(person.name)}印认领码`} /></label>`,
              wordsOf(person.name),
              person.place ?? "",
              postWords(person),
              person.away ?? "",
              person.accounts > 0 ? `${person.accounts}个` : "没有",
              person.unsubscribed ? "退订了" : "收",
            ]),
          )}<button class="button">给勾了的人印认领码纸条</button></form>`,
    ),
    html`<p class="note">没有账号的：勾上，印纸条给本人；或私聊机器人 /发码 姓名。改名册：在“导出”里下载，改了在“导入”里传回来。</p>`,
  ],
});
