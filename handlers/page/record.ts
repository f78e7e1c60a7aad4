import { may } from "../../src/bot/permission.ts";
import { fieldWords } from "../../src/bot/record/field-words.ts";
import { numbersIn, withInvolved } from "../../src/bot/record/find.ts";
import { stateOf, whereOf } from "../../src/bot/record/line.ts";
import { mayRead } from "../../src/bot/record/may-read.ts";
import { subjectOf } from "../../src/bot/record/subject.ts";
import { formatDateTime, formatDay } from "../../src/chinese/time/index.ts";
import { kindOf, kinds, numberOf } from "../../src/ledger/kinds.ts";
import { html, type Shown } from "../../src/page/html.ts";
import { definePage, type Look } from "../../src/page/page.ts";
import { card, empty, rows } from "../../src/page/parts/card.ts";
import { wordsOf } from "../../src/page/parts/words.ts";
import type { HeldRecord } from "../../src/store/tables/involved.ts";
import type { MoveRow } from "../../src/store/tables/moves.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import type { ToldRow } from "../../src/store/tables/said-where.ts";
import type { Tables } from "../../src/store/tables.ts";
import { mostTold, toldCard } from "./told.ts";

type Story = {
  readonly row: RecordRow;
  readonly text: string;
  /** whose it is to do; empty: nobody's by name */
  readonly owner: string;
  readonly fields: readonly string[];
  readonly steps: readonly Step[];
  /** ids */
  readonly photos: readonly string[];
  readonly told: readonly ToldRow[];
};
type Step = { readonly move: MoveRow; readonly who: string; readonly note: string };

/** It stands, is nobody's own alone, and this reader may read its words. */
const isReadable = (row: HeldRecord, look: Look): boolean =>
  row.withdrawn_at === null && kindOf(row.kind).sealed !== true && look.readsWords && mayRead(row, look);
const isDelicate = (row: HeldRecord): boolean => row.sensitive === 1 || row.accused !== "";

/** What is delicate, or somebody's own, is on no page, whoever asks. */
const isShown = (row: HeldRecord, look: Look): boolean => !isDelicate(row) && isReadable(row, look);

/** It stands on no page, and this reader may see it once: of what is delicate, who leads the place; never the accused. */
const isOnce = (row: HeldRecord, look: Look): boolean =>
  isDelicate(row) &&
  isReadable(row, look) &&
  may(look.actor, row.accused === "" ? "read sensitive record" : "read accusation", subjectOf(row, look.places));

async function storyOf(row: RecordRow, read: Tables): Promise<Story> {
  const moves = await read.moves.of(row.id);
  const names = await read.people.names([row.owner_id, ...moves.map(({ person_id }) => person_id)].filter(isSomebody));
  const steps = moves.map((move) => ({
    ...{ move, who: names.get(move.person_id ?? "") ?? "" },
    note: read.moves.openNote(move) ?? "",
  }));
  const photos = kindOf(row.kind).photos ? await read.photos.keptOf(row.id) : [];
  return {
    ...{ row, text: read.records.openText(row), fields: fieldWords(read.records.openFields(row)), steps, photos },
    owner: names.get(row.owner_id ?? "") ?? "",
    told: await read.outbox.told(row.id, mostTold),
  };
}

/** One record, and what became of it: every step with who made it and when, and who was told. Who said an opinion is not shown. */
export const recordPage = definePage({
  path: "record",
  of: "record",
  title: "一条记录",
  dock: null,
  needs: "cadre",
  async load(look, read) {
    const held = await heldRecord(look, read, isShown);
    return held ? storyOf(held, read) : null;
  },
  view: (story, look) => drawn(story, look),
  async once(look, read) {
    const held = await heldRecord(look, read, isOnce);
    if (!held) return null;
    return [
      html`<p class="note">只看这一次：您什么时候看的、为什么，记在审计里。再看要再写一次。</p>`,
      drawn(await storyOf(held, read), look),
    ];
  },
  async photo(id, look, read) {
    const held = await heldRecord(look, read, isShown);
    return held ? ((await read.photos.image(id, held.id)) ?? null) : null;
  },
});

async function heldRecord(look: Look, read: Tables, fits: typeof isShown): Promise<HeldRecord | null> {
  const [held] = look.record ? await withInvolved([look.record], { tables: read }) : [];
  return held && fits(held, look) ? held : null;
}

const isSomebody = (id: string | null): id is string => id !== null;

/** Whose it is and till when, of what has a day by which it is to be done or ends. */
function dueWords({ row, owner }: Story, { now }: Look): string {
  const { deadline } = kindOf(row.kind);
  if (!deadline || row.due_at === null) return "";
  const whose = deadline.owner === undefined || owner === "" ? "" : `${deadline.owner} ${wordsOf(owner)} · `;
  return `${whose}${formatDateTime(row.due_at, now)}${deadline.word}`;
}

