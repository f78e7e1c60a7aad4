import { fold } from "../fold.ts";
import { measureAt } from "./measure.ts";
import { type Numeral, numeralAt, numeralStart } from "./numerals.ts";
import { isCounted } from "./units.ts";

export type Quantity = {
  readonly value: number;
  /** 户 亩 斤 里 公里 元 人 人次 …, or "-" when none is said */
  readonly unit: string;
  readonly approx: "exact" | "about" | "over" | "under";
};

/** A quantity and where it stands, its qualifiers included: `text.slice(start, end)`. */
export type FoundQuantity = Quantity & { readonly start: number; readonly end: number };

/** The quantity of a few words: the first that is measured, else the first that is counted (2个), else a bare number. */
export function readQuantity(text: string): Quantity | null {
  const found = findQuantities(text);
  const best =
    found.find(({ unit }) => unit !== "-" && !isCounted(unit)) ?? found.find(({ unit }) => unit !== "-") ?? found[0];
  return best ? { value: best.value, unit: best.unit, approx: best.approx } : null;
}

/** ① and ⑴ number a list, they count nothing. */
const listMarks = /[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289]/g;

/** Every quantity, left to right. Ordinals, sections, dates, clocks, phone and record numbers are none. */
export function findQuantities(original: string): readonly FoundQuantity[] {
  const { text: folded, at } = fold(original.replace(listMarks, " "));
  const text = apart(original, folded, at);
  const found: FoundQuantity[] = [];
  const starts = new RegExp(`${numeralStart.source}|半(?=[亩斤里公块车桶袋筐捆吨箱碗锅缸瓶])`, "g");
  for (let match = starts.exec(text); match; match = starts.exec(text)) {
    const numeral = match[0] === "半" ? halfAt(match.index) : numeralAt(text, match.index);
    if (!numeral) continue;
    const read = quantityOf(text, match.index, numeral);
    starts.lastIndex = Math.max(read?.end ?? 0, numeral.end);
    if (!read) continue;
    const { start, end, ...quantity } = read;
    found.push({ ...quantity, start: at[start] ?? 0, end: at[end] ?? original.length });
  }
  return found;
}

/** 100，200亩 are two numbers: one Chinese comma after three plain figures parts; two (1，234，567) group thousands. */
function apart(original: string, folded: string, at: readonly number[]): string {
  return folded.replace(/(?<![0-9]|[0-9],)[0-9]{3},(?=[0-9]{3}(?!,[0-9]{3}))/g, (figures, index: number) =>
    original[at[index + 3] ?? 0] === "，" && original[at[index] ?? 0] === figures[0]
      ? `${figures.slice(0, 3)}、`
      : figures,
  );
}

function halfAt(at: number): Numeral {
  return { value: 0.5, end: at + 1, loose: false, round: false, plain: false };
}

const notBefore = /(?:[A-Za-z0-9第几数初周之老#+/:.-]|星期|礼拜|[0-9零〇一二两三四五六七八九十百千万][到至~])$/;
const notAfter = /^(?:[+/:~-][0-9]|[A-Za-z]|[到至~][0-9零〇一二两三四五六七八九十百千万])/;
const before: readonly (readonly [RegExp, Quantity["approx"]])[] = [
  [
    /(?:大约摸?|约莫|约摸|估摸|估计|大概其?|大致|大体上?|差不多|差不离|少不了|或许|(?<![预节条合契相签])约)着?也?得?[有是]? *$/,
    "about",
  ],
  [
    /(?:将近|接近|(?<![最附靠远亲临邻])近|不到|不足|不满|不够|没到|未到|不超过|不多于|最多|至多|顶多|充其量|撑死|满打满算|顶破天)也?(?:就|才)?[有了是]? ?$/,
    "under",
  ],
  [
    /(?:超过|超出|多于|不止|不下于?|至少|起码|最少|少说|怎么也得?|咋也得?|不少于|不低于|逾|(?<!高)超|上(?=$))(?:着|也)?得?[有了是]? *$/,
    "over",
  ],
];
const after: readonly (readonly [RegExp, Quantity["approx"]])[] = [
  [/^ *(?:左右|上下)/, "about"],
  [/^ *(?:以上|出头|有余|开外|多(?![少亏]))/, "over"],
  [/^ *(?:以内|以下|不到)/, "under"],
];

type Span = { readonly start: number; readonly end: number };

function quantityOf(text: string, start: number, numeral: Numeral): (Quantity & Span) | null {
  const ahead = text.slice(Math.max(0, start - 8), start);
  if (notBefore.test(ahead) || Number.isNaN(numeral.value)) return null;
  const inner = innerQualifier(text, numeral);
  const measured = measureAt(text, inner.end, inner.value);
  if (!measured && !standsAlone(text, start, numeral)) return null;
  // 来了33。3户在家: nobody counts a third of a household, so that the stop is a stop
  if (measured?.whole && !Number.isInteger(inner.value) && text[start] !== "半") return null;
  const end = measured?.end ?? inner.end;
  const rest = text.slice(end, end + 4);
  if (notAfter.test(rest)) return null;
  const said = before.flatMap(([words, approx]) => {
    const match = words.exec(ahead);
    // 上百户, but 桌上三户
    return match && (!match[0].startsWith("上") || /^[百千万]/.test(text.slice(start)))
      ? [{ approx, length: match[0].length }]
      : [];
  })[0];
  const added = after.flatMap(([words, approx]) => {
    const match = words.exec(rest);
    return match ? [{ approx, length: match[0].length }] : [];
  })[0];
  return {
    value: Math.round((measured?.value ?? inner.value) * 1e6) / 1e6,
    unit: measured?.unit ?? "-",
    approx: (numeral.loose ? (said?.approx ?? inner.approx) : inner.approx) ?? said?.approx ?? added?.approx ?? "exact",
    start: start - (said?.length ?? 0),
    end: end + (added?.length ?? 0),
  };
}

/** 十来户, 二十多万元, 六十余, 十几: what stands between the number and its unit, a further power included. */
function innerQualifier(
  text: string,
  { value, end, loose, round }: Numeral,
): { value: number; end: number; approx?: Quantity["approx"] } {
  const match = /^([大好]?几|[来把多余])([百千万亿]?)/.exec(text.slice(end, end + 3));
  const word = match?.[1] ?? "";
  if (!match || !round || (word === "余" && /^余[下额款]/.test(text.slice(end))))
    return { value, end, ...(loose ? { approx: "about" } : {}) };
  const power = { 百: 100, 千: 1e3, 万: 1e4, 亿: 1e8 }[match[2] ?? ""] ?? 1;
  return { value: value * power, end: end + match[0].length, approx: /[来把]/.test(word) ? "about" : "over" };
}

/** Without a unit a number counts when it is all there is, or a plain one at the end of a clause, and no date or phone. */
function standsAlone(text: string, start: number, { end, plain }: Numeral): boolean {
  const written = text.slice(start, end);
  if (/^[0-9]{7,}$|^(?:1[0-2]|[1-9])[.。](?:[12]?[0-9]|3[01])$|^(?:19|20)[0-9]{2}$|^[百千万亿]/.test(written))
    return false;
  if (text[start - 1] === "月") return false;
  if (!text.slice(0, start).trim() && !text.slice(end).trim()) return !written.includes("点");
  return plain && /^ ?(?:$|[\s，。,;!?、)]|左右|上下|以上|以下|多|来|余)/.test(text.slice(end, end + 3));
}
