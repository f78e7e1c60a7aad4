import { accusation } from "../../chinese/privacy/complaint.ts";

export type Opinion = { readonly category: string; readonly text: string; readonly sensitive: boolean };

/** What is written down of an opinion. One that accuses somebody is sealed, and looked into privately. */
export function opinionOf(label: string | null | undefined, words: readonly string[]): Opinion {
  const category = label ?? "意见";
  const text = words.join("\n");
  return { category, text, sensitive: accusation(text, category) !== null };
}

/** The answer one-to-one. `where`: who sees it or where it stands, as a clause. */
export const receivedOpinion = (number: string, { sensitive }: Opinion, where: string): string =>
  `${sensitive ? `已收到，私下核实（${number}）` : `收到 ${number}，${where}`}。说错了回“撤销”。`;
