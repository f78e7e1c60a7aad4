import { existsSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { formatDay } from "../chinese/time/index.ts";
import type { Config } from "../config.ts";
import { lastBackup, lastDrill } from "./facts.ts";
import { bad, type Finding, good, look, type Patient } from "./finding.ts";

const day = 86_400_000;
const megabyte = 1_000_000;
const [tooLittle, little] = [300 * megabyte, 2000 * megabyte];
/** A file beside the database that is this long was not taken in for long. */
const longWal = 300 * megabyte;

/** Disk, files, key, address, backups: what lies on this machine. */
export async function examineMachine(patient: Patient): Promise<Finding[]> {
  const { config } = patient;
  return [disk(config), ...files(config), ...key(config), address(config), ...(await backups(patient))];
}

function disk({ DATA_DIR }: Config): Finding {
  const { bavail, bsize } = statfsSync(DATA_DIR);
  const free = bavail * bsize;
  const says = `${DATA_DIR} 所在的盘还剩${Math.floor(free / megabyte)}MB`;
  const remedy = "腾出地方（旧备份、日志），或把 DATA_DIR 挪到大一点的盘";
  return free < tooLittle ? bad("磁盘", says, remedy) : free < little ? look("磁盘", says, remedy) : good("磁盘", says);
}

function files({ DATA_DIR, databaseUrl }: Config): Finding[] {
  const findings: Finding[] = [];
  const isOpenTo = (path: string) => existsSync(path) && (statSync(path).mode & 0o077) !== 0;
  const open = [DATA_DIR, join(DATA_DIR, "data.key"), ".env"].filter(isOpenTo);
  if (open.length > 0)
    findings.push(look("文件权限", `别的用户也能进：${open.join("、")}`, `chmod go= ${open.join(" ")}`));
  const wal = `${databaseUrl.slice("sqlite:".length)}-wal`;
  if (databaseUrl.startsWith("sqlite:") && existsSync(wal) && statSync(wal).size > longWal)
    findings.push(
      look(
        "WAL",
        `${wal} 有${Math.floor(statSync(wal).size / megabyte)}MB，一直没有并回去`,
        "重启服务；还这样就看看有没有别的程序一直开着这个库",
      ),
    );
  return findings.length > 0 ? findings : [good("文件权限", "只有运行的用户能读")];
}

function key({ DATA_KEY, DATA_KEY_PREVIOUS, DATA_DIR, hasChannel }: Config): Finding[] {
  const findings: Finding[] = [];
  if (DATA_KEY === undefined && hasChannel)
    findings.push(
      look(
        "钥匙",
        "和数据放在一起：拿走文件夹的人什么都看得到",
        `把 ${join(DATA_DIR, "data.key")} 的内容写成 .env 里的 DATA_KEY，文件挪到别处收好`,
      ),
    );
  if (DATA_KEY_PREVIOUS !== undefined)
    findings.push(
      look(
        "换钥匙",
        "DATA_KEY_PREVIOUS 还写着",
        "npm run -s cli -- rotate-key，它说换好了就从 .env 里删掉 DATA_KEY_PREVIOUS，重启",
      ),
    );
  return findings.length > 0
    ? findings
    : [good("钥匙", DATA_KEY === undefined ? "在 data.key 里" : "在 DATA_KEY 里，不和数据放在一起")];
}

function address({ PAGES, PUBLIC_URL, hasChannel }: Config): Finding {
  if (PAGES === "off") return good("手机页面", "PAGES=off，没有开");
  if (PUBLIC_URL === undefined)
    return hasChannel
      ? look(
          "手机页面",
          "没有开：接了平台，还没写外面看到的网址",
          "PUBLIC_URL 写 https:// 开头的网址；不要页面就写 PAGES=off",
        )
      : good("手机页面", "只在本机开");
  const { protocol, hostname } = new URL(PUBLIC_URL);
  if (protocol === "https:" || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
    return good("手机页面", `开着：${PUBLIC_URL}`);
  return bad(
    "手机页面",
    `没有开：${PUBLIC_URL} 不加密，名单不能这样走`,
    "前面放 nginx 做 https，PUBLIC_URL 写 https:// 开头的",
  );
}

const backupLine = "npm run -s cli -- backup /备份/ --keep 14，放进 crontab 每晚一次，文件再抄到别的机器上";

async function backups({ config: { hasChannel }, read, now }: Patient): Promise<Finding[]> {
  const [made, tried] = [await lastBackup(read), await lastDrill(read)];
  // what is only played with needs none
  const wanting = hasChannel ? bad : look;
  if (made === null) return [wanting("备份", "还没有备份过", backupLine)];
  const words = `${formatDay(made.at, now)}备的，${made.rows}行，读回来对过：${made.path}`;
  const age = now - made.at;
  const backup =
    age > 7 * day
      ? wanting("备份", words, backupLine)
      : age > 2 * day
        ? look("备份", words, backupLine)
        : good("备份", words);
  const drill = `npm run -s cli -- restore ${made.path} --drill`;
  if (tried === null) return [backup, look("恢复演练", "备份没有试着恢复过", drill)];
  const told = `${formatDay(tried.at, now)}恢复过一遍，${tried.rows}行一行不差`;
  return [
    backup,
    now - tried.at > 100 * day ? look("恢复演练", told, `一个季度一次：${drill}`) : good("恢复演练", told),
  ];
}
