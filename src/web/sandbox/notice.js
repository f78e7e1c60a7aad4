// One line above the box: something that happened, and perhaps what to do about it. It always stands there, if empty:
// who listens to the page hears only what changes in something that was there.
import { at, button } from "/sandbox/element.js";

/** `action`: [label, what it does] */
export function showNotice(text, action) {
  const press = () => {
    hideNotice();
    action[1]();
  };
  const act = action && button(action[0], press);
  at("notice").replaceChildren(text, ...(act ? [act] : []));
}

export function hideNotice() {
  at("notice").replaceChildren();
}
