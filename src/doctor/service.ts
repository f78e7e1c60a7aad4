import type { Part } from "../web/ops-routes.ts";
import { bad, type Finding, good, look, type Patient } from "./finding.ts";

type Words = { readonly about: string; readonly says: string; readonly remedy: string };

const parts: Readonly<Record<string, Words>> = {
  sql: {
    about: "数据库",
    says: "不答，或者上一次没写进去：消息都退回去了",
    remedy: "看磁盘满没满、文件能不能写；PostgreSQL 看它在不在。好了自己变回来",
  },
  redis: {
    about: "Redis",
    says: "不答；收、答、提醒、简报照常，在服务自己的进程里跑",
    remedy: "sudo apt-get install -y redis-server；或看 DATA_DIR/redis/redis.log、REDIS_URL",
  },
  clock: { about: "时钟", says: "很多消息因为时间太早太晚没收", remedy: "装 chrony，对准这台机器的钟" },
};

const states: Readonly<Record<string, readonly [says: string, remedy: string]>> = {
  stopped: ["企业 ID 或 Secret 不对，或应用停用了", "改对 WECOM_CORP_ID、WECOM_APP_SECRET，重启"],
  failing: ["要不到 token，还在试", "看这台机器能不能上网；WECOM_API_URL 写得对不对"],
  connecting: ["正在连", "等一会儿再看"],
  unreachable: ["连不上", "看这台机器能不能上网，地址写得对不对"],
  lost: ["断了，自己会再连", "等一会儿再看"],
  refused: ["对方不认：编号或密钥不对", "改对这个渠道的编号和密钥，等一刻钟或重启"],
  kicked: ["别处用同一个机器人连上了", "停掉另一处，等一刻钟或重启"],
  offline: ["号掉线了", "在客户端重新登录"],
};

/** What the running service says of itself; the key is looked at by itself. */
export function examineService({ health, config }: Patient): Finding[] {
  if (health === null)
    return [
      look(
        "服务",
        `没有在 ${config.PORT} 端口上答应`,
        "没启动就 npm start；启动了还这样，看 PORT、HOST 和这里写的是不是一样",
      ),
    ];
  const found = Object.entries(health.parts)
    .filter(([name]) => name !== "key" && name !== "groups")
    .map(([name, part]) => findingOf(name, part));
  return [
    health.ready ? good("服务", "开着，能收消息") : bad("服务", "开着，收不了消息", "看下面数据库一条"),
    ...found,
  ];
}

function findingOf(name: string, { state, detail }: Part): Finding {
  const words = parts[name];
  if (state === "ok") return good(words?.about ?? `渠道 ${name}`, "好");
  if (words) return (name === "sql" ? bad : look)(words.about, words.says, words.remedy);
  const [says, remedy] = states[detail ?? ""] ?? [`不通（${detail ?? "没有说为什么"}）`, "看服务的日志"];
  return bad(`渠道 ${name}`, says, remedy);
}
