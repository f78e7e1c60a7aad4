// What the page knows. It lives here once; everything else draws it or changes it.

export const page = {
  /** as the server last told it */
  state: null,
  /** everything said since the world began, as far as the server still has it */
  lines: [],
  who: "cadre",
  where: "cadre",
  /** the list of what was sent stands in place of the talk, where there is no room for both */
  showsSent: false,
  /** the clock is on its way */
  moving: false,
  get here() {
    return page.where === "direct" ? `direct:${page.who}` : page.where;
  },
};

export const nameOf = (id) => page.state.characters.find((character) => character.id === id)?.name ?? "";

export function chatName(chat) {
  if (chat.startsWith("direct:")) return `${nameOf(chat.slice("direct:".length))}（私聊）`;
  return page.state.groups.find(({ id }) => id === chat)?.name ?? "";
}

/** Where that character does not belong, one speaks one-to-one; in the village's group where one belongs to that. */
export function placeFor(who, where) {
  const mine = page.state.groups.filter(({ members }) => members.includes(who)).map(({ id }) => id);
  if (where === "direct" || mine.includes(where)) return where;
  return mine.includes("village") ? "village" : (mine[0] ?? "direct");
}
