import type { Context } from "../../src/bot/context.ts";
import type { Asker, Handed, Item } from "../../src/bot/hand-over.ts";
import { accusedIn } from "../../src/bot/record/accused-in.ts";
import { calledSo } from "../../src/bot/record/called.ts";
import { type HeldPost, handing } from "../../src/bot/record/hands-to.ts";
import { postsOf } from "../../src/bot/record/target.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { Roster } from "../../src/chinese/names/index.ts";
import { dueOf, type PasteWorld } from "../../src/chinese/paste/index.ts";
import { formatDay, newYearNote } from "../../src/chinese/time/index.ts";
import { endOfWorkday } from "../../src/ledger/assignment-days.ts";
import type { Matter } from "../../src/ledger/meeting-words.ts";
import type { AgendaItem } from "../../src/store/tables/meetings.ts";
import { type Sitting, termsAt } from "./sitting.ts";
import { apart } from "./step.ts";

const nobody = new Roster([]);
/** `建专户，3月31日前`: a deadline that stands behind a matter. */
const behind = /^([\s\S]*?)[\s，,；;]+([^\s，,；;]{2,20}(?:前|内|底))$/u;

type Written = { readonly handed: readonly Handed[]; readonly text: string };

/** Writes promises and problems of a speaker down as what will be handed to them; they hear of it later. @throws UserError */
export async function writeDown(
  matters: readonly Matter[],
  item: AgendaItem,
  sitting: Sitting,
  { asked, part }: { readonly asked: readonly Asker[]; readonly part: number },
  context: Context,
): Promise<Written> {
  if (matters.length === 0) return { handed: [], text: "" };
  const by = await organiserOf(sitting, context);
  const to = await postsOf(item.person_id, context);
  const way = handing(by.posts, to, context.places.get(item.place_id)?.path);
  if (!way) throw new UserError(`${item.name}不在${by.name}管的地方，交不了。`);
  const items: Item[] = [];
  let usual: number | null = null;
  for (const matter of matters) {
    const { text, dueAt, isUsual } = await datedOf(matter, sitting, context);
    if (isUsual) usual = dueAt;
    const blamed = await accusedIn(text, "", item.place_id, context);
    items.push({
      ...{ text, owner: { personId: item.person_id, name: item.name }, handing: way, dueAt, helpers: [] },
      ...{ verifierId: null, list: sitting.title, origin: undefined, part, asked, heldOf: sitting.row.id },
      // it is the speaker's own list: what is said of them is theirs to read
      ...{ sensitive: blamed !== null, accused: blamed?.personIds.filter((id) => id !== item.person_id) ?? null },
      by: { personId: by.id, account: by.account, called: by.called },
    });
  }
  const handed = await context.handsOver.handOver(items, apart(context));
  const each = handed.map(({ number, text, dueAt }) => `${number}：${text}，${formatDay(dueAt, context.now)}前`);
  const { now, calendar } = context;
  const until = usual === null ? "" : `（没说期限的按整改期限）${newYearNote(now, usual, calendar)}`;
  return { handed, text: `${each.join("；")}${until}` };
}

/** @throws UserError */
async function datedOf({ text, due }: Matter, { meeting, row }: Sitting, context: Context) {
  const { message, calendar, places, now } = context;
  const world: PasteWorld = {
    ...{ speakerPlaceId: null, index: places.index, roster: nobody, sentAt: message.sentAt, calendar },
  };
  const [, head = "", tail = ""] = due === "" ? (behind.exec(text) ?? []) : [];
  const said = due === "" ? tail : due;
  const read = dueOf(said, world);
  if (read.kind === "at" && read.at > now) return { text: due === "" ? head : text, dueAt: read.at, isUsual: false };
  if (due !== "" && read.kind !== "standing")
    throw new UserError(`没听懂期限“${due.slice(0, 20)}”，或已经过了，没记。例：期限：3月31日前`);
  const { correctionDays } = await termsAt(row.place_id, context);
  return { text, dueAt: meeting.fix_by ?? endOfWorkday(now, correctionDays, calendar), isUsual: true };
}

type Organiser = {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly called: string;
  readonly posts: readonly HeldPost[];
};

/** Who arranged the meeting; where they left that office, who leads the place. @throws UserError */
async function organiserOf({ row }: Sitting, context: Context): Promise<Organiser> {
  const { tables, places } = context;
  const path = places.get(row.place_id ?? "")?.path ?? "/";
  const leaders = (await tables.people.holders("secretary", path)).map(({ person_id }) => person_id);
  for (const id of [row.author_id, ...leaders]) {
    if (id === null) continue;
    const posts = (await postsOf(id, context)).filter(
      ({ placeId }) => placeId === row.place_id || id !== row.author_id,
    );
    const person = await tables.people.get(id);
    if (posts.length === 0 || !person) continue;
    const account =
      id === row.author_id ? row.account : ((await tables.accounts.reachable(id))[0]?.account ?? row.account);
    return { id, name: person.name, account, called: calledSo(person.name, posts[0]), posts };
  }
  throw new UserError("这个会没有人管了，先请管理员给当地书记。");
}
