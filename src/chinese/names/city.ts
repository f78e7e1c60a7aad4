const mostCharacters = 10;

/** 在苏州打工 is 苏州; what is no name of a place is null. */
export function cityIn(said: string): string | null {
  const city = said
    .trim()
    .replace(/^(?:人?现?在|去|到)/u, "")
    .replace(/(?:打工|上班|务工|工作|做工|上学|读书)?[。.!！]?$/u, "")
    .replace(/\s/g, "");
  return new RegExp(`^\\p{Script=Han}{2,${mostCharacters}}$`, "u").test(city) ? city : null;
}
