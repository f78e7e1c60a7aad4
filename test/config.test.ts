import { describe, expect, test } from "@jest/globals";
import { ConfigError, readConfig, variables } from "../src/config.ts";

type Environment = Readonly<Record<string, string>>;

const aes = "a".repeat(43);
const key = Buffer.alloc(32, 1).toString("base64");
const app: Environment = {
  WECOM_CORP_ID: "ww1",
  WECOM_APP_TOKEN: "t",
  WECOM_APP_AES_KEY: aes,
  WECOM_APP_AGENT_ID: "1000002",
  WECOM_APP_SECRET: "s",
};
const bot: Environment = { WECOM_BOT_TOKEN: "t", WECOM_BOT_AES_KEY: aes, WECOM_BOT_NAME: "串门" };
const long: Environment = { WECOM_BOT_ID: "b", WECOM_BOT_SECRET: "s", WECOM_BOT_NAME: "串门" };
const qq: Environment = { QQ_APP_ID: "102", QQ_APP_SECRET: "s" };
const onebot: Environment = { ONEBOT_SECRET: "s", ONEBOT_API_URL: "http://127.0.0.1:3100" };
const shared: Environment = { DATABASE_URL: "postgres://db/chuanmen", REDIS_URL: "redis://redis:6379" };

function faults(environment: Environment): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe("without any variable", () => {
  test("it serves the sandbox on this machine alone", () => {
    expect(readConfig({})).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      ROLE: "all",
      ADMINS: [],
      sandbox: true,
      hasChannel: false,
      publicUrl: "http://localhost:3000",
      databaseUrl: "sqlite:./data/sandbox.db",
    });
  });

  test("no secret has a default", () => {
    const secrets = Object.keys(variables.shape).filter((name) => /SECRET|TOKEN$|TOKEN_PREVIOUS|KEY/.test(name));
    const config: Readonly<Record<string, unknown>> = readConfig({});
    for (const name of secrets) expect([name, config[name]]).toEqual([name, undefined]);
    expect(secrets.length).toBeGreaterThan(12);
  });
});

describe("a variable that is right is taken as it is meant", () => {
  test.each<[Environment, object]>([
    [{ PORT: "8080" }, { PORT: 8080, publicUrl: "http://localhost:8080" }],
    [{ PUBLIC_URL: "https://bot.example.cn" }, { publicUrl: "https://bot.example.cn" }],
    [
      { DATA_DIR: "/data", SANDBOX: "off" },
      { databaseUrl: "sqlite:/data/chuanmen.db", sandbox: false },
    ],
    [{ DATABASE_URL: "sqlite:/x/y.db" }, { databaseUrl: "sqlite:/x/y.db" }],
    [
      { ADMINS: "wecom:ZhangSan，qq:OPEN、onebot:10001 sandbox:a" },
      { ADMINS: ["wecom:zhangsan", "qq:OPEN", "onebot:10001", "sandbox:a"] },
    ],
    [{ DATA_KEY: ` ${key}\n` }, { DATA_KEY: key }],
    [{ OPS_TOKEN: " secret " }, { OPS_TOKEN: "secret" }],
    [
      { ...shared, ROLE: "worker" },
      { ROLE: "worker", sandbox: false },
    ],
    [{ REDIS_URL: "rediss://:p@redis" }, { REDIS_URL: "rediss://:p@redis" }],
    [app, { hasChannel: true, sandbox: false, WECOM_APP_AGENT_ID: 1_000_002 }],
    [bot, { hasChannel: true }],
    [{ ...long, WECOM_WS_URL: "ws://127.0.0.1:9" }, { hasChannel: true }],
    [{ ...app, ...long }, { hasChannel: true }],
    [qq, { hasChannel: true, QQ_API_URL: "https://api.bot.qq.com" }],
    [{ ...onebot, ONEBOT_SELF_ID: "10001" }, { hasChannel: true }],
  ])("%j", (environment, meant) => {
    expect(readConfig(environment)).toMatchObject(meant);
  });
});

