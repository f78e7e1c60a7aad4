// What a button opens below it. Escape, a press elsewhere and another panel close it.

const closers = new Set();

/** `isFixed` true: the panel stands there anyway, because there is room. Gives back what closes it. */
export function makePanel(button, panel, isFixed = () => false) {
  const show = (open) => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  const close = () => {
    if (panel.hidden || isFixed()) return;
    const held = panel.contains(document.activeElement);
    show(false);
    if (held) button.focus();
  };
  closers.add(close);
  button.addEventListener("click", () => {
    if (!panel.hidden) return close();
    for (const other of closers) if (other !== close) other();
    show(true);
    const first = panel.querySelector("button[aria-pressed=true]") ?? panel.querySelector("button");
    first?.focus();
  });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  // not when it is pressed down: what moves then is not hit
  document.addEventListener("click", (event) => {
    const path = event.composedPath();
    if (!path.includes(panel) && !path.includes(button)) close();
  });
  return close;
}
