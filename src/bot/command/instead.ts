/** What can be done now in the place of what people know of and this version cannot do. */
const instead: Readonly<Record<string, string>> = {
  征求: "可以先在群里问，大家写“意见：…”我会记下",
  民情: "可以先记成手记：/手记 …",
  政策笔记: "可以先记成手记：/手记 …",
  删我的: "刚说的回“撤销”，以前的请找村干部",
};

/** `“交办”我还不会。可以先…` */
export const notYetWords = (name: string): string =>
  `“${name}”我还不会。${instead[name] ?? "要办请找管理员"}。发“帮助”看我会什么。`;
