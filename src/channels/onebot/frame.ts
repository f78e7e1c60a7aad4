const MAX_DEPTH = 64;
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|[[{]|[\]}]/g;

/**
 * A JSON object with its numbers exact: an integer too large for a double becomes a string of its digits.
 * Throws SyntaxError for anything else, for numbers beyond all bounds and for nesting deeper than 64.
 */
export function parseFrame(source: string): Readonly<Record<string, unknown>> {
  JSON.parse(source); // only of valid JSON do the tokens below mean what they seem to
  const value: unknown = JSON.parse(exact(source));
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new SyntaxError("not a JSON object");
  return value as Record<string, unknown>;
}

function exact(source: string): string {
  let depth = 0;
  return source.replace(TOKEN, (token) => {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    else if (!token.startsWith('"')) return exactNumber(token);
    if (depth > MAX_DEPTH) throw new SyntaxError("nested too deeply");
    return token;
  });
}

function exactNumber(token: string): string {
  const value = Number(token);
  if (!Number.isFinite(value)) throw new SyntaxError("number out of range");
  return /^-?\d+$/.test(token) && !Number.isSafeInteger(value) ? `"${token}"` : token;
}
