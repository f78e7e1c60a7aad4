import { createHash } from "node:crypto";
import type Router from "@koa/router";
import type { Context } from "koa";
import { firstChoices, headerOf, unknownWords } from "../../import/columns.ts";
import { type Importer, importerOf, importers } from "../../import/importers.ts";
import { markedSheet } from "../../import/marked.ts";
import { packedLines } from "../../import/packed-lines.ts";
import { readApart } from "../../import/read-apart.ts";
import type { Line } from "../../import/table.ts";
import { TableError } from "../../import/table-error.ts";
import { html } from "../../page/html.ts";
import { BodyError, readBody } from "../body.ts";
import { plain, refuse, see } from "../pages/parts.ts";
import { importOf, isUnclear, linesOf, tableOf, tried } from "./import-draft.ts";
import { importRunner } from "./import-run.ts";
import type { DeskOptions, Seat } from "./seat.ts";
import { sendTable } from "./table-routes.ts";

const mostBytes = 10 * 1024 * 1024;
const mostParts = 20;

/** A file is sent, looked over, taken in and taken back. */
export function importRoutes(router: Router, options: DeskOptions, seat: Seat): void {
  const { store, now } = options;
  const at = (id: string, more = "") => `/console/imports?id=${id}${more}`;
  const unfit = (ctx: Context, fault: string) =>
    plain(
      ctx,
      422,
      "没有读进来",
      html`<p class="fault" role="alert">${fault}</p>`,
      html`<p>什么也没有写。</p>`,
      html`<p><a href="/console/imports">回导入</a></p>`,
    );

  router.post("/console/imports/new", async (ctx) => {
    const here = await seat.seated(ctx);
    if (!here) return;
    // before anything of the body is read
    if (!seat.isTheirs(ctx, here.visitor, here.desk.query.token ?? null)) return refuse(ctx);
    try {
      const { kind, name, bytes } = await sentFile(ctx);
      const importer = importerOf(kind);
      if (!importer || (importer.isWhole && !here.desk.isWhole)) return seat.missing(ctx, here.visitor);
      const { file, lines } = await readApart(name, bytes, importer.columns);
      const meant = likelier(lines, importer, here.desk.isWhole);
      if (meant)
        throw new TableError(`这张像是“${meant.title}”的表，不是“${importer.title}”的：选“${meant.title}”再传。`);
      const words = headerOf(lines, importer.columns).map(({ word }) => word);
      const header = createHash("sha256")
        .update(JSON.stringify([kind, words]))
        .digest("base64url");
      const packed = await packedLines(lines);
      const id = await store.write(async (tables) => {
        const choices = firstChoices(lines, importer.columns, await tables.imports.chosenBefore(header));
        const { owner: author, place, isWhole } = here.desk;
        const draft = { kind, author, place_id: isWhole ? "" : place.id, header, created_at: now() };
        return tables.imports.add(draft, { file, packed, choices });
      });
      const row = await store.read.imports.get(id);
      see(ctx, at(id, row && (await isUnclear(row, store.read)) ? "&step=columns" : ""));
    } catch (error) {
      if (error instanceof TableError) return unfit(ctx, error.message);
      if (error instanceof BodyError) {
        ctx.set("Connection", "close");
        return unfit(ctx, "文件超过10MB，或者没有传完。");
      }
      throw error;
    }
  });

  /** A form about a draft of theirs; null: it was answered. Whoever presses twice sees what became of the first time. */
  async function aboutDraft(ctx: Context) {
    const came = await seat.posted(ctx);
    if (!came) return null;
    const row = await importOf(came.desk, came.form.get("id") ?? "", store.read);
    if (row?.state === "draft") return { ...came, row };
    if (row) see(ctx, at(row.id));
    else await seat.missing(ctx, came.visitor);
    return null;
  }

  router.post("/console/imports/choose", async (ctx) => {
    const came = await aboutDraft(ctx);
    if (!came) return;
    const { row, form } = came;
    const before = store.read.imports.choicesOf(row);
    const known = importers[row.kind]?.columns ?? [];
    const words = Object.keys(before.columns);
    const columns = Object.fromEntries(
      words.map((word, index) => {
        const chosen = form.get(`c${index}`) ?? "";
        return [word, known.includes(chosen) ? chosen : ""];
      }),
    );
    const twice = Object.values(columns).find((one, index, all) => one !== "" && all.indexOf(one) !== index);
    if (twice !== undefined) return unfit(ctx, `有两栏都选了“${twice}”：只能有一栏。请退回去改。`);
    const meant: Record<string, Record<string, string>> = structuredClone(before.words) as never;
    for (const [index, { column, said, words: allowed }] of unknownWords(
      row.kind,
      await tableOf(row, store.read),
    ).entries()) {
      const chosen = form.get(`w${index}`) ?? "";
      if (allowed.includes(chosen)) meant[column] = { ...meant[column], [said]: chosen };
    }
    await store.write((tables) => tables.imports.choose(row.id, { columns, words: meant }));
    const next = await store.read.imports.get(row.id);
    // a column that has been named may bring words of its own
    const isNew = next && JSON.stringify(columns) !== JSON.stringify(before.columns) && (await wantsWords(next));
    see(ctx, at(row.id, isNew ? "&step=columns" : ""));
  });

  const wantsWords = async (row: Parameters<typeof tableOf>[0]): Promise<boolean> => {
    try {
      return unknownWords(row.kind, await tableOf(row, store.read)).length > 0;
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      return false;
    }
  };

  const { takenIn, takenBack } = importRunner(options, seat);
  router.post("/console/imports/run", async (ctx) => {
    const came = await aboutDraft(ctx);
    if (!came) return;
    const { id } = came.row;
    const told = await takenIn(came, id);
    const row = await store.read.imports.get(id);
    // the same form sent twice at one moment: it is being taken in
    see(ctx, at(id, row?.state === "draft" ? told : ""));
  });

  router.post("/console/imports/drop", async (ctx) => {
    const came = await aboutDraft(ctx);
    if (!came) return;
    await store.write((tables) => tables.imports.drop(came.row.id));
    see(ctx, "/console/imports");
  });

  router.post("/console/imports/undo", async (ctx) => {
    const came = await seat.posted(ctx);
    if (!came) return;
    const { visitor, desk, form } = came;
    const id = form.get("id") ?? "";
    const row = await importOf(desk, id, store.read);
    if (!row) return seat.missing(ctx, visitor);
    see(ctx, at(id, row.state === "done" ? await takenBack({ visitor, form }, id) : ""));
  });

  router.get("/console/imports/marked.xlsx", async (ctx) => {
    const here = await seat.seated(ctx);
    if (!here) return;
    const row = await importOf(here.desk, here.desk.query.id ?? "", store.read);
    if (row?.state !== "draft") return seat.missing(ctx, here.visitor);
    const came = await tried(row, here.desk, here.desk.places, store.read);
    if ("fault" in came) return unfit(ctx, came.fault);
    const columns = importers[row.kind]?.columns ?? [];
    const { imports } = store.read;
    const sheet = await markedSheet(await linesOf(row, store.read), columns, imports.choicesOf(row), came.opened.bad);
    sendTable(ctx, `标好错的${importers[row.kind]?.title ?? ""}.xlsx`, sheet);
  });
}

