import type { RosterPerson } from "../names/index.ts";
import { lineOf } from "../names/place-index.ts";
import { startsWithCommonSurname } from "../names/surname.ts";
import { readTime, withoutTime } from "../time/index.ts";
import { readChange } from "./change.ts";
import { describedPerson } from "./described.ts";
import { type Filled, joined } from "./filled.ts";
import type { ReaderWorld } from "./prepare.ts";
import type { Scene } from "./scene.ts";
import { villageOf } from "./whom.ts";

/** Slots that can be asked for; `promise0` is the first promise's date. */
export type Slot = "place" | "places" | "person" | "time" | "text" | `promise${number}`;

/** Something more that was said of a record, and what it answered. `mends`: it takes the place of what was there. */
export type Saying = {
  readonly text: string;
  readonly read: Filled;
  readonly asked: readonly string[];
  readonly mends: boolean;
};

/** What stands before a correction and is no part of it. */
const CORRECTS =
  /^[\s，,]*(?:(?:不对|错了|写错了|记错了|改)[的了啊吧]*[\s，,。:：]+|(?:应该)?是(?!的)|应该|改成|改为|换成|改(?=.)|内容(?:应该)?(?:是|改成)[:：]?|日期(?:应该)?是?|时间(?:应该)?是?|村(?:应该)?是|人(?:应该)?是)+/u;
/** All that is left of it once its slots are found says nothing of its own. */
const NOTHING_MORE = /^(?:[谈去聊访记说走]的?|的|那天|那里)*$/u;

/** The words of a correction: 西卧牛 of 不对，是西卧牛 and of 不是东卧牛，是西卧牛. */
export const correctionOf = (text: string): string => swapped(text)?.to ?? (text.replace(CORRECTS, "") || text);

/** 不是路灯，是水管: what was there, and what takes its place. */
function swapped(text: string): { readonly from: string; readonly to: string } | null {
  const change = readChange(text, true);
  return change?.kind === "replace" ? change : null;
}

const PLACELIKE = /^\p{Script=Han}{1,4}(?:村|社|组|湾|庄|屯|镇|街|坪|寨)$/u;

/** A short word by which somebody is called: 马三炮, 开店的老汉. */
const CALLED = /^\s*([\p{Script=Han}·]{2,6})(?=[\s，,。；;]|$)/u;
const KINLIKE = /(?:爷|奶|叔|婶|伯|哥|嫂|姐|娘|爸|妈|爹|家|人|汉|婆|师傅|老师|队长|组长|社长|支书|书记|主任)$/u;

/** A record with one more saying. What fills a free slot or one that was asked for goes there, all else to the content. */
export function withSaying(
  record: Filled,
  { text, read, asked, mends }: Saying,
  scene: Pick<Scene, "speaker" | "world">,
): Filled {
  const instead = mends ? swapped(text) : null;
  if (instead && record.content.includes(instead.from))
    return { ...record, content: record.content.replace(instead.from, () => instead.to) };
  const due = promised(record, text, asked, scene);
  if (due) return due;
  // 不是赫书记，是李大山: who takes the place of somebody is one too
  const isWho =
    asked.includes("person") || record.people.some(({ said }) => instead !== null && said.includes(instead.from));
  const met = read.people.length === 0 && isWho ? calledSo(instead?.to ?? text, read) : read;
  const free = {
    place: mends || record.places.length === 0 || asked.includes("place"),
    person: mends || record.people.length === 0,
    time: mends || record.time.kind === "none" || asked.includes("time"),
  };
  const fills = {
    place: met.places.length > 0 && free.place,
    person: met.people.length > 0 && free.person,
    // 那天人多: what would have to be asked about is no day unless one was asked for
    time: met.time.kind !== "none" && free.time && (met.time.kind !== "ask" || mends || asked.includes("time")),
  };
  const isAdded = [met.promises, met.problems, met.topics, met.companions].some(({ length }) => length > 0);
  const isFilling = fills.place || fills.person || fills.time || isAdded || met.next !== null || met.category !== null;
  // a slot that is filled already: the words are kept as they were said
  const isBeside =
    (met.places.length > 0 && !free.place) ||
    (met.people.length > 0 && !free.person) ||
    (met.time.kind !== "none" && !fills.time);
  // a place that is none: what was there stays, and what was said is seen
  const isUnknown = mends && !isFilling && !instead && PLACELIKE.test(correctionOf(text).trim());
  const content = isUnknown
    ? joined([record.content, text])
    : mends && !isFilling && !instead
      ? correctionOf(text).trim()
      : joined([record.content, isBeside || (instead && !isFilling) ? text : met.content]);
  return {
    ...record,
    ...(fills.place ? { places: met.places, village: met.village } : {}),
    ...(fills.person ? { people: met.people } : {}),
    ...(fills.person && !fills.place && record.places.length === 0 && met.village?.from !== "own"
      ? { village: met.village }
      : {}),
    ...(fills.time ? { time: met.time, timeWords: met.timeWords } : {}),
    companions: [...record.companions, ...met.companions],
    promises: [...record.promises, ...met.promises],
    problems: [...record.problems, ...met.problems],
    topics: [...record.topics, ...met.topics],
    next: met.next ?? record.next,
    spot: met.spot ?? record.spot,
    category: met.category ?? record.category,
    kind: met.kind ?? record.kind,
    content: mends && isFilling && NOTHING_MORE.test(met.content) ? record.content : content,
  };
}

