/** A number read from a folded text, with where it ended. */
export type Numeral = {
  readonly value: number;
  readonly end: number;
  /** two neighbouring digits said together (七八, 三四十): the lower one is the value */
  readonly loose: boolean;
  /** ends in 十 百 千 万 亿 or in a zero, so that 来 or 把 may follow */
  readonly round: boolean;
  /** has a power in it or is written in figures: reads as a number also without a unit */
  readonly plain: boolean;
};

const digitOf: Readonly<Record<string, number>> = {
  ...Object.fromEntries([..."零一二三四五六七八九"].map((digit, value) => [digit, value])),
  ...Object.fromEntries([..."〇壹贰叁肆伍陆柒捌玖"].map((digit, value) => [digit, value])),
  两: 2,
};
const powerOf: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1e3,
  仟: 1e3,
  万: 1e4,
  w: 1e4,
  W: 1e4,
  亿: 1e8,
};
const wholeOf: Readonly<Record<string, number>> = { 俩: 2, 仨: 3 };
const tensOf: Readonly<Record<string, number>> = { 廿: 20, 卅: 30 };

type Token =
  | { readonly is: "figures"; readonly value: number; readonly length: number }
  | { readonly is: "digit"; readonly value: number; readonly length: 1 }
  | { readonly is: "power"; readonly value: number; readonly length: number }
  | { readonly is: "tens" | "whole"; readonly value: number; readonly length: 1 };

/** Characters with which a numeral may begin. */
export const numeralStart = /[0-9零〇一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿廿卅俩仨]/g;

const figures = /(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:[.。][0-9]+)?/y;
const counted = /[户人个家亩斤里公块元口名位天年百千万亿]/;

/** The longest numeral that begins at `at`, or null: 12.3, 1,234.5, 3万2, 两千三, 一〇八, 廿三, 八点五. */
export function numeralAt(text: string, at: number): Numeral | null {
  const tokens: Token[] = [];
  let end = at;
  for (let token = tokenAt(text, end, undefined); token; token = tokenAt(text, end, tokens.at(-1))) {
    tokens.push(token);
    end += token.length;
  }
  if (!tokens.length) return null;
  const decimals = /^点([零〇一二三四五六七八九]+)([万亿]?)/.exec(text.slice(end, end + 8));
  if (decimals?.[1] && tokens.every(({ is }) => is !== "figures")) {
    const fraction = [...decimals[1]].map((digit) => digitOf[digit]).join("");
    const value = Number(`${readTokens(tokens).value}.${fraction}`) * (powerOf[decimals[2] ?? ""] ?? 1);
    return { value: rounded(value), end: end + decimals[0].length, loose: false, round: false, plain: false };
  }
  const { value, loose } = readTokens(tokens);
  const last = tokens.at(-1);
  return {
    value: rounded(value),
    end,
    loose,
    round: last?.is === "power" || last?.is === "tens" || (last?.is === "figures" && value > 0 && value % 10 === 0),
    plain: tokens.length > 1 || last?.is === "figures",
  };
}

function tokenAt(text: string, at: number, before: Token | undefined): Token | null {
  const character = text.charAt(at);
  const power = powerAt(text, at, before);
  if (power) return power;
  if (before?.is === "figures" || before?.is === "whole") return null;
  if (/[0-9]/.test(character)) return before && before.is !== "power" ? null : figuresAt(text, at);
  const digit = digitOf[character];
  if (digit !== undefined) {
    // after another number 两 is a unit of weight, unless something counted or a power follows
    if (character === "两" && before && !counted.test(text.charAt(at + 1))) return null;
    return { is: "digit", value: digit, length: 1 };
  }
  if (before) return null;
  if (tensOf[character]) return { is: "tens", value: tensOf[character], length: 1 };
  return wholeOf[character] ? { is: "whole", value: wholeOf[character], length: 1 } : null;
}

function powerAt(text: string, at: number, before: Token | undefined): Token | null {
  const blank = before?.is === "figures" && text[at] === " " && /[万亿]/.test(text.charAt(at + 1)) ? 1 : 0;
  const character = text.charAt(at + blank);
  const value = powerOf[character];
  if (!value || before?.is === "whole" || before?.is === "tens") return null;
  if (/w/i.test(character) && (before?.is !== "figures" || /[A-Za-z]/.test(text.charAt(at + 1)))) return null;
  // 5千米 and 5千克 are units of their own
  if (character === "千" && before && /[米克]/.test(text.charAt(at + blank + 1))) return null;
  return { is: "power", value, length: blank + 1 };
}

function figuresAt(text: string, at: number): Token | null {
  figures.lastIndex = at;
  const written = figures.exec(text)?.[0] ?? "";
  if (written.length > 18) return { is: "figures", value: Number.NaN, length: written.length };
  const value = Number(written.replaceAll(",", "").replace("。", "."));
  return { is: "figures", value, length: written.length };
}

function readTokens(tokens: readonly Token[]): { value: number; loose: boolean } {
  const digits = tokens.map(({ value }) => value);
  const [first = 0, second = 0] = digits;
  if (tokens.length > 1 && tokens.every(({ is }) => is === "digit")) {
    const loose =
      tokens.length === 2 &&
      first > 0 &&
      (second === first + 1 || (first === 3 && second === 5) || (first === 3 && second === 2));
    return loose ? { value: first, loose } : { value: Number(digits.join("")), loose };
  }
  return summed(tokens);
}

function summed(tokens: readonly Token[]): { value: number; loose: boolean } {
  let total = 0;
  let part = 0;
  let last: number | null = null;
  let power = 1;
  let short = true;
  let loose = false;
  for (const { is, value } of tokens) {
    if (is === "power") {
      if (value === 1e8) total = (total + part + (last ?? (total + part ? 0 : 1))) * value;
      else if (value === 1e4) total += (part + (last ?? (part ? 0 : 1))) * value;
      part = value >= 1e4 ? 0 : part + (last ?? 1) * value;
      last = null;
      power = value;
      short = true;
    } else if (is === "digit" && value > 0 && last) loose = true;
    else {
      last = value;
      // not after 零, and a figure of two digits says all it means
      short = is === "digit" ? short && value > 0 : is === "figures" && value < 10;
      if (is === "tens") [part, last, power] = [value, null, 10];
    }
  }
  const ending = last === null ? 0 : short && power > 10 && Number.isInteger(last) ? (last * power) / 10 : last;
  return { value: total + part + ending, loose };
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