/** What else a sheet is, of which nothing is what it was sent as. */
function likelier(lines: readonly Line[], sentAs: Importer, isWhole: boolean): Importer | undefined {
  const known = ({ columns }: Importer) => headerOf(lines, columns).filter(({ word }) => columns.includes(word)).length;
  if (known(sentAs) > 0) return undefined;
  const [best] = Object.values(importers)
    .filter((one) => isWhole || !one.isWhole)
    .toSorted((one, other) => known(other) - known(one));
  return best && known(best) > 1 ? best : undefined;
}

/** @throws TableError, BodyError */
async function sentFile(
  ctx: Context,
): Promise<{ readonly kind: string; readonly name: string; readonly bytes: Buffer }> {
  const type = ctx.get("content-type");
  const body = await readBody(ctx.req, mostBytes);
  const boundary = /boundary="?([^";]{1,70})"?/.exec(type)?.[1];
  if (boundary === undefined) throw new TableError("没有选文件");
  let parts = 0;
  for (let from = body.indexOf(`--${boundary}`); from >= 0 && parts <= mostParts; parts++)
    from = body.indexOf(`--${boundary}`, from + 1);
  if (parts > mostParts) throw new TableError("传上来的东西太多：一次一个文件");
  const form = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => null);
  const file = form?.get("file");
  const pasted = form?.get("pasted");
  const kind = String(form?.get("kind") ?? "");
  if (file instanceof File && file.size > 0)
    return { kind, name: file.name.slice(-80), bytes: Buffer.from(await file.arrayBuffer()) };
  if (typeof pasted === "string" && pasted.trim() !== "")
    return { kind, name: "粘贴的格子.txt", bytes: Buffer.from(pasted) };
  // a browser sends a file without a name where none was chosen
  throw new TableError(file instanceof File && file.name !== "" ? "这个文件是空的。" : "没有选文件，也没有粘贴。");
}
