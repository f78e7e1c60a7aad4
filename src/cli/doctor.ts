import { existsSync } from "node:fs";
import { ConfigError, variables } from "../config.ts";
import { configWords } from "../doctor/config-words.ts";
import { bad, type Finding, good, inOrder, look, stateWords } from "../doctor/finding.ts";
import { examine } from "../doctor/index.ts";
import type { Health } from "../web/ops-routes.ts";
import { type CliContext, configOf, withStore } from "./tool.ts";

const prefixes = /^(WECOM|QQ|ONEBOT|DATA|DATABASE|REDIS|ADMINS?|SANDBOX|OPS|PUBLIC|PAGES|TRUSTED)(_|$)/;

export const doctorCommand = {
  usage: "doctor   what is wrong or missing, with what to do; exit code 1 when something has to be done",
  async run(_words: readonly string[], context: CliContext): Promise<number> {
    const findings = inOrder([...unknown(context.environment), ...(await examined(context))]);
    for (const { state, about, says, remedy } of findings)
      context.out(`${stateWords[state]}\t${about}：${says}${remedy === undefined ? "" : `\n\t→ ${remedy}`}`);
    const count = (state: Finding["state"]) => findings.filter((one) => one.state === state).length;
    context.out(`${count("bad")}处要办，${count("look")}处看看，${count("good")}处好。`);
    return count("bad") > 0 ? 1 : 0;
  },
};

async function examined(context: CliContext): Promise<Finding[]> {
  try {
    const config = configOf(context);
    const file = config.databaseUrl.startsWith("sqlite:") ? config.databaseUrl.slice("sqlite:".length) : null;
    // looking makes nothing: neither a folder nor a key
    if (file !== null && !existsSync(file))
      return [good("配置", "读得通"), look("数据库", `还没有 ${file}`, notYet(config.hasChannel))];
    return [
      good("配置", "读得通"),
      ...(await withStore(context, async (store) => {
        const health = await healthOf(config.HOST, config.PORT);
        const integrity = store.integrity();
        return [
          integrity === "ok"
            ? good("数据库文件", store.engine === "sqlite" ? "完整" : "PostgreSQL")
            : bad("数据库文件", `坏了（${integrity.split("\n")[0]}）`, "停服务，从最近的备份恢复：restore"),
          ...(await examine({ config, read: store.read, now: context.now(), health })),
        ];
      })),
    ];
  } catch (error) {
    if (error instanceof ConfigError)
      return error.faults.map((fault) => bad("配置", configWords(fault), "改 .env，重启；改好以前服务起不来"));
    const words = error instanceof Error ? error.message : String(error);
    return [bad("数据库", `打不开：${openWords(words)}`, openRemedy(words))];
  }
}

const notYet = (hasChannel: boolean): string =>
  hasChannel
    ? "先导入地点和名册：npm run -s cli -- import places 地点.xlsx；启动时也会自己建"
    : "还没接渠道，npm start 开的是演示页：看演示页的库写 SANDBOX=on npm run -s cli -- doctor";

const isOther = (words: string): boolean => /corrupted migrations|previously executed migration/.test(words);
const openWords = (words: string): string =>
  isOther(words)
    ? "这个库是更新的、或另一个版本的程序写的"
    : words.includes("DATA_KEY")
      ? "钥匙不是这个库的，或换钥匙没做完"
      : words;
const openRemedy = (words: string): string =>
  isOther(words)
    ? "装回写它的那个版本；退了版本的，换回那时的备份"
    : words.includes("DATA_KEY")
      ? "换回原来的 DATA_KEY 或 data.key，不要新生成；换到一半的，两把都写上，再 rotate-key"
      : "看 DATABASE_URL、DATA_DIR 写得对不对，PostgreSQL 在不在，文件是谁的";

/** A name that was mistyped would change nothing, and nobody would hear of it. */
function unknown(environment: CliContext["environment"]): Finding[] {
  const known = new Set(Object.keys(variables.shape));
  const strange = Object.keys(environment).filter((name) => prefixes.test(name) && !known.has(name));
  return strange.map((name) =>
    look("配置", `不认识的变量 ${name}，没有用`, "看是不是写错了；名字都在 .env.example 里"),
  );
}

/** What the service on this machine says of itself; null: it does not answer. */
async function healthOf(host: string, port: number): Promise<Health | null> {
  const at = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  try {
    const response = await fetch(`http://${at}:${port}/readyz`, { signal: AbortSignal.timeout(3000) });
    const { ready, details, ...states } = (await response.json()) as Record<string, unknown>;
    const said = (details ?? {}) as Record<string, string>;
    const parts = Object.entries(states).map(([name, state]) => [
      name,
      { state: state === "ok" ? "ok" : "degraded", ...(said[name] === undefined ? {} : { detail: said[name] }) },
    ]);
    return { ready: ready === true, parts: Object.fromEntries(parts) };
  } catch {
    return null;
  }
}
