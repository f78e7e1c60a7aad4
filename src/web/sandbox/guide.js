// The four steps a newcomer is led through.
import { button, element } from "/sandbox/element.js";
import { opinion, reminder, talk } from "/sandbox/examples.js";
import { morningOf } from "/sandbox/times.js";

/** The last one has no words: it moves the clock. */
const steps = [
  {
    title: "干部记一次谈心",
    text: "王建国在工作群里写一行，就记下了。",
    who: "cadre",
    where: "cadre",
    words: talk,
  },
  {
    title: "外出村民说件事",
    text: "李大山人在苏州，在村民群里说一句就有编号。",
    who: "villager-away",
    where: "village",
    words: opinion,
  },
  {
    title: "干部定个提醒",
    text: "王建国私下跟小助手说，到点它来提醒。",
    who: "cadre",
    where: "direct",
    words: reminder,
  },
  {
    title: "书记看简报",
    text: "把时间拨到早上，孙国华会收到一份简报。",
    who: "secretary",
    where: "direct",
    words: null,
  },
];

export const afterSteps = steps.length + 1;

/** The step after `step` when these words were what it asked for, else the same step. */
export function stepAfter(step, who, words) {
  const asked = steps[step];
  const isDone = asked?.words && asked.who === who && words.slice(0, 3) === asked.words.slice(0, 3);
  return isDone ? step + 1 : step;
}

/** Draws the step, or nothing after the last. */
export function drawGuide(section, { step, state, moving }, { leave, lead, moveAndRead }) {
  section.hidden = step >= afterSteps;
  if (section.hidden) return;
  const close = (label) => button("×", leave, { class: "leave", "aria-label": label, title: label });
  if (step === steps.length) {
    const next = element("p", {}, "换个身份，点下面的例子，随便试。");
    section.replaceChildren(element("b", {}, "走完了"), close("知道了"), next);
    return;
  }
  const { title, text, who, where, words } = steps[step];
  section.replaceChildren(
    element("b", {}, `${step + 1}/${steps.length} ${title}`),
    close("不用带路"),
    element("p", {}, text),
    words
      ? button("替我填好", () => lead(who, where, words))
      : button(`拨到${morningOf(state.workMorning, state.now)}`, () => moveAndRead(who, where), { disabled: moving }),
  );
}
