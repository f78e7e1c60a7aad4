/** What somebody says of where they are, and nothing else: 我回村了, 到家了, 我到东莞打工去了. Folded text. */
export type Whereabouts = { readonly name: "回村" } | { readonly name: "在外"; readonly city: string };

const TIMES = "今天|昨天|前天|前两天|刚|刚刚|已经|现在|今年|又|过完年|节后|年后|上个?月|上周";
const WHEN = `(?:${TIMES}|都)*`;
const HOME = new RegExp(
  // 都回来了 without 我 is said of the children
  `^(?:(?:我|俺)(?:们)?${WHEN}|(?:${TIMES})*)(?:从[^,，。\\s]{2,6})?(?:回(?:来|村|家|老家|屋(?:头|里)?|到村里?|到家)|到家)了?(?:住|过年)?[了啦\\s。!~]*(?:[,，\\s](?:过完|住到?|待到?|歇)[^,，。]{1,8})?$`,
);
const AWAY = new RegExp(
  `^(?:我|俺)(?:们)?${WHEN}(?:在|去|到|上|来)(?!镇|乡|县|区|村|社|组|地里|田|山上|家|单位|工地|学校|厂|城里)(?<city>\\p{Script=Han}{2,6}?)(?:这边|那边)?(?:打工|务工|做工|干活|上班|工作)(?:来|去)?[了啦呢\\s。!~]*$`,
  "u",
);

/** 我不在苏州了 我到昆山了 */
const MOVED =
  /^(?:我|俺)?(?:不在|离开)[^,，\s]{2,6}了?[\s,，]*(?:我|俺)?(?:现在|又|已经)?(?:到|在|来|去)(?!镇|乡|县|区|村|社|组|地里|田|山上|家|单位|工地|学校|厂|城里|医院|卫生院|亲戚|娘家)(?<city>\p{Script=Han}{2,6}?)(?:这边)?(?:打工|上班|干活)?[了啦\s。!~]*$/u;

export function whereaboutsIn(text: string): Whereabouts | null {
  if (HOME.test(text)) return { name: "回村" };
  const city = (AWAY.exec(text) ?? MOVED.exec(text))?.groups?.city;
  // which city is asked
  const isSaid = city !== undefined && !/^外[地面头边省]/.test(city);
  return city === undefined ? null : { name: "在外", city: isSaid ? city : "" };
}