function drawn(story: Story, look: Look): Shown {
  const { row, text, fields, steps, photos, told } = story;
  const due = dueWords(story, look);
  const { word, deadline } = kindOf(row.kind);
  const facts = [
    // the day of what has a deadline is that of the deadline, which stands below
    formatDay(row.day === "" || deadline ? row.created_at : row.day, look.now),
    whereOf(row, look),
    // whoever said an opinion is not named; with whom one talked is what a talk is about
    row.kind === "opinion" ? "" : wordsOf(row.with_name),
  ].filter(Boolean);
  const state = stateOf(row);
  return [
    card(
      `${numberOf(row)} ${word}`,
      state === "" ? {} : { note: state },
      html`<p class="soft">${facts.join(" · ")}</p>`,
      html`<p class="words">${wordsOf(text)}</p>`,
      fields.map((words) => html`<p class="words">${wordsOf(words)}</p>`),
      due !== "" && html`<p class="soft">${due}</p>`,
      photos.map(
        (id, index) =>
          html`<img class="photo" src=${`/p/record/${row.id}/photo/${id}`} alt=${`${numberOf(row)} 的照片${index + 1}`} />`,
      ),
      row.kind === "opinion" && row.waiting === 1 && empty("还没答复。", `/答复 ${numberOf(row)} 怎么办、哪天办`),
    ),
    card(
      "经过",
      { note: steps.length === 0 ? "还没有人动过" : `${steps.length}步` },
      rows([
        { title: "记下", about: formatDateTime(row.created_at, look.now) },
        ...steps.map(({ move, who, note }) => ({
          title: note === "" ? move.word : `${move.word}：${wordsOf(note)}`,
          about: [who, formatDateTime(move.at, look.now), stepWords(row, move)].filter(Boolean).join(" · "),
        })),
      ]),
    ),
    toldCard(told, row, new Set(steps.flatMap(({ move }) => move.person_id ?? [])), look.now),
  ];
}

/** `等答复 → 答复了` */
function stepWords(row: RecordRow, { from_state, to_state }: MoveRow): string {
  const word = (state: string) => stateOf({ kind: row.kind, state });
  return from_state === to_state || word(to_state) === "" ? "" : `${word(from_state)} → ${word(to_state)}`;
}

const letters = kinds.map(({ letter }) => letter);

/** A number as it is said in the chat: `O31`. Numbers of this place's towns only. */
export const findPage = definePage({
  path: "find",
  title: "查编号",
  dock: "更多",
  needs: "cadre",
  async load(look, read) {
    const asked = (look.query.q ?? "").slice(0, 40);
    const [said] = numbersIn(asked, letters);
    const kind = kinds.find(({ letter }) => letter === said?.letter);
    if (!said || !kind) return { asked, story: null, hidden: null };
    const towns = look.places.towns(look.place.path);
    const rows = await read.records.find(towns.length > 0 ? towns : [look.place.town_id], [kind.name], said.number);
    const held = await withInvolved(
      rows.filter((one) => isBelow(one, look)),
      { tables: read },
    );
    const row = held.find((one) => isShown(one, look));
    const hidden = row ? undefined : held.find((one) => isOnce(one, look));
    return { asked, story: row ? await storyOf(row, read) : null, hidden: hidden ?? null };
  },
  view: ({ asked, story, hidden }, look) => [
    html`<form class="find" method="get">
      <label for="q">编号</label><input id="q" name="q" value=${asked} placeholder="O31" autocomplete="off" />
      <button class="button main">查</button>
    </form>`,
    story
      ? drawn(story, look)
      : hidden
        ? lookOnce(hidden, look)
        : asked === ""
          ? html`<p class="soft">编号在机器人的回话里：意见 O31，谈心 T14，走访 V3，交办 J7。</p>`
          : card("没查到", {}, empty("这里没有这个编号，或者它不在页面上。编号像 O31、T14、V3。")),
  ],
});

/** What it is about is said after it was said why. */
const lookOnce = (row: RecordRow, look: Look): Shown =>
  card(
    `${numberOf(row)} ${kindOf(row.kind).word}`,
    { note: "不在页面上" },
    html`<p>牵涉到人，或者涉密。要看就写一句为什么，只显示一次，记在审计里。</p>`,
    html`<form class="fill" method="post" action=${`/p/record/${row.id}/once`}>
      <input type="hidden" name="token" value=${look.token} />
      <label for="why">为什么看</label><input id="why" name="why" required minlength="2" maxlength="200" autocomplete="off" />
      <button class="button main">看这一条</button>
    </form>`,
  );

const isBelow = ({ place_id }: RecordRow, { place, places }: Look): boolean =>
  places.get(place_id ?? "")?.path.startsWith(place.path) === true;
