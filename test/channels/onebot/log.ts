import { pino } from "pino";

/** A real logger whose lines are kept. */
export function logged() {
  const lines: string[] = [];
  const logger = pino({ level: "warn" }, { write: (line: string) => void lines.push(line) });
  return Object.assign(logger, { lines });
}
