import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DatabaseSync } from "@photostructure/sqlite";
import { runCli } from "../../src/cli.ts";
import { ConfigError, readConfig, variables } from "../../src/config.ts";
import { configWords } from "../../src/doctor/config-words.ts";
import type { Patient } from "../../src/doctor/finding.ts";
import { examine, onceAMinute } from "../../src/doctor/index.ts";
import { engines, group, openWorld, saturday, worldKey } from "../world.ts";

const key = worldKey.toString("base64");
/** Nobody answers there. */
const PORT = "1";

async function doctor(environment: Record<string, string>) {
  const lines: string[] = [];
  const code = await runCli(["doctor"], {
    environment,
    out: (line) => void lines.push(line),
    err: (line) => void lines.push(line),
    input: Readable.from([]),
    now: () => saturday,
  });
  return { code, said: lines.join("\n") };
}

describe.each(engines)("the doctor on %s", (engine) => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  let folder: string;
  const patient = (changes: Record<string, string>, health: Patient["health"] = null): Patient => ({
    config: readConfig({ DATA_DIR: folder, DATABASE_URL: world.url, DATA_KEY: key, ...changes }),
    ...{ read: world.store.read, now: world.now(), health },
  });
  const about = async (word: string, of: Patient) => (await examine(of)).filter((one) => one.about.startsWith(word));
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "chuanmen-doctor-"));
    world = await openWorld({ engine });
    await world.says("li", "你好", group("village"));
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("says each thing in one line with what to do, and ends with a code", async () => {
    const { code, said } = await doctor({ DATA_DIR: folder, DATABASE_URL: world.url, DATA_KEY: key, PORT });
    expect(code).toBe(0);
    expect(said).toMatch(/^看看\t服务：没有在 1 端口上答应\n\t→ /m);
    expect(said).toMatch(/^看看\t备份：还没有备份过\n\t→ npm run -s cli -- backup/m);
    expect(said).toMatch(/^看看\t没有群的村：\S+个\n\t→ /m);
    expect(said).toMatch(/^好\t地点和名册：\d+个地方，\d+人$/m);
    expect(said.split("\n").at(-1)).toMatch(/^0处要办，\d+处看看，\d+处好。$/);
  });

  test.each([
    [{ PUBLIC_URL: "http://bot.example.cn" }, "手机页面", "bad", "https"],
    [{ DATA_KEY_PREVIOUS: key }, "换钥匙", "look", "rotate-key"],
    [{ ADMINS: "wecom:nobody" }, "管理员", "look", "ADMINS"],
    [{ ONEBOT_SECRET: "x", ONEBOT_API_URL: "http://127.0.0.1:1" }, "备份", "bad", "cli -- backup"],
    [{ ONEBOT_SECRET: "x", ONEBOT_API_URL: "http://127.0.0.1:1" }, "手机页面", "look", "PUBLIC_URL"],
  ])("of %j says that %s is %s", async (changes, word, state, remedy) => {
    expect(await about(word, patient(changes))).toEqual([
      expect.objectContaining({ state, remedy: expect.stringContaining(remedy) }),
    ]);
  });

  test("knows a message that failed, one that waits, a cadre without an account, two of one name", async () => {
    const cause = "waits";
    world.sendWith(() => ({ outcome: "retry", error: "busy" }));
    await world.store.write(async (tables) => {
      await tables.outbox.add({
        target: "sandbox:town:direct:li",
        purpose: "push",
        now: saturday,
        why: "others",
        cause,
        text: "推",
      });
      const person = { homePlaceId: "东卧牛村", awayCity: null, partyMember: false, phone: null, now: 1 };
      for (let times = 0; times < 2; times += 1) await tables.people.add({ name: "重名", ...person });
      const id = await tables.people.add({ name: "没号", ...person });
      await tables.people.addPost({ personId: id, role: "cadre", placeId: "东卧牛村", title: "", now: 1 });
    });
    await world.quiet();
    world.waits("2026-11-21T13:00:00+08:00");
    const findings = await examine(patient({}));
    const says = (word: string) => findings.find((one) => one.about === word)?.says;
    expect(says("等着发的")).toBe("1条，最久的等了3小时");
    expect(says("没有账号的干部")).toContain("东卧牛村没号");
    expect(says("分不开的同名人")).toBe("东卧牛村重名，1个");
  });

  test("names the places of which pictures cannot show a character, where there are any", async () => {
    expect(await about("图上画不出", patient({}))).toEqual([]);
    const [place] = await world.store.read.places.all();
    if (!place) throw new Error("the town has no places");
    await world.store.write((tables) => tables.places.rename(place.id, "上\u{21376}县"));
    expect(await about("图上画不出", patient({}))).toMatchObject([
      { state: "look", says: "上\u{21376}县，图上画成“〓”", remedy: expect.stringContaining("/改名") },
    ]);
    await world.store.write((tables) => tables.places.rename(place.id, place.name));
  });

  test("passes on what the service says of itself, in words", async () => {
    const health = {
      ready: false,
      parts: {
        sql: { state: "degraded", detail: "disk" },
        redis: { state: "ok" },
        "wecom-app": { state: "degraded", detail: "stopped" },
      },
    } as const;
    const findings = await examine(patient({}, health));
    expect(findings.filter(({ state }) => state === "bad").map((one) => one.about)).toEqual([
      "服务",
      "数据库",
      "渠道 wecom-app",
    ]);
    expect(findings.find((one) => one.about === "渠道 wecom-app")?.remedy).toContain("WECOM_APP_SECRET");
  });

  test("tells another key from a database that is not there", async () => {
    const wrong = { DATA_DIR: folder, DATABASE_URL: world.url, DATA_KEY: Buffer.alloc(32, 3).toString("base64"), PORT };
    expect(await doctor(wrong)).toMatchObject({ code: 1, said: expect.stringContaining("钥匙不是这个库的") });
  });
});

