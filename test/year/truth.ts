import { DatabaseSync } from "@photostructure/sqlite";
import pg from "pg";

const aDay = 24 * 60 * 60_000;
const east = 8 * 60 * 60_000;
const day = (at: number): string => new Date(at + east).toISOString().slice(0, 10);

const daysFrom = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / aDay);

export type Truth = ReturnType<typeof openTruth>;

/** What a digest should say, counted from the rows as they stand, by nothing of the program's own. */
export function openTruth(url: string) {
  const { rows: all, close } = url.startsWith("sqlite:") ? inFile(url) : onServer(url);
  const one = async (sql: string, ...values: readonly Value[]): Promise<number> =>
    Number(Object.values((await all(sql, values))[0] ?? { none: 0 })[0] ?? 0);
  const records = `records r join places p on p.id = r.place_id where r.withdrawn_at is null and p.path like ? || '%'`;
  const villageOf = "case p.level when 'village' then p.id else p.parent_id end";

  return {
    close,
    villages: (path: string) => one("select count(*) from places where level = 'village' and path like ? || '%'", path),
    written: (kind: string, path: string, after: number, until: number) =>
      one(
        `select count(*) from ${records} and r.kind = ? and r.created_at > ? and r.created_at <= ?`,
        path,
        kind,
        after,
        until,
      ),
    /** since the moment itself, before the other one */
    between: (kind: string, path: string, from: number, until: number) =>
      one(
        `select count(*) from ${records} and r.kind = ? and r.created_at >= ? and r.created_at < ?`,
        path,
        kind,
        from,
        until,
      ),
    /** opinions since the digest of an earlier day was made for whoever holds this account; null before the first */
    async sinceLast(account: string, path: string, now: number): Promise<number | null> {
      const last = await one(
        `select max(d.composed_at) from digests d join roster_accounts a on a.person_id = d.person_id
          where a.short = ? and d.kind = 'daily' and d.state in ('composed', 'empty') and d.day < ?`,
        account,
        day(now),
      );
      return last === 0
        ? null
        : one(
            `select count(*) from ${records} and r.kind = 'opinion' and r.created_at > ? and r.created_at <= ?`,
            path,
            last,
            now,
          );
    },
    async towns(path: string): Promise<readonly { readonly name: string; readonly path: string }[]> {
      const rows = await all("select name, path from places where level = 'town' and path like ? || '%'", [path]);
      const towns = rows.map((row) => ({ name: String(row.name), path: String(row.path) }));
      return towns.sort((one, other) => (one.path < other.path ? -1 : 1));
    },
    /** days since the oldest opinion came that nobody answered */
    async oldest(path: string, now: number): Promise<number> {
      const at = await one(
        `select min(r.created_at) from ${records} and r.kind = 'opinion' and r.state in ('open', 'passed')`,
        path,
      );
      return at === 0 ? 0 : daysFrom(day(at), day(now));
    },
    /** days since the village was reached that was left alone for longest */
    async longest(kind: string, path: string, now: number): Promise<number> {
      const [row] = await all(
        `select min(last) as last from (select max(r.day) as last from ${records} and r.kind = ? group by ${villageOf}) as l`,
        [path, kind],
      );
      return row?.last == null ? 0 : daysFrom(String(row.last), day(now));
    },
    reached: (kind: string, path: string) =>
      one(`select count(distinct ${villageOf}) from ${records} and r.kind = ?`, path, kind),
    /** villages reached for the first time on that day or later */
    fresh: (kind: string, path: string, from: string) =>
      one(
        `select count(*) from (select min(r.day) as begun from ${records} and r.kind = ? group by ${villageOf}) as b where begun >= ?`,
        path,
        kind,
        from,
      ),
    unanswered: (path: string) =>
      one(`select count(*) from ${records} and r.kind = 'opinion' and r.state in ('open', 'passed')`, path),
    /** cells of items, of all that are to be done */
    ticked: (path: string) =>
      one(
        `select count(*) from (select distinct r.category, r.place_id from ${records} and r.kind = 'tick') as t`,
        path,
      ),
    labelled: (path: string) =>
      one(
        `select count(*) from record_tags t join records r on r.id = t.record_id join places p on p.id = r.place_id
        where r.withdrawn_at is null and p.path like ? || '%'`,
        path,
      ),
    async deeds(path: string, now: number): Promise<{ readonly count: number; readonly money: number }> {
      const rows = await all(
        `select r.text as words from ${records} and r.kind = 'deed' and r.day >= ? and r.day <= ?`,
        [path, `${day(now).slice(0, 7)}-01`, day(now)],
      );
      return {
        count: rows.length,
        money: rows.reduce((sum, { words }) => sum + Number(/(\d+)万/.exec(String(words))?.[1] ?? 0), 0),
      };
    },
    /** what was handed over for a working day that is past, and for how many days the oldest of it */
    async late(path: string, now: number): Promise<{ readonly count: number; readonly days: number }> {
      const [row] = await all(
        `select count(*) as count, min(r.due_at) as first from ${records} and r.kind = 'assignment'
          and r.state in ('offered', 'working', 'returned') and r.due_at < ?`,
        [path, now],
      );
      return { count: Number(row?.count), days: row?.first == null ? 0 : daysFrom(day(Number(row.first)), day(now)) };
    },
    enrolled: (path: string) =>
      one(
        `select count(*) from enrolments e join places p on p.id = e.place_id where e.state = 'enrolled' and p.path like ? || '%'`,
        path,
      ),
    overdue: (path: string, now: number) =>
      one(
        `select count(*) from enrolments e join places p on p.id = e.place_id
          where e.state = 'enrolled' and e.to_day < ? and p.path like ? || '%'`,
        day(now),
        path,
      ),
    /** stays that end within 90 days, in villages whose last grade is not better than the one they had */
    staying: (path: string, now: number) =>
      one(
        `select count(*) from pairings s join places p on p.id = s.target where s.kind = '驻点' and s.ended_at is null
          and s.until_day <= ? and p.path like ? || '%' and not exists (select 1 from grades g where g.place_id = p.id)`,
        day(now + 90 * aDay),
        path,
      ),
  };
}

type Value = string | number;
type Found = {
  rows(sql: string, values: readonly Value[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
};

function inFile(url: string): Found {
  const db = new DatabaseSync(url.slice("sqlite:".length), { readOnly: true });
  return {
    rows: async (sql, values) => db.prepare(sql).all(...values) as Record<string, unknown>[],
    close: async () => db.close(),
  };
}

/** The same statements, with its own signs for what is given. */
function onServer(url: string): Found {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on("error", () => undefined); // the server may end it before it has ended itself
  return {
    async rows(sql, values) {
      let at = 0;
      const { rows } = await pool.query<Record<string, unknown>>(
        sql.replace(/\?/gu, () => `$${++at}`),
        [...values],
      );
      return rows;
    },
    close: () => pool.end(),
  };
}
