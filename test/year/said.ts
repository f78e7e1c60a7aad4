/** A text that comes by itself: 简报 of a day or of a week. */
export const isDigest = (text: string): boolean => /^(?:（补发）)?\d+月\d+日/u.test(text);

/** The figures of a week's report, by what they are of. */
export function saidIn(text: string): Record<string, string | undefined> {
  const first = (pattern: RegExp) => pattern.exec(text)?.[1]?.replaceAll(",", "");
  const week = /^一周新增 .*$/mu.exec(text)?.[0] ?? "";
  const ofWeek = (word: string) => new RegExp(`${word}(\\d+)`, "u").exec(week)?.[1];
  const none = /^一周没有新的.*$/mu.exec(text)?.[0] ?? "";
  const ofBefore = (word: string) =>
    new RegExp(`${word}\\d+（(?:外出\\d+，)?前一周(?:也是)?(\\d+)`, "u").exec(week)?.[1] ??
    new RegExp(`${word}(\\d+)`, "u").exec(none)?.[1];
  return {
    超期: first(/超期(\d+)件/u),
    超期最久: first(/超期\d+件，最久(\d+)天/u),
    前谈心: ofBefore("谈心"),
    前走访: ofBefore("走访"),
    前意见: ofBefore("意见"),
    新增意见: first(/^意见 新增(\d+)/mu),
    最久: first(/^意见 .*最久(\d+)天/mu),
    谈久: first(/^谈心 .*谈过的最久(\d+)天前/mu),
    各镇谈心: first(/^各镇谈心 (.*)$/mu),
    各镇走访: first(/^各镇走访 (.*)$/mu),
    各镇未答复: first(/^各镇未答复 (.*)$/mu),
    谈心: ofWeek("谈心"),
    走访: ofWeek("走访"),
    意见: ofWeek("意见"),
    未答复: first(/^意见 .*未答复(\d+)/mu),
    谈过: first(/^谈心 (\d+\/\d+)村/mu),
    新谈: first(/^谈心 \d+\/\d+村（本周\+(\d+)/mu),
    走过: first(/^走访 村(\d+\/\d+)/mu),
    清单: first(/集中教育 (\d+\/\d+)项/u),
    六清: first(/六清([\d,]+)条/u),
    实事: first(/实事 本月(\d+)件/u),
    资金: first(/实事 本月\d+件 ([\d,]+)万元/u),
    在册: first(/整顿在册(\d+)/u),
    逾期: first(/逾期(\d+)/u),
    驻点: first(/未晋档(\d+)/u),
  };
}