/** What says nothing beside a date. */
const ONLY_WHEN =
  /^(?:[\s\p{P}]|那?就|是|吧|在|的|呢|啊|之?前|以前|内|说好?|定在?|到|嗯|哦|承诺|答应|保证|大概|应该|最晚|最迟|再)*$/u;

/** 一会儿 was asked about, and this says when; whatever else it says is kept. */
function promised(
  record: Filled,
  text: string,
  asked: readonly string[],
  { speaker, world }: Pick<Scene, "speaker" | "world">,
): Filled | null {
  const slot = asked.find((one) => one.startsWith("promise"));
  if (slot === undefined) return null;
  const due = readTime(text, { sentAt: speaker.sentAt, use: "deadline", calendar: world.calendar });
  if (due.kind !== "moment") return null;
  const at = Number(slot.slice("promise".length));
  const promises = record.promises.map((one, i) => (i === at ? { ...one, due } : one));
  const beside = withoutTime(text, due.span).replace(ONLY_WHEN, "");
  return { ...record, promises, content: joined([record.content, beside]) };
}

/** Of several who are called so, those of the village that was said. */
export function narrowed(record: Filled, world: ReaderWorld): Filled {
  const { byId } = world.index;
  const said = record.places.flatMap(({ places }) => (places.length === 1 ? places : []));
  if (said.length === 0 || record.people.every(({ people }) => people.length < 2)) return record;
  const villages = said.map(({ id }) => lineOf(id, byId).find(({ level }) => level === "village")?.id ?? id);
  const isThere = (person: RosterPerson) => villages.includes(villageOf(person, world)?.id ?? "");
  const people = record.people.map((one) => {
    const there = one.people.filter(isThere);
    return there.length > 0 ? { ...one, people: there } : one;
  });
  return { ...record, people };
}

/** Whoever was asked for and is on no roster: as written. */
function calledSo(text: string, read: Filled): Filled {
  const described = describedPerson(`找${text}`, 0);
  const words = described ? text.slice(described.start - 1, described.end - 1) : "";
  const [, word = ""] = CALLED.exec(text) ?? [];
  const isCalled = startsWithCommonSurname(word) || /^[老小阿]/.test(word) || KINLIKE.test(word);
  const said = isCalled ? word : KINLIKE.test(words) || /^那[个位]/.test(words) ? words : "";
  if (said === "") return read;
  // 李家湾那个: told apart by the place
  if (
    read.places.some(
      ({ start, end }) => text.slice(start, end).trim() !== "" && said.startsWith(text.slice(start, end)),
    )
  )
    return read;
  const rest = text.slice(text.indexOf(said) + said.length);
  return { ...read, people: [{ start: 0, end: said.length, said, people: [] }], content: joined([rest]) };
}
