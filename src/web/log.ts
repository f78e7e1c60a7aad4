/** As much of pino's logger as the server uses. Facts are names, routes, statuses and counts, never people's words. */
export type WebLog = {
  /** absent: every level is written */
  isLevelEnabled?(level: "debug"): boolean;
  debug(facts: object, event: string): void;
  error(facts: object, event: string): void;
};