test("what is wrong in the configuration is said in Chinese, whatever it is, with all of it at once", () => {
  const wrong = Object.fromEntries(Object.keys(variables.shape).map((name) => [name, ""]));
  const odd = Object.fromEntries(Object.keys(variables.shape).map((name) => [name, "?"]));
  const half = { WECOM_APP_TOKEN: "x", WECOM_BOT_TOKEN: "x", WECOM_BOT_ID: "x", QQ_APP_ID: "x", ONEBOT_SECRET: "x" };
  const faults = [wrong, odd, { ...half, SANDBOX: "on", ROLE: "web" }].flatMap((environment) => {
    try {
      readConfig(environment);
      return [];
    } catch (error) {
      return error instanceof ConfigError ? error.faults : [];
    }
  });
  expect(faults.length).toBeGreaterThan(30);
  for (const fault of faults) {
    const words = configWords(fault);
    expect([fault, /\p{Script=Han}/u.test(words), /must|Invalid|expected|half|cannot/.test(words)]).toEqual([
      fault,
      true,
      false,
    ]);
  }
});

test("a mistyped name is noticed, and looking makes neither a folder nor a key", async () => {
  const folder = join(tmpdir(), `chuanmen-nowhere-${process.pid}`);
  const { code, said } = await doctor({ DATA_DIR: folder, WECOM_APP_TOKN: "x", PORT });
  expect([code, existsSync(folder)]).toEqual([0, false]);
  expect(said).toContain("不认识的变量 WECOM_APP_TOKN");
  expect(said).toContain("数据库：还没有");
  const faulty = await doctor({ PORT: "x", WECOM_APP_TOKEN: "x" });
  expect(faulty.code).toBe(1);
  expect(faulty.said).toMatch(/^要办\t配置：PORT 要写 0 到 65535 的整数$/m);
  expect(faulty.said).toMatch(/企业微信自建应用 只写了一半/);
});

test("what was found stands for a minute, for each place by itself, and what failed is looked at again", async () => {
  let [looks, now] = [0, 0];
  let isDown = false;
  const ask = onceAMinute(
    async (path) => {
      looks += 1;
      if (isDown) throw new Error("down");
      return [{ about: `${path} ${looks}`, state: "good", says: "" }];
    },
    () => now,
  );
  const about = async (path: string | null) => (await ask(path))[0]?.about;
  expect([await about(null), await about("/a/"), await about(null)]).toEqual(["null 1", "/a/ 2", "null 1"]);
  now = 60_000;
  isDown = true;
  await expect(ask(null)).rejects.toThrow("down");
  isDown = false;
  expect(await about(null)).toBe("null 4");
});

test("a database that another version wrote is told from one that is not there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-doctor-"));
  const world = await openWorld();
  const file = new DatabaseSync(world.url.slice("sqlite:".length));
  file.exec("insert into kysely_migration (name, timestamp) values ('2999-01-01-later', '')");
  file.close();
  const { code, said } = await doctor({ DATA_DIR: folder, DATABASE_URL: world.url, DATA_KEY: key, PORT });
  expect([code, said]).toEqual([1, expect.stringContaining("另一个版本的程序写的")]);
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
