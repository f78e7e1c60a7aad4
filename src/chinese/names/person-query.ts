import { fold } from "../fold.ts";
import { leadingKinship } from "./kinship.ts";
import { leadingPlace } from "./leading-place.ts";
import type { PlaceIndex } from "./place-index.ts";
import { leadingSurnames, startsWithCommonSurname } from "./surname.ts";
import { leadingTitle, leadingUnit } from "./title.ts";

/** What a store must look for so that the one meant by a call is among the people it hands over. */
export type PersonQuery = {
  /** the name begins with this character */
  readonly surname?: string;
  /** the name is this, when the text is nothing but a name, or a name with a blank or sign behind it */
  readonly fullName?: string;
  /** what the text may begin with as a whole name, with anything behind it */
  readonly names: readonly string[];
  /** the title of some post holds this */
  readonly title?: string;
};

/** Pieces common to all titles that a word may mean. */
const PIECES: readonly (readonly [RegExp, string])[] = [
  [/(书记|支书)$/, "书"],
  [/(妇联|妇女)(主任|主席)$/, "妇"],
  [/(警官|警察|民警)$/, "警"],
  [/^(村长|村主任|村委主任|社区主任)$/, "主任"],
  [/[社组镇乡]长$/, "长"],
];

export function titlePiece(title: string): string {
  return PIECES.find(([words]) => words.test(title))?.[1] ?? title;
}

const OWN = /^[\s@]*(?:(?:本|我们|俺们|咱们|我|俺|咱)[村镇乡县社组][里上]?|[村镇乡县社组][里上])?的?/;

/** The query for the call at the beginning of a text; an index, when given, takes off a place in front. */
export function personQuery(text: string, speakerPlaceId: string | null = null, index?: PlaceIndex): PersonQuery {
  const place = index === undefined ? null : leadingPlace(text, speakerPlaceId, index);
  const call = place === null || place.rest === "" ? text : place.rest;
  const plain = fold(call.slice(0, 100)).text.replace(OWN, "");
  const title = leadingTitle(plain);
  if (title !== "") return { title: titlePiece(title), names: [] };
  const familiar = /^[老小大阿姓](?=.)/.test(plain) && startsWithCommonSurname(plain.slice(1));
  const named = plain.slice(familiar ? 1 : leadingUnit(plain).length);
  const surname = named.slice(0, 1);
  if (surname === "") return { names: [] };
  const word = /^\p{Script=Han}{2,4}(?=[\s，,。；;：:、]|$)/u.exec(plain)?.[0];
  const han = /^\p{Script=Han}{2,4}/u.exec(named)?.[0] ?? "";
  const names = [2, 3, 4].filter((length) => length <= han.length).map((length) => han.slice(0, length));
  if (word === undefined || named !== plain) return { surname, names };
  const rest = leadingSurnames(word).map((one) => word.slice(one.length));
  return rest.some((behind) => (leadingTitle(behind) || leadingKinship(behind)) !== "")
    ? { surname, names }
    : { surname, fullName: word, names };
}
