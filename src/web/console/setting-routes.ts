import type Router from "@koa/router";
import { type AdjustableName, adjust, adjustables } from "../../bot/adjusted.ts";
import { see } from "../pages/parts.ts";
import type { DeskOptions, Seat } from "./seat.ts";

const isName = (name: string): name is AdjustableName => Object.hasOwn(adjustables, name);

/** What may be set, within its bounds; the page says which rule refuses the rest. */
export function settingRoutes(router: Router, { store, now }: DeskOptions, seat: Seat): void {
  router.post("/console/settings/set", async (ctx) => {
    const came = await seat.posted(ctx);
    if (!came) return;
    const { visitor, desk, form } = came;
    const name = form.get("name") ?? "";
    if (!desk.isWhole || !isName(name)) return seat.missing(ctx, visitor);
    const { least, most, about, unit, ...rule } = adjustables[name];
    const said = (form.get("value") ?? "").trim();
    const value = Number(said);
    if (!/^\d{1,4}$/.test(said) || value < least || value > most)
      return see(ctx, `/console/settings?refused=${name}&value=${encodeURIComponent(said.slice(0, 8))}`);
    const told = await store.write(async (tables) => {
      if ("isDelicate" in rule && !(await seat.isSure(visitor, form.get("code"), tables))) return "code";
      await adjust(name, { value, at: now(), by: desk.actor.person?.name ?? desk.actor.account }, tables);
      await seat.audit(visitor, { action: "setting", subject: name, detail: `${about}：${value}${unit}` }, tables);
      return "set";
    });
    see(ctx, `/console/settings?told=${told}`);
  });
}
