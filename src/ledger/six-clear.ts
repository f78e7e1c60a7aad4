/** 六清: what a stay in a village is to make clear, in its order. */
export const sixClear: readonly string[] = [
  "最期盼解决的困难",
  "最集中的问题",
  "作风廉政最不满意的",
  "班子自身最突出的",
  "形式主义官僚主义等的表现",
  "好做法",
];

const numerals = "一二三四五六";

/** 清1 of `1`, `清一`, `六清1`; null: it is none. */
export function clearTag(said: string): string | null {
  const digit = /^(?:六?清)?\s*([1-6一二三四五六])$/u.exec(said.normalize("NFKC").trim())?.[1];
  if (digit === undefined) return null;
  return `清${numerals.includes(digit) ? numerals.indexOf(digit) + 1 : digit}`;
}

/** A label somebody gives of their own: 招商; null: it is none, or one of the six. */
export function freeTag(said: string): string | null {
  const word = said.normalize("NFKC").trim();
  return /^[\p{Script=Han}A-Za-z0-9]{2,8}$/u.test(word) && clearTag(word) === null ? word : null;
}

const written = /[\s，,；;]*(六清|标签)\s*[:：]\s*([^\s，,；;。]+)/gu;

/** `六清：1`, `标签：招商` among the words of a record, and the words without them; `wrong`: one that is none. */
export function labelsIn(text: string): {
  readonly tags: readonly string[];
  readonly wrong: string | null;
  readonly rest: string;
} {
  const found = [...text.matchAll(written)].map(([, label = "", said = ""]) => ({
    said: `${label}：${said}`,
    tag: label === "六清" ? clearTag(said) : freeTag(said),
  }));
  return {
    tags: [...new Set(found.map(({ tag }) => tag).filter((tag) => tag !== null))],
    wrong: found.find(({ tag }) => tag === null)?.said ?? null,
    rest: text.replace(written, ""),
  };
}

/** Who is meant by a nickname is nobody's business where it is read by others. */
export const withoutNicknames = (text: string): string =>
  text.replace(/[老小大][\p{Script=Han}](?:家|头|汉|大爷|大娘|婶|叔|哥|姐)/gu, "某户");
