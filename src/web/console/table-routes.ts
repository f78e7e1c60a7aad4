import type Router from "@koa/router";
import type { Context } from "koa";
import { exporters } from "../../import/exported.ts";
import { importerOf } from "../../import/importers.ts";
import { TableError } from "../../import/table-error.ts";
import { writeApart } from "../../import/write-apart.ts";
import { type Lines, tableBytes } from "../../import/write-table.ts";
import { html } from "../../page/html.ts";
import { plain } from "../pages/parts.ts";
import { type Desk, reachOf } from "./desk.ts";
import { registers } from "./registers/index.ts";
import { daysIn } from "./registers/register.ts";
import type { DeskOptions, Seat } from "./seat.ts";

const hour = 60 * 60_000;
/** Files that one person takes away in an hour. */
const mostExports = 6;
const mostRows = 100_000;

/** Empty sheets to fill in, and what is known or was done as a file. */
export function tableRoutes(router: Router, { store, now }: DeskOptions, seat: Seat): void {
  router.get("/console/template/:kind", async (ctx) => {
    const here = await seat.seated(ctx);
    if (!here) return;
    const importer = importerOf(ctx.params.kind?.replace(/\.xlsx$/, "") ?? "");
    if (!importer) return seat.missing(ctx, here.visitor);
    sendTable(ctx, `${importer.title}（空表）.xlsx`, tableBytes("xlsx", [importer.columns]));
  });

  router.post("/console/exports/take", async (ctx) => {
    const came = await seat.posted(ctx);
    if (!came) return;
    const { visitor, desk, form } = came;
    const kind = form.get("kind") ?? "";
    const table = tableFor(kind, desk);
    if (!table) return seat.missing(ctx, visitor);
    const full = table.comesBack && form.get("full") !== null;
    const why = (form.get("why") ?? "").trim();
    if (full && why.length < 2) return say(ctx, 422, "要全的号码，写一句为什么要。");
    const hourly = `export:${visitor.owner}`;
    // before all of it is read
    if ((await store.read.once.counted(hourly, now())) >= mostExports) return often(ctx);
    const format = form.get("format") === "csv" ? "csv" : "xlsx";
    const lines = await table.lines(Object.fromEntries(form), full);
    if (lines.length > mostRows + 1) return say(ctx, 422, `超过${mostRows}行：选短一点的时段。`);
    const verdict = await store.write(async (tables) => {
      if (full && !(await seat.isSure(visitor, form.get("code"), tables))) return "code";
      if ((await tables.once.count(hourly, now(), now() + hour)) > mostExports) return "often";
      const detail = `${lines.length - 1}行${full ? `，号码全的：${why}` : ""}`;
      const action = full ? "export with numbers" : "export";
      await seat.audit(visitor, { action, subject: kind, detail }, tables);
      return null;
    });
    if (verdict === "code") return say(ctx, 403, "要一个新的登录码：私聊机器人发 /登录，五分钟内填上。");
    if (verdict === "often") return often(ctx);
    try {
      sendTable(ctx, `${table.title}.${format}`, await writeApart(format, lines));
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      say(ctx, 422, `${error.message}。`);
    }
  });

  /** What comes back by an import, or is taken away to be read; null: there is none, or it is not theirs. */
  function tableFor(kind: string, desk: Desk) {
    const register = Object.hasOwn(registers, kind) ? registers[kind] : undefined;
    if (register)
      return {
        ...{ title: register.title, comesBack: false },
        lines: (query: Readonly<Record<string, string>>): Promise<Lines> =>
          register.lines({ desk, read: store.readApart, query, days: daysIn(query, desk.now), most: mostRows }),
      };
    const [exporter, importer] = [exporters[kind], importerOf(kind)];
    if (!exporter || !importer || (importer.isWhole && !desk.isWhole)) return null;
    return {
      ...{ title: importer.title, comesBack: true },
      lines: async (_: unknown, full: boolean): Promise<Lines> =>
        (await exporter({ tables: store.readApart, places: desk.places, full, path: reachOf(desk) })).lines,
    };
  }

  const often = (ctx: Context) => say(ctx, 429, `一小时最多导出${mostExports}次，过一会儿再来。`);
  const say = (ctx: Context, status: number, fault: string) =>
    plain(
      ctx,
      status,
      "没有导出",
      html`<p class="fault" role="alert">${fault}</p>`,
      html`<p><a href="/console/exports">回导出</a></p>`,
    );
}

const types = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
} as const;

export function sendTable(ctx: Context, name: string, bytes: Buffer): void {
  ctx.type = types[name.endsWith(".csv") ? "csv" : "xlsx"];
  ctx.set("Content-Disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  ctx.body = bytes;
}
