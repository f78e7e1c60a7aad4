// Times as they are written in Shanghai, wherever the browser is.

const minute = 60_000;
const day = 24 * 60 * minute;
const shanghai = (at) => new Date(at + 8 * 60 * minute);
const weekdays = "日一二三四五六";
const two = (number) => String(number).padStart(2, "0");

const clockOf = (at) => `${two(shanghai(at).getUTCHours())}:${two(shanghai(at).getUTCMinutes())}`;
const weekdayOf = (at) => `周${weekdays[shanghai(at).getUTCDay()]}`;
const dateOf = (at) => `${shanghai(at).getUTCMonth() + 1}月${shanghai(at).getUTCDate()}日`;

/** `11月21日 周六 08:30` */
export const fullTime = (at) => `${dateOf(at)} ${weekdayOf(at)} ${clockOf(at)}`;

const dayOf = (at) => Math.floor((at + 8 * 60 * minute) / day);

/** `今早8:30`, `明早8:30`, `周一早8:30`. */
export function morningOf(at, now) {
  const ahead = dayOf(at) - dayOf(now);
  return `${["今", "明"][ahead] ?? weekdayOf(at)}早8:30`;
}

/** An element with attributes and children; text goes in as text, never as markup. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

export const button = (label, onclick, attributes = {}) =>
  element("button", { type: "button", onclick, ...attributes }, label);
