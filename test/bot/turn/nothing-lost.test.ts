import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { casesOf, corpusLines } from "../../chinese/corpora/corpus-file.ts";
import { variation } from "../../chinese/corpora/variations.ts";
import { corpus } from "../../chinese/reader/world.ts";
import fc from "../../property.ts";
import { engines, openWorld, type World } from "../../world.ts";

const sentences = ["own-cadre-sentences.jsonl", "own-villager-sentences.jsonl"].flatMap((file) =>
  casesOf(corpus, file).map(({ input }) => input.text),
);
const commands = ["commands.jsonl", "own-commands.jsonl"].flatMap((file) =>
  corpusLines(file).flatMap((line) => (line.startsWith("{") ? [String(JSON.parse(line).text)] : [])),
);

/** Four characters that stand in no sentence, and for no matter: what becomes of them can be followed. */
const rare = [..."鼍鼋虢饕餮魍魉貔貅夔"];
const markOf = (number: number): string =>
  [...String(1000 + (number % 9000))].map((digit) => rare[Number(digit)] ?? "").join("");

const joint = fc.constantFrom(" ", "，", "", "　", "\n", "的", "呃", "了", "嗯那个");
const answers = fc.constantFrom("①", "对", "老石", "昨天", "西卧牛", "那天下着雨", "改", "跳过", "接着", "不是老石");

/** A message in pieces: in another order, with other signs between, and where the mark goes. */
const message = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...sentences) }, fc.constantFrom(...commands), answers),
    fc.array(fc.nat({ max: 99 }), { minLength: 8, maxLength: 8 }),
    fc.array(joint, { minLength: 1, maxLength: 5 }),
    fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
    fc.boolean(),
  )
  .map(([text, picks, joints, spelling, isMixed]) => ({ text, picks, joints, spelling, isMixed }));
type Said = typeof message extends fc.Arbitrary<infer Value> ? Value : never;

function wordsOf({ text, picks, joints, spelling, isMixed }: Said, mark: string): string {
  const [head = "", ...tail] = text.split(/(?<=[\s，,。；、])/u);
  const by = (at: number) => picks[at % picks.length] ?? 0;
  const pieces = isMixed
    ? tail
        .map((piece, at) => ({ piece, at }))
        .sort((a, b) => by(a.at) - by(b.at))
        .map(({ piece }) => piece)
    : tail;
  const all = [head, ...pieces.flatMap((piece, at) => [isMixed ? (joints[at % joints.length] ?? "") : "", piece])].map(
    (piece) => (isMixed ? variation(piece, spelling) : piece),
  );
  // behind the first piece, which may be the command: never before a sign
  all.splice(1 + (by(7) % all.length), 0, ` ${mark} `);
  return all.join("");
}

