// Whom one is, and where one speaks.

import { avatar } from "/sandbox/bubble.js";
import { at, button, element } from "/sandbox/element.js";
import { nameOf, page } from "/sandbox/page-state.js";
import { fillToolbar } from "/sandbox/toolbar.js";
import { isUnread } from "/sandbox/unread.js";

const dot = () => element("i", { class: "dot", role: "img", "aria-label": "有新消息" });

export function drawPeople(choose) {
  const { state, who } = page;
  const others = state.characters.filter(({ id }) => id !== who);
  const current = state.characters.find(({ id }) => id === who);
  at("who").replaceChildren(
    avatar(who, current.name),
    element("b", {}, current.name),
    element("small", {}, current.tag),
    ...(others.some(({ id }) => isUnread(`direct:${id}`)) ? [dot()] : []),
  );
  const buttons = state.characters.map(({ id, name, tag, about }) =>
    element(
      "button",
      { type: "button", "aria-pressed": String(id === who), onclick: () => choose(id) },
      avatar(id, name),
      element("b", {}, name),
      element("small", {}, tag),
      element("span", { class: "about" }, about),
      id !== who && isUnread(`direct:${id}`) && dot(),
    ),
  );
  fillToolbar(at("people"), ...buttons);
}

export function drawChats(choose, showSent) {
  const { state, who, where, showsSent } = page;
  const groups = state.groups.filter(({ members }) => members.includes(who));
  const places = [
    ...groups.map(({ id, label }) => ({ id, label, chat: id })),
    { id: "direct", label: "私聊", chat: `direct:${who}` },
  ];
  const buttons = places.map(({ id, label, chat }) =>
    element(
      "button",
      { type: "button", "aria-pressed": String(id === where && !showsSent), onclick: () => choose(id) },
      label,
      isUnread(chat) && dot(),
    ),
  );
  const sent = button("发送记录", showSent, { "aria-pressed": String(showsSent), id: "show-sent" });
  fillToolbar(at("chats"), ...buttons, sent);
  at("words").placeholder = `${nameOf(who)}说…`;
}
