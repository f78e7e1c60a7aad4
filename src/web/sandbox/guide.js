// The steps a newcomer is led through.
import { at, button, element } from "/sandbox/element.js";
import {
  askedBack,
  danger,
  opinion,
  putRight,
  question,
  spokenReminder,
  spokenTalk,
  stance,
} from "/sandbox/examples.js";
import { remember, remembered } from "/sandbox/memory.js";
import { page } from "/sandbox/page-state.js";
import { morningOf } from "/sandbox/times.js";

/** What is said, by whom and where. One without words moves the clock. */
const steps = [
  {
    title: "干部说一句话",
    text: "王建国私下跟小助手说一句，像对着手机说话那样。",
    who: "cadre",
    where: "direct",
    words: spokenTalk,
  },
  { title: "念给您听，对了才记", text: "小助手听成什么，先念一遍。", who: "cadre", where: "direct", words: "对" },
  { title: "说错了就说一声", text: "刚记的，说对的就改，不用找命令。", who: "cadre", where: "direct", words: putRight },
  {
    title: "外出村民说件事",
    text: "李大山人在苏州，群里说一句就有编号。",
    who: "villager-away",
    where: "village",
    words: opinion,
  },
  {
    title: "问一问大家",
    text: "群里开个征求，大家照常说话就算数。",
    who: "cadre",
    where: "village",
    words: question,
  },
  {
    title: "外出的也算数",
    text: "李大山说一句就记下了，群里不吵。到点公布，私聊发“征求 结果 C1”随时看。",
    who: "villager-away",
    where: "village",
    words: stance,
  },
  {
    title: "干部定个提醒",
    text: "也是说一句话，到点它来提醒。",
    who: "cadre",
    where: "direct",
    words: spokenReminder,
  },
  {
    title: "有人喊救命",
    text: "王秀英家出事了：先告诉她打哪个电话，马上叫村里镇里的人，看“发送记录”。",
    who: "villager-home",
    where: "direct",
    words: danger,
  },
  { title: "书记看简报", text: "到了早上，孙国华会收到一份简报。", who: "secretary", where: "direct", words: null },
  {
    title: "书记接着问",
    text: "简报里的数，可以直接问是哪些。",
    who: "secretary",
    where: "direct",
    words: askedBack,
  },
];

/** led through, or sent away */
export const afterAll = steps.length + 1;
let step = remembered("step");
// whoever comes by an address that says who they are knows what they want to see
if (step === null) goTo(new URLSearchParams(location.search).has("who") ? afterAll : 0);

export const isLeading = () => step < afterAll;

export function goTo(wanted) {
  step = wanted;
  remember("step", step);
}

export const goOn = () => goTo(step + 1);

/** Goes on when these words were what the step asked for. */
export function noteSaid(who, words) {
  const asked = steps[step];
  if (asked?.words && asked.who === who && words.slice(0, 3) === asked.words.slice(0, 3)) goOn();
}

/** Draws the step, or nothing after the last. `lead` puts its words in the box, `moveAndRead` moves the clock. */
export function drawGuide({ close, lead, moveAndRead }) {
  const section = at("guide");
  section.hidden = !isLeading();
  if (section.hidden) return section.replaceChildren();
  const drawn =
    step === steps.length ? [heading("走完了"), said("换个身份，随便试。"), leaving("知道了", close)] : ask();
  // what is pressed or read is not replaced by the same
  if (drawn.map(({ outerHTML }) => outerHTML).join() === section.innerHTML) return;
  section.replaceChildren(...drawn);

  function ask() {
    const { title, text, who, where, words } = steps[step];
    const isFilled = words !== null && page.who === who && page.where === where && at("words").value === words;
    const label = words === null ? `拨到${morningOf(page.state.workMorning, page.state.now)}` : "替我填好";
    const press = words === null ? () => moveAndRead(who, where) : () => lead(who, where, words);
    document.body.classList.toggle("filled", isFilled);
    return [
      heading(`${step + 1}/${steps.length} ${title}`),
      said(isFilled ? "填好了，再点“发送”。" : text),
      ...(isFilled ? [] : [button(label, press, { class: "strong", disabled: page.moving })]),
      leaving("不用带路", close),
    ];
  }
}

const heading = (text) => element("b", {}, text);
const said = (text) => element("p", {}, text);
const leaving = (label, close) => button("×", close, { class: "leave", "aria-label": label, title: label });
