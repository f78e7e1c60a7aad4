// The address says who one is, where one speaks, and whether the list of what was sent is shown; Back goes back there.
import { page, placeFor } from "/sandbox/page-state.js";

export function readAddress() {
  const asked = new URLSearchParams(location.search);
  const who = page.state.characters.find(({ id }) => id === asked.get("who"))?.id ?? "cadre";
  const where = placeFor(who, asked.get("where") ?? "cadre");
  Object.assign(page, { who, where, showsSent: asked.get("list") === "sent" });
}

export function writeAddress({ replace = false } = {}) {
  const { who, where, showsSent } = page;
  const search = `?${new URLSearchParams({ who, where, ...(showsSent && { list: "sent" }) })}`;
  if (search === location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", search);
}
