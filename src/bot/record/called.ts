import type { Role } from "../../store/schema.ts";

/** Words people are called by behind their name, the last that stands in a title. */
const words = /书记|主任|镇长|乡长|县长|局长|所长|站长|会计|组长|社长|村长|支书|文书/gu;

/** `孙国华书记`: as somebody in a post is called; the name alone where its title is no form of address. */
export function calledSo(name: string, post: { readonly role: Role; readonly title: string } | undefined): string {
  const word = post?.title.match(words)?.at(-1) ?? (post?.role === "secretary" ? "书记" : "");
  return `${name}${word}`;
}
