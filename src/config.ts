import { isIP } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { foldAccount } from "./bot/account.ts";

const wecomKey = /^[A-Za-z0-9]{43}$/;

const secret = z.string().trim().min(1, "must not be empty").optional();
const url = (schemes: readonly string[]) =>
  z
    .string()
    .trim()
    .refine((value) => schemes.some((scheme) => value.startsWith(`${scheme}://`)) && URL.canParse(value), {
      message: `must be an address that begins with ${schemes.join(":// or ")}://`,
    });
const aesKey = z
  .string()
  .trim()
  .regex(wecomKey, "must be the 43 letters and digits of EncodingAESKey, without blanks and without the = at its end")
  .optional();
const flag = z.enum(["on", "off"], "must be on or off");
/** An empty text is no number, least of all 0. */
const whole = (least: number, most: number) =>
  z
    .string()
    .trim()
    .refine((value) => /^\d{1,15}$/.test(value) && Number(value) >= least && Number(value) <= most, {
      message: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number);

function isRange(range: string): boolean {
  const [ip = "", bits, ...more] = range.split("/");
  const family = isIP(ip);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
}

/** Every variable there is. `.env.example` is held to this list by a test. */
const dataKey = z
  .string()
  .trim()
  .refine((value) => Buffer.from(value, "base64").length === 32, {
    message: "must be 32 bytes in base64: openssl rand -base64 32",
  })
  .optional();

export const variables = z.object({
  PORT: whole(0, 65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  PUBLIC_URL: url(["http", "https"]).optional(),
  PAGES: flag.default("on"),
  TRUSTED_PROXIES: z
    .string()
    .default("127.0.0.0/8,::1")
    .transform((value) => value.split(/[,，\s]+/).filter(Boolean))
    .refine((ranges) => ranges.every(isRange), {
      message: "must be addresses or ranges such as 10.0.0.2 or 10.0.0.0/8, with commas between",
    }),
  DATA_DIR: z.string().min(1).default("./data"),
  BALLOT_DIR: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, "must be sqlite:FILE or postgres://…")
    .optional(),
  REDIS_URL: url(["redis", "rediss"]).optional(),
  ROLE: z.enum(["all", "web", "worker"], "must be all, web or worker").default("all"),
  ADMINS: z
    .string()
    .default("")
    .transform((value) =>
      value
        .split(/[,，、\s]+/)
        .filter(Boolean)
        .map(foldAccount),
    )
    .refine((accounts) => accounts.every((account) => /^(wecom|qq|onebot|sandbox):.+$/.test(account)), {
      message: "must be accounts such as wecom:zhangsan, qq:OPENID or onebot:10001, with commas between",
    }),
  DATA_KEY: dataKey,
  DATA_KEY_PREVIOUS: dataKey,
  SANDBOX: flag.optional(),
  OPS_TOKEN: secret,
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  WECOM_CORP_ID: secret,
  WECOM_API_URL: url(["https", "http"]).default("https://qyapi.weixin.qq.com"),
  WECOM_APP_TOKEN: secret,
  WECOM_APP_TOKEN_PREVIOUS: secret,
  WECOM_APP_AES_KEY: aesKey,
  WECOM_APP_AES_KEY_PREVIOUS: aesKey,
  WECOM_APP_AGENT_ID: whole(1, Number.MAX_SAFE_INTEGER).optional(),
  WECOM_APP_SECRET: secret,
  WECOM_OAUTH: z.enum(["on", "off"]).default("off"),
  WECOM_OAUTH_URL: url(["https", "http"]).default("https://open.weixin.qq.com"),
  WECOM_LOGIN_URL: url(["https", "http"]).default("https://login.work.weixin.qq.com"),
  WECOM_BOT_TOKEN: secret,
  WECOM_BOT_TOKEN_PREVIOUS: secret,
  WECOM_BOT_AES_KEY: aesKey,
  WECOM_BOT_AES_KEY_PREVIOUS: aesKey,
  WECOM_BOT_NAME: secret,
  WECOM_BOT_ID: secret,
  WECOM_BOT_SECRET: secret,
  WECOM_WS_URL: url(["wss", "ws"]).default("wss://openws.work.weixin.qq.com"),
  QQ_APP_ID: secret,
  QQ_APP_SECRET: secret,
  QQ_APP_SECRET_PREVIOUS: secret,
  QQ_BUTTONS: z.enum(["on", "off"]).default("off"),
  QQ_API_URL: url(["https", "http"]).default("https://api.bot.qq.com"),
  QQ_TOKEN_URL: url(["https", "http"]).default("https://api.bot.qq.com/app/getAppAccessToken"),
  ONEBOT_SECRET: secret,
  ONEBOT_SECRET_PREVIOUS: secret,
  ONEBOT_API_URL: url(["http", "https"]).optional(),
  ONEBOT_ACCESS_TOKEN: secret,
  ONEBOT_SELF_ID: z.string().regex(/^\d+$/, "must be the QQ number of the bot's account").optional(),
});

type Variables = z.infer<typeof variables>;
type Name = keyof Variables;

/** A channel is on when its variables are set; half of them is a fault. `any`: having one of these switches it on. */
const channels = [
  {
    channel: "the WeCom app",
    any: ["WECOM_APP_TOKEN", "WECOM_APP_AES_KEY", "WECOM_APP_AGENT_ID", "WECOM_APP_SECRET"],
    all: ["WECOM_CORP_ID", "WECOM_APP_TOKEN", "WECOM_APP_AES_KEY", "WECOM_APP_AGENT_ID", "WECOM_APP_SECRET"],
  },
  {
    channel: "the WeCom bot (URL mode)",
    any: ["WECOM_BOT_TOKEN", "WECOM_BOT_AES_KEY"],
    all: ["WECOM_BOT_TOKEN", "WECOM_BOT_AES_KEY", "WECOM_BOT_NAME"],
  },
  {
    channel: "the WeCom bot (long connection)",
    any: ["WECOM_BOT_ID", "WECOM_BOT_SECRET"],
    all: ["WECOM_BOT_ID", "WECOM_BOT_SECRET", "WECOM_BOT_NAME"],
  },
  { channel: "the QQ bot", any: ["QQ_APP_ID", "QQ_APP_SECRET"], all: ["QQ_APP_ID", "QQ_APP_SECRET"] },
  {
    channel: "OneBot",
    any: ["ONEBOT_SECRET", "ONEBOT_API_URL", "ONEBOT_ACCESS_TOKEN", "ONEBOT_SELF_ID"],
    all: ["ONEBOT_SECRET", "ONEBOT_API_URL"],
  },
] as const satisfies readonly { channel: string; any: readonly Name[]; all: readonly Name[] }[];

/** Faults of the configuration, all of them, each with its remedy. */
export class ConfigError extends Error {
  override readonly name = "ConfigError" as const;
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    );
    this.faults = faults;
  }
}

