import { describe, expect, test } from "@jest/globals";
import { jobs } from "../../jobs/index.ts";
import type { Engine } from "../world.ts";
import { faults } from "./faults.ts";
import { type Flow, flows } from "./flows.ts";
import { play } from "./play.ts";
import { sweep } from "./sweep.ts";

const ran = new Set<string>();
const possible = (engine: Engine) => faults.filter(({ on }) => on === undefined || on === engine);
const inTurn = <T>(all: readonly T[], flow: Flow): T[] => all.slice(flows.indexOf(flow) % all.length).slice(0, 1);

/**
 * On SQLite each flow meets what every engine meets, and one of the ways in which a file fails; on PostgreSQL one fault
 * of all; both in turn. `npm run soak -- faults` takes all, at every point.
 */
const chosen = (engine: Engine, flow: Flow) =>
  engine === "postgres"
    ? inTurn(possible(engine), flow)
    : [
        ...faults.filter(({ on }) => on === undefined),
        ...inTurn(
          faults.filter(({ on }) => on === engine),
          flow,
        ),
      ];
const points = { sqlite: 2, postgres: 1 } as const;

describe.each<Engine>(["sqlite", "postgres"])("nothing lost, nothing twice, nothing stuck on %s", (engine) => {
  test.each(flows)("$name", async (flow) => {
    const undisturbed = await play(flow, engine, null);
    expect(undisturbed.stuck).toBe(0);
    for (const job of undisturbed.ran) ran.add(job);
    for (const fault of chosen(engine, flow)) {
      const { wrong } = await sweep(flow, fault, engine, undisturbed, points[engine]);
      expect({ fault: fault.name, wrong }).toEqual({ fault: fault.name, wrong: [] });
    }
  });
});

test("every job has something to do in one of the flows", () =>
  expect([...ran].sort()).toEqual(jobs.map(({ name }) => name).sort()));
