import { describe, expect, test } from "@jest/globals";
import { readPanels, templateCalled } from "../../src/ledger/appraisal-templates.ts";
import {
  askedBallot,
  type BallotLine,
  readTyped,
  slipAlone,
  slipIn,
  slipLetters,
  slipWords,
} from "../../src/ledger/appraisal-words.ts";
import fc from "../property.ts";

const names = ["班子", "赫永福", "王建国", "张桂兰"];
const lines: readonly BallotLine[] = names.map((name, at) => ({ number: at + 1, calls: [name] }));
const scale = templateCalled("三票两评")?.scale ?? null;
const satisfied = templateCalled("满意度")?.scale ?? null;
const shown = [0, 1, 2, 3];
const read = (text: string) => readTyped(text, { lines, shown, scale });
const filled = (text: string) => {
  const typed = read(text);
  return typed?.kind === "fills" ? [...typed.grades] : typed;
};

describe("what is typed with a ballot", () => {
  test.each([
    ["1213", [0, 1, 0, 2]],
    ["１２１３", [0, 1, 0, 2]],
    ["1 2 1 3", [0, 1, 0, 2]],
    ["1、2、1、3。", [0, 1, 0, 2]],
    ["全好", [0, 0, 0, 0]],
    ["都较好", [1, 1, 1, 1]],
    ["全部打一般", [2, 2, 2, 2]],
    ["都不了解！", [4, 4, 4, 4]],
    ["我投1213", [0, 1, 0, 2]],
    ["1213 投", [0, 1, 0, 2]],
    ["1213\n投", [0, 1, 0, 2]],
    ["一二一三", [0, 1, 0, 2]],
    ["一、二、一、三", [0, 1, 0, 2]],
    ["全部都给好", [0, 0, 0, 0]],
  ])("%s fills all lines in their order", (text, grades) => {
    expect(filled(text)).toEqual(grades.map((grade, at) => [at, grade]));
  });

  test.each([
    ["王建国 较好", [[2, 1]]],
    ["王建国较好", [[2, 1]]],
    ["王建国：差", [[2, 3]]],
    ["王建国同志 一般", [[2, 2]]],
    ["3号好", [[2, 0]]],
    ["3号 好", [[2, 0]]],
    ["第3号 打较好", [[2, 1]]],
    ["班子 不了解", [[0, 4]]],
    [
      "王建国 较好，赫永福 好",
      [
        [2, 1],
        [1, 0],
      ],
    ],
    ...[
      "1好 2较好 3一般",
      "1好2较好3一般",
      "1、好 2、较好 3、一般",
      "第一个好 第二个较好 第三个一般",
      "班子好 赫永福较好 王建国一般",
      "班子好赫永福较好王建国一般的",
      "班子是好的，赫永福书记较好，王建国一般吧",
      "一号好，二号较好，三号一般",
    ].map((text): [string, number[][]] => [
      text,
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
    ]),
    [
      "1号好\n4号差",
      [
        [0, 0],
        [3, 3],
      ],
    ],
  ])("%s fills the lines it names", (text, grades) => {
    expect(filled(text)).toEqual(grades);
  });

  test("都满意 is a grade of its own scale", () => {
    expect(readTyped("都满意", { lines, shown, scale: satisfied })).toEqual({
      kind: "fills",
      grades: new Map(shown.map((at) => [at, 1])),
    });
  });

  test.each([
    ["121", "有4项，写了3个数。从第1项起连着写4个。"],
    ["12134", "有4项，写了5个数。从第1项起连着写4个。"],
    ["1219", "第4个数不对，只有1到5。"],
    ["0213", "第1个数不对，只有1到5。"],
    ["1213 谢谢", "没看懂。只连着写4个数，别的字不写。"],
    ["村里的 1 2 1 3", "没看懂。只连着写4个数，别的字不写。"],
    ["李大山 好", "票上没有这个名字。写前面的号，或照票上的名字写。"],
    ["全部满意", "没听懂打哪一档，只有：好、较好、一般、差、不了解。"],
    ["都很优秀", "没听懂打哪一档，只有：好、较好、一般、差、不了解。"],
    ["较好", "给谁打的？写上号，如 1号好。"],
    ["很满意", "给谁打的？写上号，如 1号好。"],
    ["一二一", "有4项，写了3个数。从第1项起连着写4个。"],
    ["王建国 较好，三社路灯坏了", "没看懂，也没留。打分单独发一条，别的话另发。"],
    ["三社路灯坏了，王建国 较好", "没看懂，也没留。打分单独发一条，别的话另发。"],
    ["王建国 还行", "3号没听懂打哪一档，只有：好、较好、一般、差、不了解。"],
  ])("%s is refused without saying again what was chosen", (text, said) => {
    expect(read(text)).toMatchObject({ kind: "wrong", said });
  });

  test.each([
    ["王建国 较好，三社路灯坏了", "surely"],
    ["除了王建国都好", "surely"],
    ["王建国较好 张桂兰请假", "surely"],
    ["王建国请假", "perhaps"],
    ["路灯 好", "perhaps"],
    ["满意", "perhaps"],
    ["都好了", "perhaps"],
    ["王建国 还行", undefined],
    ["1213 谢谢", undefined],
  ])("%s is meant for a ballot: %s", (text, meant) => {
    const typed = read(text);
    expect(typed?.kind === "wrong" && typed.meant).toBe(meant);
  });

  test.each([
    "王建国家门口的路灯坏了",
    "9号好",
    "意见：路灯坏了",
    "好",
    "明天9点开会",
    "谁管低保",
    "全村都好几天没水了",
    "都坏了",
    "好的",
    "一般人不知道",
    "一二三社都停水了",
    "都给了吗",
    "除了三社都停水了",
    "3社5户没水",
    "好的好的",
    "王建国 家门口 路灯坏了",
    "班子好久没来了",
    "3户没电",
    "3号开会",
    "3号2点开会",
    "三个人没来",
    "一个也没有",
    "2天",
    "还有 1121 户没水",
    "O1 好",
    "满意 一般",
    "",
  ])("%s is no ballot", (text) => expect(read(text)).toBeNull());

  test.each(["投", "投。", "投了", "投吧", "投了吧", "嗯，投", "确认投票", "提交"])("%s casts it", (text) =>
    expect(read(text)).toEqual({ kind: "cast" }),
  );

  test("numbers from 0 to 100 stand apart", () => {
    const read = (text: string) => readTyped(text, { lines, shown, scale: null });
    expect(read("88 92 75 100")).toEqual({
      kind: "fills",
      grades: new Map([
        [0, 88],
        [1, 92],
        [2, 75],
        [3, 100],
      ]),
    });
    expect(read("88 92 75")).toEqual({ kind: "wrong", said: "有4项，写了3个数。从第1项起写4个。" });
    expect(read("88 92 75 101")).toEqual({ kind: "wrong", said: "第4个数不对，只有0到100。" });
    expect(read("3号 88分")).toEqual({ kind: "fills", grades: new Map([[2, 88]]) });
  });

  test("figures fill the page that is shown, or the whole of it", () => {
    const many = Array.from({ length: 19 }, (_, at) => ({ number: at + 1, calls: [`第${at}位`] }));
    const second = Array.from({ length: 9 }, (_, at) => at + 10);
    const typed = readTyped("123123123", { lines: many, shown: second, scale });
    expect(typed?.kind === "fills" && [...typed.grades.keys()]).toEqual(second);
    const whole = readTyped("1".repeat(19), { lines: many, shown: second, scale });
    expect(whole?.kind === "fills" && whole.grades.size).toBe(19);
    expect(readTyped("11", { lines: many, shown: second, scale })).toMatchObject({
      said: expect.stringContaining("从第11项起"),
    });
  });

  test("of households each star by its name, and nothing of what is said of several at once becomes a message", () => {
    const stars = ["李大山户", "王秀英户"].flatMap((unit, at) =>
      ["守法", "卫生"].map((criterion, index) => ({
        number: at * 2 + index + 1,
        calls: [`${unit}${criterion}`, `${unit} ${criterion}`],
        parts: [unit, criterion],
      })),
    );
    const ten = templateCalled("十星户")?.scale ?? null;
    const read = (text: string) => readTyped(text, { lines: stars, shown: [0, 1], scale: ten });
    expect(read("李大山户 卫生 不给")).toEqual({ kind: "fills", grades: new Map([[1, 1]]) });
    for (const text of [
      "李大山户全给",
      "李大山户给，王秀英户不给",
      "王秀英户 卫生不给，其他给",
      "都给，除了卫生",
      "除了2号都给",
      "卫生不给",
    ])
      expect([text, read(text)]).toEqual([text, expect.objectContaining({ kind: "wrong" })]);
    for (const text of ["李大山户门口没路灯", "卫生没人管", "都给什么"])
      expect([text, read(text)]).toEqual([text, null]);
  });

  test("of the only one there is a grade needs no name", () => {
    const only = (text: string) => readTyped(text, { lines: lines.slice(0, 1), shown: [0], scale });
    expect(only("较好")).toEqual({ kind: "fills", grades: new Map([[0, 1]]) });
    expect(only("还行吗")).toBeNull();
  });

  test("numbers with their names stand behind one another", () => {
    const read = (text: string) => readTyped(text, { lines, shown, scale: null });
    const both = {
      kind: "fills",
      grades: new Map([
        [2, 88],
        [3, 92],
      ]),
    };
    expect(read("王建国 88 张桂兰 92分")).toEqual(both);
    for (const text of ["3号88、4号92", "3：88 4：92", "王建国88分张桂兰92分", "3. 88\n4. 92"])
      expect([text, read(text)]).toEqual([text, both]);
    const all = { kind: "fills", grades: new Map([88, 92, 75, 60].map((one, at) => [at, one])) };
    for (const text of ["88分，92分，75分，60分", "88/92/75/60", "1：88 2：92 3：75 4：60"])
      expect([text, read(text)]).toEqual([text, all]);
    for (const text of ["88.5 92 75 60", "九十 八十五 七十 六十", "王建国九十分", "1号九十，2号八十"])
      expect([text, read(text)]).toEqual([text, expect.objectContaining({ kind: "wrong" })]);
    for (const text of ["8点开会", "三社停水3天", "九十"]) expect([text, read(text)]).toEqual([text, null]);
  });

  test("two of one name are told apart by their numbers alone", () => {
    const twins = [...lines, { number: 5, calls: ["王建国"] }];
    expect(readTyped("王建国 好", { lines: twins, shown: [0, 1, 2, 3, 4], scale })).toMatchObject({ kind: "wrong" });
    expect(readTyped("5号 好", { lines: twins, shown: [0, 1, 2, 3, 4], scale })).toMatchObject({ kind: "fills" });
  });

  test("what is refused is the same whatever was chosen, as long as as much was written", () => {
    const digits = (length: number) =>
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: length, maxLength: length });
    fc.assert(
      fc.property(digits(3), digits(3), (one, other) => expect(read(one.join(""))).toEqual(read(other.join("")))),
    );
  });

  test("each ballot is read as it was written, however it is spaced", () => {
    const grades = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(grades, fc.constantFrom("", " ", "、", "，"), (chosen, between) => {
        expect(filled(chosen.join(between))).toEqual(chosen.map((grade, at) => [at, grade - 1]));
      }),
    );
  });
});

