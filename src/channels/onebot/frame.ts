const MAX_DEPTH = 64;
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/**
 * A JSON object with its numbers exact: an integer too large for a double becomes a string of its digits.
 * Throws SyntaxError for anything else, for numbers beyond all bounds and for nesting deeper than 64.
 */
export function parseFrame(source: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(source);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new SyntaxError("not a JSON object");
  const frame = hasLostDigits(value, 0) ? JSON.parse(source.replace(STRING_OR_NUMBER, quoteLarge)) : value;
  return frame as Record<string, unknown>;
}

function hasLostDigits(value: unknown, depth: number): boolean {
  if (typeof value === "number") return isLarge(value);
  if (typeof value !== "object" || value === null) return false;
  if (depth === MAX_DEPTH) throw new SyntaxError("nested too deeply");
  let isFound = false; // no short cut: bounds are checked on the way
  for (const part of Object.values(value)) isFound = hasLostDigits(part, depth + 1) || isFound;
  return isFound;
}

function isLarge(value: number): boolean {
  if (!Number.isFinite(value)) throw new SyntaxError("number out of range");
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

function quoteLarge(token: string): string {
  return /^-?\d+$/.test(token) && isLarge(Number(token)) ? `"${token}"` : token;
}
