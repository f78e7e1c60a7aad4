/** Into so many jobs those of a minute are divided: several workers share them, and a job that is done again is short. */
const parts = 64;

/** The same for an id each time. */
export function partOf(id: string): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return hash % parts;
}