describe("a variable that is wrong is named with its remedy, without its value", () => {
  test.each<[string, string, RegExp]>([
    ["PORT", "", /whole number/],
    ["PORT", "http", /whole number from 0 to 65535/],
    ["PORT", "65536", /whole number from 0 to 65535/],
    ["HOST", "", /HOST/],
    ["PUBLIC_URL", "bot.example.cn", /begins with http:\/\/ or https:\/\//],
    ["DATABASE_URL", "mysql://pass-word@db", /sqlite:FILE or postgres/],
    ["REDIS_URL", "redis-host-name:6379", /redis:\/\/ or rediss:\/\//],
    ["ROLE", "both-of-them", /all, web or worker/],
    ["ADMINS", "zhangsan-himself", /wecom:zhangsan/],
    ["DATA_KEY", "dG9vLXNob3J0", /openssl rand -base64 32/],
    ["SANDBOX", "yes-please", /on or off/],
    ["OPS_TOKEN", "  ", /not be empty/],
    ["LOG_LEVEL", "loud-and-clear", /LOG_LEVEL/],
    ["WECOM_APP_SECRET", "", /not be empty/],
    ["WECOM_APP_AES_KEY", `${aes}=`, /43 letters and digits/],
    ["WECOM_APP_AGENT_ID", "agent-one", /whole number/],
    ["WECOM_API_URL", "ftp-host-name", /https:\/\//],
    ["WECOM_WS_URL", "https://ws.example.cn", /wss:\/\//],
    ["ONEBOT_SELF_ID", "ten-thousand", /QQ number/],
  ])("%s=%s", (name, value, remedy) => {
    const own = name.startsWith("WECOM_APP") ? app : name.startsWith("ONEBOT") ? onebot : {};
    const mine = faults({ ...own, [name]: value }).filter((fault) => fault.startsWith(name));
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatch(remedy);
    if (value.trim().length > 6) expect(mine.join()).not.toContain(value);
  });

  test("all of them at once", () => {
    const named = faults({ PORT: "x", REDIS_URL: "y", DATA_KEY: "z", QQ_APP_ID: "102" });
    expect(named).toHaveLength(4);
    expect(() => readConfig({ PORT: "x", ROLE: "y" })).toThrow(/2 faults:\n {2}- PORT .*\n {2}- ROLE/);
  });
});

describe("a channel that is half set says what is missing", () => {
  test.each<[string, Environment]>([
    ["WeCom app", app],
    ["URL mode", bot],
    ["long connection", long],
    ["QQ bot", qq],
    ["OneBot", onebot],
  ])("%s", (channel, whole) => {
    expect(faults(whole)).toEqual([]);
    for (const left of Object.keys(whole)) {
      const { [left]: _, ...rest } = whole;
      const [fault, ...more] = faults(rest);
      expect(more).toEqual([]);
      // the name alone, the corp alone, switch nothing on
      expect(fault).toContain(channel);
      expect(fault).toMatch(new RegExp(`is half set: set .*\\b${left}\\b`));
    }
  });

  test.each(["WECOM_CORP_ID", "WECOM_BOT_NAME"])("but %s alone switches nothing on", (name) => {
    expect(readConfig({ [name]: "x" })).toMatchObject({ hasChannel: false, sandbox: true });
  });
});

describe("what cannot stand together", () => {
  test.each<[string, Environment, RegExp]>([
    ["both modes of a bot", { ...bot, ...long }, /either URL mode or a long connection/],
    ["the sandbox beside a channel", { ...qq, SANDBOX: "on" }, /SANDBOX=on cannot stand beside a channel/],
    ["several processes without Redis", { ROLE: "web", DATABASE_URL: "postgres://db/x" }, /ROLE=web .*REDIS_URL/],
    ["several processes on SQLite", { ROLE: "worker", REDIS_URL: "redis://r" }, /ROLE=worker .*DATABASE_URL/],
  ])("%s", (_, environment, remedy) => {
    const [fault, ...more] = faults(environment);
    expect(more).toEqual([]);
    expect(fault).toMatch(remedy);
  });
});
