import { expect, test } from "@jest/globals";
import { direct, engines, group, openWorld } from "../../world.ts";

test.each(engines)(
  "what others cause and how the bot fares is told in the morning, one's own answer at once, on %s",
  async (engine) => {
    const world = await openWorld({ engine });
    const said = (who: string) => world.toChat(direct(who));
    await world.says("admin", "你好");
    const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){2}/.exec(await world.says("wang", "/发码 李大山"))?.[0];
    await world.passes("2026-11-21T22:58:00+08:00");
    const before = { wang: said("wang").length, admin: said("admin").length };
    expect(await world.says("new", `/认领 ${code}`)).toContain("认领好了");
    await world.receives({
      ...{ type: "chat", key: "left", chat: group("village"), change: "left" },
      ...{ sentAt: world.now(), answers: "push" },
    });
    await world.passes("2026-11-22T06:59:00+08:00");
    expect([said("wang").slice(before.wang), said("admin").slice(before.admin)]).toEqual([[], []]);
    await world.passes("2026-11-22T07:01:00+08:00");
    expect(said("wang").slice(before.wang)).toEqual(["李大山认领了账号（账号名“new”）。（顺延）"]);
    expect(said("admin").slice(before.admin)).toEqual(["东卧牛村村民群：群没了，或我被移出了。（顺延）"]);
    await world.close();
  },
);
