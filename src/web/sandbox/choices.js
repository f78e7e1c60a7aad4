// The two rows to choose from: who one is, and where one speaks.
import { button, element, refill } from "/sandbox/element.js";
import { avatar } from "/sandbox/talk.js";

const dot = () => element("i", { class: "dot", title: "有新消息" });

export function drawPeople(row, { state, who, unread }, choose) {
  const buttons = state.characters.map(({ id, name, tag, about }) =>
    element(
      "button",
      { type: "button", "aria-pressed": String(id === who), title: about, onclick: () => choose(id) },
      avatar(id, name),
      element("b", {}, name),
      element("small", {}, tag),
      id !== who && unread.has(`direct:${id}`) && dot(),
    ),
  );
  refill(row, ...buttons);
}

export function drawChats(row, { state, who, where, showsSent, unread }, choose, showSent) {
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
      unread.has(chat) && dot(),
    ),
  );
  const sent = button("发给了谁", showSent, { "aria-pressed": String(showsSent), id: "show-sent" });
  refill(row, ...buttons, sent);
}
