// One line above the box: something that happened, and perhaps what to do about it.
import { at, button } from "/sandbox/element.js";

/** `action`: [label, what it does] */
export function showNotice(text, action) {
  const press = () => {
    hideNotice();
    action[1]();
  };
  const act = action && button(action[0], press);
  at("notice").replaceChildren(text, ...(act ? [act] : []));
  at("notice").hidden = false;
}

export function hideNotice() {
  at("notice").hidden = true;
}