describe("slips", () => {
  test.each(["K7M2-Q9XP", "k7m2q9xp", "K7M2 Q9XP", "Ｋ７Ｍ２－Ｑ９ＸＰ", "K7M2—Q9XP。"])("%s is read", (text) => {
    expect(slipIn(text)).toBe("K7M2Q9XP");
  });
  test.each(["K7M2-Q9X", "K7M2-Q9X0", "A2", "东卧牛村", ""])("%s is none", (text) => expect(slipIn(text)).toBeNull());

  test.each(["K7M2-Q9XP", "k7m2q9xp", "票号：K7M2-Q9XP", "我的票号是 K7M2 Q9XP"])("%s alone is one", (text) =>
    expect(slipAlone(text)).toBe("K7M2Q9XP"),
  );
  test.each(["23456789", "REMEMBER", "票号", "K7M2-Q9XP 是谁的", "1388-2345"])("%s alone is none", (text) =>
    expect(slipAlone(text)).toBeNull(),
  );

  test("whatever is printed is read again", () => {
    const letter = fc.constantFrom(...slipLetters);
    fc.assert(
      fc.property(fc.array(letter, { minLength: 8, maxLength: 8 }), (letters) => {
        expect(slipIn(slipWords(letters.join("")))).toBe(letters.join(""));
      }),
    );
  });

  test.each([
    ["投票", ""],
    ["/投票", ""],
    ["投票。", ""],
    ["投票 K7M2-Q9XP", "K7M2-Q9XP"],
    ["投票k7m2q9xp", "k7m2q9xp"],
    ["投票：K7M2-Q9XP", "K7M2-Q9XP"],
    ["投票 A2", "A2"],
    ["投票 2", "2"],
    ["投票 东卧牛村", "东卧牛村"],
  ])("%s asks for a ballot", (text, said) => expect(askedBallot(text)).toBe(said));
  test.each(["投票了没有", "投票什么时候结束", "选举投票不公平", "投票选主任那天我不在", "网络投票帮忙点一下"])(
    "%s does not",
    (text) => expect(askedBallot(text)).toBeNull(),
  );
});

describe("panels as they are said", () => {
  test("with weights, slips and ways", () => {
    expect(readPanels("县委常委 40% 票12；党员群众代表 60% 票30")).toEqual([
      { title: "县委常委", weight: 40, how: "slips", slips: 12 },
      { title: "党员群众代表", weight: 60, how: "slips", slips: 30 },
    ]);
    expect(readPanels("群众 40% 票号；党员 30% 名册；组织 30 合议")?.map(({ how }) => how)).toEqual([
      "slips",
      "roster",
      "decision",
    ]);
    expect(readPanels("大家都来投")).toBeNull();
  });
});
