import type { Engine } from "../world.ts";

/** Where a flow can be disturbed: at a statement, after a commit, before a message is sent and after it was. */
export type Point = { readonly sql?: string; readonly after: boolean; readonly sends?: true };

export type Fault = {
  readonly name: string;
  /** `crash`: the process is gone from there on, and another is started on what it left */
  readonly kind: "crash" | "error";
  /** where one engine alone knows it */
  readonly on?: Engine;
  /** whether it can happen there: only such points are counted */
  meets(point: Point, engine: Engine): boolean;
  /** throws what the driver would */
  strikes(point: Point): void;
};

const isStatement = ({ sql, after }: Point): boolean => sql !== undefined && !after && !/^\s*rollback/i.test(sql);

const sqlError = (name: string, engine: Engine, facts: object): Fault => ({
  name,
  kind: "error",
  on: engine,
  meets: (point, engineMet) => engineMet === engine && isStatement(point),
  strikes: () => {
    throw Object.assign(new Error(name), facts);
  },
});

const crash: Fault = {
  name: "the process is killed",
  kind: "crash",
  meets: ({ sql }) => sql === undefined || !/^\s*rollback/i.test(sql),
  strikes: () => {
    throw new Error("killed");
  },
};

/** PostgreSQL took the commit and the connection broke before it could say so. */
const unheard: Fault = {
  name: "the connection breaks at the commit, which holds",
  kind: "error",
  on: "postgres",
  meets: ({ sql, after }, engine) => engine === "postgres" && sql !== undefined && after,
  strikes: () => {
    throw Object.assign(new Error("Connection terminated unexpectedly"), { code: "ECONNRESET" });
  },
};

const unsent = (name: string, after: boolean): Fault => ({
  name,
  kind: "error",
  meets: (point) => point.sends === true && point.after === after,
  strikes: () => {
    throw new Error(name);
  },
});

export const faults: readonly Fault[] = [
  crash,
  sqlError("the disk is full", "sqlite", { errcode: 13 }),
  sqlError("the disk fails", "sqlite", { errcode: 10 }),
  sqlError("the file is locked", "sqlite", { errcode: 5 }),
  sqlError("the file cannot be written", "sqlite", { errcode: 8 }),
  sqlError("the disk is full", "postgres", { code: "53100" }),
  sqlError("serialisation failure", "postgres", { code: "40001" }),
  sqlError("deadlock", "postgres", { code: "40P01" }),
  sqlError("too many connections", "postgres", { code: "53300" }),
  sqlError("the server restarts", "postgres", { code: "57P01" }),
  sqlError("the connection breaks", "postgres", { code: "ECONNRESET" }),
  sqlError("it is a replica now", "postgres", { code: "25006" }),
  unheard,
  unsent("the call breaks off before it went out", false),
  unsent("the call breaks off after it went out", true),
];
