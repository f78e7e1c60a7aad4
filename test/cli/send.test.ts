import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { expect, test } from "@jest/globals";
import { runCli } from "../../src/cli.ts";
import { aesKey, corpId, token } from "../channels/wecom/vectors.ts";
import { createWorld, start } from "../channels/wecom/world.ts";

/** WeCom's channel over real HTTP, and what the operator types against it. */
async function withService(use: (type: (...words: string[]) => Promise<[number, string]>) => Promise<void>) {
  const world = createWorld({ app: { token, aesKey, agentId: 1000002, secret: "SECRET" } });
  world.answer = { answer: "收到 O31，三个工作日内答复。" };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const body = Buffer.concat(await request.toArray());
    const answer = await world
      .request(pathname, { method: request.method ?? "", query: searchParams, headers: request.headers, body })
      .catch(() => ({ status: 404 as const, body: "" }));
    response.writeHead(answer.status).end(answer.body ?? "");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pair = { WECOM_CORP_ID: corpId, WECOM_APP_AGENT_ID: "1000002", WECOM_APP_SECRET: "SECRET" };
  await use(async (...words) => {
    const lines: string[] = [];
    const code = await runCli(["send", ...words, "--url", url], {
      environment: {
        ...pair,
        ...{
          WECOM_BOT_NAME: "村务助手",
          WECOM_BOT_TOKEN: token,
          WECOM_BOT_AES_KEY: aesKey,
          WECOM_APP_TOKEN: token,
          WECOM_APP_AES_KEY: aesKey,
        },
        ...{ ONEBOT_SECRET: "s", ONEBOT_API_URL: "http://127.0.0.1:1" },
      },
      out: (line) => void lines.push(line),
      err: (line) => void lines.push(line),
      input: Readable.from([]),
      now: () => start,
    });
    return [code, lines.join("\n")];
  });
  await new Promise((closed) => server.close(closed));
}

test("a person reads who said what and what the bot answered, by whichever way of WeCom", async () => {
  await withService(async (type) => {
    expect(await type("wecom-bot", "意见：路灯不亮", "--user", "zhangsan")).toEqual([
      0,
      "zhangsan（一对一）：意见：路灯不亮\n机器人：收到 O31，三个工作日内答复。",
    ]);
    expect(await type("wecom-app", "/帮助", "--user", "zhangsan")).toEqual([
      0,
      "zhangsan（一对一）：/帮助\n机器人：收到 O31，三个工作日内答复。",
    ]);
    expect((await type("wecom-bot", "/帮助", "--group", "wr1"))[1]).toMatch(/^10001（群 wr1）：\/帮助/);
    expect((await type("wecom-bot", "/帮助", "--raw"))[1]).toMatch(/^200 \{.*"content":"收到 O31/);
    // what is not taken is said with what to do, and no key is in it
    const [code, said] = await type("onebot", "/帮助");
    expect([code, said]).toEqual([1, expect.stringMatching(/没有收下：服务没有接这个渠道.*（404）/)]);
  });
});
