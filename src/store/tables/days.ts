import { type Expression, sql } from "kysely";

// Days are counted from 1970 in Asia/Shanghai, 28,800,000 ms ahead of UTC and without daylight saving since 1991.

/** What `dayNumber` says, in SQL. */
export const dayOfMoment = (at: Expression<unknown>) => sql<number>`((${at} + 28800000) / 86400000)`;

/** The midnight that a day begins with. */
export const momentOfDay = (day: Expression<unknown>) => sql<number>`(${day} * 86400000 - 28800000)`;