export type Config = ReturnType<typeof readConfig>;

/** @throws ConfigError with every fault at once */
export function readConfig(environment: Readonly<Record<string, string | undefined>>) {
  const parsed = variables.safeParse(environment);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  const set = (name: Name) => environment[name] !== undefined && environment[name] !== "";
  const on = channels.filter(({ any }) => any.some(set));
  for (const { channel, all } of on) {
    const missing = all.filter((name) => !set(name));
    if (missing.length > 0) faults.push(`${channel} is half set: set ${missing.join(", ")} too, or remove the others`);
  }
  if ((set("WECOM_BOT_TOKEN") || set("WECOM_BOT_AES_KEY")) && (set("WECOM_BOT_ID") || set("WECOM_BOT_SECRET")))
    faults.push(
      "a WeCom bot has either URL mode or a long connection: set WECOM_BOT_TOKEN and WECOM_BOT_AES_KEY, or WECOM_BOT_ID and WECOM_BOT_SECRET",
    );
  if (environment.SANDBOX === "on" && on.length > 0)
    faults.push("SANDBOX=on cannot stand beside a channel: remove SANDBOX, or the channel's variables");
  const role = environment.ROLE;
  if ((role === "web" || role === "worker") && !(environment.DATABASE_URL?.startsWith("postgres") && set("REDIS_URL")))
    faults.push(
      `ROLE=${role} shares its work with other processes: set DATABASE_URL=postgres://… and REDIS_URL, or ROLE=all`,
    );
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const values = parsed.data;
  const sandbox = values.SANDBOX === "on" || (values.SANDBOX === undefined && on.length === 0 && values.ROLE === "all");
  return {
    ...values,
    sandbox,
    hasChannel: on.length > 0,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    ballotDir: values.BALLOT_DIR ?? join(values.DATA_DIR, "ballots"),
    databaseUrl: values.DATABASE_URL ?? `sqlite:${values.DATA_DIR}/${sandbox ? "sandbox" : "chuanmen"}.db`,
  };
}
