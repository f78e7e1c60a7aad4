import { type Logger, pino } from "pino";
import type { Config } from "./config.ts";

/** What a terminal shows for an event, where plain Chinese says more than the event's name. */
const inChinese: Readonly<Record<string, (facts: Facts) => string>> = {
  ready: ({ port }) => `好了：在端口 ${port} 上收消息。停下按 Ctrl-C。`,
  "ready: open http://localhost:PORT/sandbox and talk to the bot": ({ port }) =>
    `好了：打开 http://localhost:${port}/sandbox ，不要任何账号就能说话。停下按 Ctrl-C。`,
  "next: set ADMINS, or nobody may begin": () => "还缺：管理员。在 .env 里写 ADMINS（如 wecom:zhangsan），重启。",
  "next: import places": () =>
    "还缺：地点。控制台“导入”里有空表，填好传上去；或者 npm run -s cli -- import places 地点.csv（样子见 demo/places.csv）。",
  "next: import people": () =>
    "还缺：名册。控制台“导入”里有空表；或者 npm run -s cli -- import people 名册.xlsx（样子见 demo/people.csv）。",
  "next: bind each group from within (/绑定)": ({ left }) =>
    `还缺：群${left === 0 ? "" : `（${left}个村没有）`}。把机器人拉进群，在每个群里 @它 说 /绑定 村名 村民群，或者 /绑定 镇名 工作群。`,
  "next: give codes to those who work here and have no account": ({ left }) =>
    `还缺：${left}个干部没有账号。控制台“名册”里勾了人印认领码纸条；或者私聊机器人发 /发码 姓名。`,
  "next: the console shows it": ({ at, account }) =>
    `控制台：${at}/login ，登录码：npm run -s cli -- console-code ${account}`,
  stopping: () => "正在停下，手头的做完就退，最多十秒……",
  stopped: () => "停好了。",
  "another service still has DATA_DIR": () => "这个数据文件夹还有一个串门在用，等它停下（最多十秒）……",
  "redis-server is missing, so reminders run without a queue: sudo apt-get install -y redis-server": () =>
    "没有 redis-server，提醒和简报就在本进程里跑，别的照常。Debian、Ubuntu 上装：sudo apt-get install -y redis-server",
  "there is no redis-server for Windows, so reminders run without a queue": () =>
    "Windows 上没有 redis-server，提醒和简报就在本进程里跑，别的照常。长期用请放到 Linux 上（docs/setup.md）。",
  "DATA_KEY lies in DATA_DIR beside the data it protects: keep it elsewhere and set DATA_KEY": () =>
    "钥匙和数据放在一起（DATA_DIR/data.key）：把它的内容写成 .env 的 DATA_KEY，文件挪到别处。",
};

type Facts = Readonly<Record<string, unknown>>;

/** JSON lines; in a terminal, lines for people. */
export function createLog(level: Config["LOG_LEVEL"], isTerminal: boolean): Logger {
  const options = { level, base: null, redact: ["*.token", "*.secret", "*.key", "*.text"] };
  if (isTerminal) return pino(options, { write: (line: string) => void process.stdout.write(lineForPeople(line)) });
  const destination = pino.destination({ fd: 1, sync: true });
  destination.on("error", () => undefined); // a log that cannot be written does not end the service
  return pino(options, destination);
}

/** `11:20:05 注意：send failed outbox=… attempt=3` */
export function lineForPeople(json: string): string {
  const { level, time, msg, ...facts } = JSON.parse(json);
  const said = inChinese[String(msg).replace(/:\d+\//, ":PORT/")]?.(facts);
  const words =
    said ??
    `${msg}${Object.entries(facts)
      .map(([name, fact]) => ` ${name}=${plain(fact)}`)
      .join("")}`;
  const at = new Date(time).toTimeString().slice(0, 8);
  return `${at} ${level >= 50 ? "出错：" : level >= 40 ? "注意：" : ""}${words}\n`;
}

const plain = (fact: unknown): string => (typeof fact === "string" ? fact : JSON.stringify(fact));