describe.each(engines)("whatever is said, on %s", (engine) => {
  let world: World;
  let count = 0;
  beforeAll(async () => {
    world = await openWorld({ engine });
  });
  afterAll(() => world.close());

  /** All that is kept of some messages where people find it again: records, their history, open and left questions. */
  async function kept(keys: readonly string[], account: string): Promise<string> {
    return world.store.write(async (tables) => {
      const found: string[] = [];
      for (const key of keys) {
        for (const row of await tables.records.causedBy(`${key}#`)) {
          found.push(tables.records.openText(row), JSON.stringify(tables.records.openFields(row)), row.with_name);
          for (const move of await tables.moves.of(row.id)) found.push(tables.moves.openNote(move) ?? "");
        }
        for (const move of await tables.moves.causedBy(`${key}#`)) {
          // what was added to an earlier record stands in it
          const row = await tables.records.get(move.record_id);
          found.push(tables.moves.openNote(move) ?? "", row ? tables.records.openText(row) : "");
        }
      }
      for (const dialog of await tables.dialogs.of(account)) {
        found.push(dialog.state);
        // the next conversation begins with nothing open
        await tables.dialogs.take(dialog);
      }
      return found.join("\n");
    });
  }

  test("its words are in a record, in what is still open, or it is said that they are not recorded", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { minLength: 1, maxLength: 4 }),
        fc.constantFrom("wang", "zhou", "li"),
        async (said, who) => {
          const turns: { key: string; text: string; mark: string; answer: string }[] = [];
          for (const one of said) {
            const mark = markOf(count++);
            const incoming = world.message(who, wordsOf(one, mark));
            const before = world.sent.length;
            await world.receives(incoming);
            const answer = world.sent.slice(before).map(({ text }) => text);
            turns.push({ key: incoming.key, text: incoming.text, mark, answer: answer.join("\n") });
          }
          const where = `${await kept(
            turns.map(({ key }) => key),
            `sandbox:${who}`,
          )}\n${turns.map(({ answer }) => answer).join("\n")}`;
          const lost = turns.filter(({ mark, answer }) => !where.includes(mark) && !isSaid(answer));
          expect(lost.map(({ text, answer }) => ({ text, answer }))).toEqual([]);
        },
      ),
      // one account may say no more in a minute
      { numRuns: engine === "sqlite" ? 150 : 25, endOnFailure: true },
    );
  });

  test("what is typed wins: a village, a day and somebody are taken as they were said, or asked about", async () => {
    await fc.assert(
      fc.asyncProperty(told, async ({ text, day, village, whom, matter }) => {
        // the same again would be known as such for two minutes
        world.waits(new Date(world.now() + 180_000).toISOString());
        const opening = world.message("sun", text);
        const before = world.sent.length;
        await world.receives(opening);
        const asked = world.sent
          .slice(before)
          .map((one) => one.text)
          .join("\n");
        if (asked.includes("对吗？")) await world.receives(world.message("sun", "对"));
        const rows = await world.store.read.records.causedBy(`${opening.key}#`);
        for (const row of rows.filter(({ kind }) => kind === "talk" || kind === "visit")) {
          const read = { day: row.day, village: row.place_id, whom: row.with_name };
          expect({ text, ...read }).toEqual({ text, day, village, whom });
          expect(world.store.read.records.openText(row)).toContain(matter);
        }
        if (rows.length === 0) expect({ text, asked }).toEqual({ text, asked: expect.stringMatching(/？/) });
        await kept([], "sandbox:sun");
      }),
      { numRuns: engine === "sqlite" ? 120 : 20, endOnFailure: true },
    );
  });
});

/** A record in any order, with what people say between. 120 of three minutes each end on the same day. */
const told = fc
  .record({
    head: fc.constantFrom("/谈心 ", "/走访 ", "／谈心", "谈心，", "走访 ", "去谈了谈，", "看望了"),
    day: fc.constantFrom(
      ["昨天", "2026-11-20"],
      ["前天", "2026-11-19"],
      ["11月12日", "2026-11-12"],
      ["上周五", "2026-11-13"],
    ),
    village: fc.constantFrom("西卧牛村", "石门村", "柳河村", "李家湾村"),
    whom: fc.constantFrom("老孟", "石老五", "马大爷", "孙支书", "老柳"),
    matter: fc.constantFrom("屋顶漏雨", "医保没交", "想种黄桃", "水泵坏了"),
    order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
    gap: fc.constantFrom(" ", "，", "　", " 嗯 ", "，那个，"),
    tail: fc.constantFrom("", "。", "了", "吧"),
  })
  .map(({ head, day: [said, day], village, whom, matter, order, gap, tail }) => {
    const pieces = [matter, said ?? "", village, whom];
    return { text: head + order.map((at) => pieces[at]).join(gap) + tail, day, village, whom, matter };
  });

/** Nothing was written because of it, and it got an answer that does not pretend so. */
const isSaid = (answer: string): boolean => answer !== "" && !/记下了|^收到 O|更正了|改到|改成了/m.test(answer);
