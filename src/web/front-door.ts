import Router from "@koa/router";
import { isFromHere } from "./sandbox-fence.ts";

/** `/`: leads to the sandbox where there is one, or says where things are to whoever typed the address of the machine. */
export function frontDoor(hasSandbox: boolean): Router {
  const router = new Router();
  router.get("/", (ctx) => {
    ctx.set("Cache-Control", "no-store");
    if (hasSandbox && isFromHere(ctx.req.headers)) return ctx.redirect("/sandbox");
    ctx.body = hasSandbox ? elsewhere(ctx.req.socket.localPort ?? 0) : inUse;
  });
  return router;
}

const elsewhere = (port: number): string => `串门在这台机器上跑着，演示页只给这台机器自己的浏览器看。
在您自己的电脑上敲 ssh -L ${port}:localhost:${port} 这台机器，不要关，再打开 http://localhost:${port}/sandbox 。
`;

const inUse = `串门在跑。它在企业微信群和 QQ 群里说话。
/healthz 活着没有　/readyz 能不能收消息、哪一部分不好　/metrics 指标（只给本机看）
`;
