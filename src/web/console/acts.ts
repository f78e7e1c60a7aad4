import { numberOf } from "../../ledger/kinds.ts";
import { wordsOf } from "../../page/parts/words.ts";

/** Acts at the pages and the console, as they are written down. */
const onPages: Readonly<Record<string, string>> = {
  "page opened": "开了页面",
  "page device": "认了一台新手机",
  "page refused": "看不该看的页面，或没让进",
  "page left": "退出页面",
  "page looked": "看了一条不在页面上的内容",
  "desk opened": "登录控制台",
  "desk left": "退出控制台",
  "desk refused": "看不该看的控制台页面",
  "second factor on": "开了二次验证",
  "second factor paused": "二次验证错了五次",
  setting: "改了设置",
  slip: "印了认领码纸条",
  import: "导入",
  "import undone": "撤销导入",
  export: "导出",
  "export with numbers": "导出全的号码",
};
/** Acts in the chat that are written down in English; the rest are the words that were said. */
const inChats: Readonly<Record<string, string>> = {
  "second factor reset": "服务器上取消了二次验证",
  refused: "要做没有权限的事",
  undone: "撤销",
  recalled: "撤回",
  restored: "恢复",
  registered: "登记",
  audited: "查经过",
  "bind group": "绑定群",
  "set group webhook": "设群机器人地址",
  "code used": "用了认领码",
  "ended post": "免了岗位",
  "went away": "记外出",
  "came home": "记回来",
  "took leave": "请假",
  "ended leave": "销假",
  "renamed place": "地点改名",
  "merged place": "地点并入",
  "merger undone": "撤销地点并入",
  "asked for quiet": "要群里安静",
  "handed over": "交接",
  "handover undone": "撤销交接",
  "campaign opened": "新建专项",
  "campaign amended": "更正专项",
  "campaign ended": "结束专项",
  enrolled: "列入整顿",
  "enrolled anew": "重新列入整顿",
  "enrolment passed": "整顿达标",
  "enrolment struck": "整顿销号",
  "enrolment removed": "撤下整顿",
  "station ended": "撤下驻点",
  "assignment terms": "设了交办的天数",
  "campaign terms": "设了专项的天数",
  "meeting terms": "设了会议的办法",
  "motion terms": "设了议题的办法",
  "appraisal terms": "设了评议的办法",
};
const words = { ...onPages, ...inChats };

export const actWords = (action: string): string => words[action] ?? action;

/** As they are kept, of what is said; empty: all. */
export function actsNamed(said: string): readonly string[] {
  const asked = said.trim().slice(0, 40);
  if (asked === "") return [];
  const found = Object.keys(words).filter((action) => words[action]?.includes(asked));
  return [...new Set([asked, ...found])];
}

const ways = ["聊天", "网页", "命令行"] as const;
export type Way = (typeof ways)[number];
export const wayOf = ({ action, account }: { readonly action: string; readonly account: string }): Way =>
  action in onPages ? "网页" : account === "cli" ? "命令行" : "聊天";

/** `O31`, somebody's name, or the beginning of an id. */
export function subjectWords(of: {
  readonly subject: string;
  readonly kind: string | null;
  readonly number: number | null;
  readonly whom: string | null;
}): string {
  if (of.kind !== null && of.number !== null) return numberOf({ kind: of.kind, number: of.number });
  return of.whom === null ? of.subject.slice(0, 40) : wordsOf(of.whom);
}
