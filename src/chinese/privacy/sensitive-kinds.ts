export type SensitiveKind = "phone" | "landline" | "id" | "card";

/** How the digits of a number, separators left out, are shown. */
export const shownAs: Readonly<Record<SensitiveKind, (digits: string) => string>> = {
  phone: (digits) => `${digits.slice(-11, -8)}****${digits.slice(-4)}`,
  landline: (digits) => {
    const area = areaLength(digits);
    return `${digits.slice(0, area)}-${"*".repeat(digits.length - area - 4)}${digits.slice(-4)}`;
  },
  id: (digits) => `${digits.slice(0, 3)}${"*".repeat(digits.length - 5)}${digits.slice(-2).toUpperCase()}`,
  card: (digits) => "*".repeat(digits.length - 4) + digits.slice(-4),
};

/** A mobile number of the mainland, its country code left out or run together with it. */
export function isPhone(digits: string): boolean {
  return /^(?:0086|86)?1[3-9][0-9]{9}$/.test(digits);
}

/** 010 and 02x are followed by eight digits, other area codes by seven or eight. */
export function isLandline(digits: string): boolean {
  return /^(?:0(?:10|2[0-9])[0-9]{8}|0[3-9][0-9]{9,10})$/.test(digits);
}

export function areaLength(digits: string): 3 | 4 {
  return /^0[12]/.test(digits) ? 3 : 4;
}

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** An identity number of 18 characters: a real date of birth and the check digit of GB 11643. */
export function isId18(digits: string): boolean {
  if (!/^[0-9]{17}[0-9Xx]$/.test(digits) || !isDate(digits.slice(6, 14))) return false;
  const sum = idWeights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return "10X98765432"[sum % 11] === digits[17]?.toUpperCase();
}

/** The old identity number of 15 digits: a real date of birth in the 20th century. */
export function isId15(digits: string): boolean {
  return /^[0-9]{15}$/.test(digits) && isDate(`19${digits.slice(6, 12)}`);
}

/** 16 to 19 digits that pass Luhn and are no identity number. */
export function isCard(digits: string): boolean {
  if (!/^[0-9]{16,19}$/.test(digits) || isId18(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function isDate(yyyymmdd: string): boolean {
  const [year, month, day] = [yyyymmdd.slice(0, 4), yyyymmdd.slice(4, 6), yyyymmdd.slice(6)].map(Number);
  if (!year || !month || !day || year <= 1900) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
