// Times as they are written in Shanghai, wherever the browser is.

const day = 24 * 60 * 60_000;
const ahead = 8 * 60 * 60_000;
const shanghai = (at) => new Date(at + ahead);
const weekdays = "日一二三四五六";
const two = (number) => String(number).padStart(2, "0");

const clockOf = (at) => `${two(shanghai(at).getUTCHours())}:${two(shanghai(at).getUTCMinutes())}`;
const weekdayOf = (at) => `周${weekdays[shanghai(at).getUTCDay()]}`;
const dateOf = (at) => `${shanghai(at).getUTCMonth() + 1}月${shanghai(at).getUTCDate()}日`;
const dayOf = (at) => Math.floor((at + ahead) / day);

/** `11月21日 周六 08:30` */
export const fullTime = (at) => `${dateOf(at)} ${weekdayOf(at)} ${clockOf(at)}`;

/** `今早8:30`, `明早8:30`, `周一早8:30` */
export const morningOf = (at, now) => `${["今", "明"][dayOf(at) - dayOf(now)] ?? weekdayOf(at)}早8:30`;

/** `2026-11-21T08:30`, as a field for date and time holds it */
export const fieldOf = (at) => shanghai(at).toISOString().slice(0, 16);

/** The inverse of {@link fieldOf}; NaN when the field is empty. */
export const timeOf = (field) => Date.parse(`${field}Z`) - ahead;
