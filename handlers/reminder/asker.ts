import type { Tables } from "../../src/store/tables.ts";

const calls = /(?:书记|支书|主任|主席|[镇乡县村社组所站局队院校会]长|会计|委员|民警|文书)$/u;

/** Whoever asked to have others reminded, as they are called: 孙国华书记. */
export async function askerName(personId: string | null, tables: Pick<Tables, "people">): Promise<string> {
  const name = personId === null ? undefined : (await tables.people.get(personId))?.name;
  if (personId === null || name === undefined) return "管理员";
  const titles = (await tables.people.posts(personId)).map(({ title }) => calls.exec(title)?.[0] ?? "");
  return `${name}${titles.find((title) => title !== "") ?? ""}`;
}
