export {
  type Calendar,
  type CalendarDay,
  makeCalendar,
  newYearNote,
  parseHolidays,
  unknownYearNote,
} from "./calendar.ts";
export { formatMinute, sameCorpusForm, toCorpusForm } from "./corpus-form.ts";
export {
  atMinute,
  type Day,
  dayNumber,
  dayOf,
  isoDay,
  minuteOfDay,
  mondayOf,
  parseIsoDay,
  startOfDay,
  weekdayName,
  weekdayOf,
} from "./days.ts";
export { echoDay, echoMoment, echoRecurrence, formatClock, formatDateTime, formatDay } from "./echo.ts";
export { lunarText } from "./lunar.ts";
export { type Period, readPeriod } from "./period.ts";
export { readTime, withoutTime } from "./read-time.ts";
export {
  formatRecurrence,
  matterAt,
  nextMatter,
  nextOccurrence,
  nextTime,
  type Recurrence,
  timesOnce,
} from "./recurrence.ts";
export type { Choice, Choices, Span, TimeContext, TimeResult, TimeUse } from "./result.ts";
