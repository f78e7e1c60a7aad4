/** What platforms say when they refuse, and what whoever looks after the bot does about it. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/60020/, "企业可信IP里没有服务的出口IP：在企业微信后台补上"],
  [/93000/, "群里的“消息推送”被删了：新建一个，/群 推送 新钥匙"],
  [/11298/, "QQ 的 IP 白名单里没有服务的出口IP"],
  [/11253/, "QQ 机器人没有这个接口的权限"],
  [/40001|40014|42001/, "密钥不对或应用停用了：看体检里渠道一条"],
  [/not configured/, "这个渠道没有接"],
  [/429|45009|rate/i, "平台说太快了，已经放慢"],
];

/** Null: it is not the bot's own set-up that is at fault, as far as is known. */
export const remedyOf = (error: string): string | null =>
  remedies.find(([pattern]) => pattern.test(error))?.[1] ?? null;
