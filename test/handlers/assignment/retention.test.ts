import { afterEach, expect, test } from "@jest/globals";
import { sweep } from "../../../jobs/sweep.ts";
import { engines, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());

test.each(engines)(
  "who asked is forgotten after a year, and the words on the way three years after the end, on %s",
  async (engine) => {
    world = await openWorld({ engine });
    for (const who of ["wang", "sun"]) await world.says(who, "帮助");
    await world.says("li", "三社路灯不亮");
    await world.says("sun", "/交办 O1 王主任 12月2日前");
    await world.says("wang", "办好了 换了灯");
    await world.says("li", "满意");
    const id = (await world.store.read.records.find(["town"], ["assignment"], 1))[0]?.id ?? "";
    const known = async () => {
      const people = await world.store.read.involved.of(id);
      const steps = await world.store.read.moves.of(id);
      return {
        askers: people.filter(({ stake }) => stake === "asker").length,
        bySandboxLi: steps.filter(({ account }) => account === "sandbox:li").length,
        notes: steps.filter((step) => world.store.read.moves.openNote(step) !== null).length,
      };
    };
    expect(await known()).toEqual({ askers: 1, bySandboxLi: 1, notes: 1 });
    world.waits("2027-11-20T03:20+08:00");
    await sweep.run({ day: "2027-11-20" }, world.context);
    expect(await known()).toEqual({ askers: 1, bySandboxLi: 1, notes: 1 });
    world.waits("2027-11-23T03:20+08:00");
    await sweep.run({ day: "2027-11-23" }, world.context);
    expect(await known()).toEqual({ askers: 0, bySandboxLi: 0, notes: 1 });
    world.waits("2029-11-23T03:20+08:00");
    await sweep.run({ day: "2029-11-23" }, world.context);
    expect(await known()).toEqual({ askers: 0, bySandboxLi: 0, notes: 0 });
  },
);
