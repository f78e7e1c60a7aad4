/** What can be wrong with a variable, as `config.ts` says it to a programmer, and as it is said to an operator. */
const said: readonly (readonly [RegExp, string])[] = [
  [/must not be empty$/, "不能空着：填上，或整行删掉"],
  [/must be an address that begins with (.+)$/, "要写 $1 开头的地址"],
  [/must be the 43 letters.*$/, "要写 EncodingAESKey 的43个字母数字，不带空格，不带末尾的 ="],
  [/must be on or off$/, "只能写 on 或 off"],
  [/must be a whole number from (\d+) to (\d+)$/, "要写 $1 到 $2 的整数"],
  [/must be 32 bytes in base64: (.+)$/, "要是32字节的 base64，这样生成：$1"],
  [/must be sqlite:FILE or postgres:.*$/, "要写 sqlite:文件 或 postgres://用户:密码@主机/库"],
  [/must be all, web or worker$/, "只能写 all、web 或 worker"],
  [/must be accounts such as.*$/, "要写账号，逗号隔开：wecom:zhangsan,qq:OPENID,onebot:10001"],
  [/must be addresses or ranges such as (.+) or (.+), with.*$/, "要写代理的地址或网段，逗号隔开：$1,$2"],
  [/must be the QQ number.*$/, "要写机器人的 QQ 号，只有数字"],
  [/^(.+) is half set: set (.+) too, or remove the others$/, "$1 只写了一半：把 $2 也写上，或把别的几个删掉"],
  [
    /^a WeCom bot has either URL mode.*$/,
    "智能机器人的回调（WECOM_BOT_TOKEN、WECOM_BOT_AES_KEY）和长连接（WECOM_BOT_ID、WECOM_BOT_SECRET）只能用一种：删掉一组",
  ],
  [/^SANDBOX=on cannot stand beside a channel.*$/, "SANDBOX=on 不能和渠道同时开：删掉 SANDBOX，或删掉渠道的变量"],
  [
    /^ROLE=(\w+) shares its work.*$/,
    "ROLE=$1 是几个进程分着干：DATABASE_URL 写 postgres://…，REDIS_URL 也写上；或者 ROLE=all",
  ],
  [/Invalid option: expected one of (.+)$/, "只能写这几个之一：$1"],
  [/must be one of (.+)$/, "只能写这几个之一：$1"],
  [/Too small: expected string to have >=1 characters$/, "不能空着：填上，或整行删掉"],
];

const names: Readonly<Record<string, string>> = {
  "the WeCom app": "企业微信自建应用",
  "the WeCom bot (URL mode)": "企业微信智能机器人（回调）",
  "the WeCom bot (long connection)": "企业微信智能机器人（长连接）",
  "the QQ bot": "QQ 机器人",
};

export function configWords(fault: string): string {
  for (const [pattern, words] of said)
    if (pattern.test(fault)) {
      const told = fault.replace(pattern, words);
      return Object.entries(names).reduce((text, [name, called]) => text.replace(name, called), told);
    }
  return fault;
}
