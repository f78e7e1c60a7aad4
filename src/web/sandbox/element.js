/** An element with attributes and children; text goes in as text, never as markup. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== false));
  return made;
}

export const button = (label, onclick, attributes = {}) =>
  element("button", { type: "button", onclick, ...attributes }, label);

/** Replaces the children and leaves the focus on the one that takes the place of the focused one. */
export function refill(parent, ...children) {
  const focused = [...parent.children].indexOf(document.activeElement);
  parent.replaceChildren(...children);
  parent.children[focused]?.focus({ preventScroll: true });
}
