import { type Config, readConfig, type variables } from "../config.ts";

/** One variable as an operator sees it: never a secret itself. */
export type Setting = {
  readonly name: string;
  readonly about: string;
  readonly value: string;
  readonly source: string;
  readonly isSet: boolean;
};

type Name = keyof typeof variables.shape;

export const settingWords: Readonly<Record<Name, string>> = {
  PORT: "监听端口",
  HOST: "监听地址",
  PUBLIC_URL: "外面看到的网址",
  PAGES: "手机页面和控制台",
  TRUSTED_PROXIES: "它说的来访地址算数的代理",
  DATA_DIR: "数据放哪里",
  BALLOT_DIR: "票箱的钥匙放哪里",
  DATABASE_URL: "数据库",
  REDIS_URL: "Redis",
  ROLE: "这个进程做什么",
  ADMINS: "到处都是管理员的账号",
  DATA_KEY: "加密的钥匙",
  DATA_KEY_PREVIOUS: "换钥匙时的旧钥匙",
  SANDBOX: "演示页",
  OPS_TOKEN: "从外面看健康细节的口令",
  LOG_LEVEL: "日志写多细",
  WECOM_CORP_ID: "企业 ID",
  WECOM_API_URL: "企业微信的地址",
  WECOM_APP_TOKEN: "自建应用的 Token",
  WECOM_APP_TOKEN_PREVIOUS: "自建应用的旧 Token",
  WECOM_APP_AES_KEY: "自建应用的 EncodingAESKey",
  WECOM_APP_AES_KEY_PREVIOUS: "自建应用的旧 EncodingAESKey",
  WECOM_APP_AGENT_ID: "自建应用的 AgentId",
  WECOM_APP_SECRET: "自建应用的 Secret",
  WECOM_OAUTH: "用企业微信登录页面和控制台",
  WECOM_OAUTH_URL: "企业微信里登录的地址",
  WECOM_LOGIN_URL: "电脑上扫码登录的地址",
  WECOM_BOT_TOKEN: "智能机器人的 Token",
  WECOM_BOT_TOKEN_PREVIOUS: "智能机器人的旧 Token",
  WECOM_BOT_AES_KEY: "智能机器人的 EncodingAESKey",
  WECOM_BOT_AES_KEY_PREVIOUS: "智能机器人的旧 EncodingAESKey",
  WECOM_BOT_NAME: "智能机器人在群里的名字",
  WECOM_BOT_ID: "智能机器人的 ID（长连接）",
  WECOM_BOT_SECRET: "智能机器人的 Secret（长连接）",
  WECOM_WS_URL: "长连接的地址",
  QQ_APP_ID: "QQ 机器人的 AppID",
  QQ_APP_SECRET: "QQ 机器人的密钥",
  QQ_APP_SECRET_PREVIOUS: "QQ 机器人的旧密钥",
  QQ_BUTTONS: "QQ 的消息按钮",
  QQ_API_URL: "QQ 的地址",
  QQ_TOKEN_URL: "QQ 要 token 的地址",
  ONEBOT_SECRET: "OneBot 的签名密钥",
  ONEBOT_SECRET_PREVIOUS: "OneBot 的旧签名密钥",
  ONEBOT_API_URL: "OneBot 客户端的地址",
  ONEBOT_ACCESS_TOKEN: "OneBot 的调用口令",
  ONEBOT_SELF_ID: "机器人的 QQ 号",
};

/** Addresses of databases carry passwords. */
const secret = /KEY|SECRET|TOKEN(?!_URL)|DATABASE_URL|REDIS_URL/;

export function settingsOf(config: Config): Setting[] {
  const unset: Readonly<Record<string, unknown>> = readConfig({});
  const set: Readonly<Record<string, unknown>> = config;
  return Object.entries(settingWords).map(([name, about]) => {
    const value = set[name];
    const isDefault = JSON.stringify(value) === JSON.stringify(unset[name]);
    const shown = Array.isArray(value) ? value.join("、") : value === undefined ? "" : String(value);
    return {
      ...{ name, about, isSet: !isDefault, source: isDefault ? "没写" : ".env 或环境" },
      value: shown === "" ? "没设" : secret.test(name) ? "设了（不显示）" : shown,
    };
  });
}
