/** One-to-one: those who answer it are not told who said it. */
const anonymous = /^\s*匿名(?:反映|说|提)?(?=$|[\s:：,，.。!！])[\s:：,，.。!！]*/u;
const toNobody = "对外不具名";
const separates = /[\s,，。(（]/u;

/** Without 对外不具名 at the end. A pattern that ends there would be tried at every sign of a long text. */
function withoutToNobody(said: string): string {
  const at = said.lastIndexOf(toNobody);
  if (at < 0 || !/^[\s)）。!！]*$/u.test(said.slice(at + toNobody.length))) return said;
  // 低保申请 keeps its 请
  let end = said.charAt(at - 1) === "请" && (at === 1 || separates.test(said.charAt(at - 2))) ? at - 1 : at;
  while (end > 0 && separates.test(said.charAt(end - 1))) end--;
  return said.slice(0, end);
}

/** The words without what asks that nobody learns who said them; the same where nothing does. */
export const unnamedWords = (said: string): string => withoutToNobody(said.replace(anonymous, ""));
