// A row of buttons that is one stop for the Tab key; arrows go along it.

const along = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function makeToolbar(row) {
  row.addEventListener("keydown", (event) => {
    const buttons = buttonsOf(row);
    const from = buttons.indexOf(document.activeElement);
    const to = { Home: 0, End: buttons.length - 1 }[event.key] ?? from + (along[event.key] ?? 0);
    if (from < 0 || to === from || !buttons[to]) return;
    event.preventDefault();
    buttons[to].focus();
  });
  row.addEventListener("focusin", ({ target }) => target.matches("button") && stopAt(row, target));
}

/** Fills the row anew. The focus stays where it was in the row; the Tab key comes to the pressed one, or the first. */
export function fillToolbar(row, ...buttons) {
  const focused = [...row.children].indexOf(document.activeElement);
  row.replaceChildren(...buttons);
  stopAt(row, buttonsOf(row).find((one) => one.getAttribute("aria-pressed") === "true") ?? buttonsOf(row)[0]);
  row.children[focused]?.focus({ preventScroll: true });
}

const buttonsOf = (row) => [...row.querySelectorAll("button")];

function stopAt(row, chosen) {
  for (const one of buttonsOf(row)) one.tabIndex = one === chosen ? 0 : -1;
}
