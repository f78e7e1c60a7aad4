import { expect, test } from "@jest/globals";
import { chatKey } from "../../../src/bot/message.ts";
import { direct, engines, group, openWorld } from "../../world.ts";

test.each(engines)(
  "a group is bound by a name that two places have, and moved only when that is confirmed, on %s",
  async (engine) => {
    const world = await openWorld({ engine });
    const fresh = group("fresh");
    const bound = async () => (await world.store.read.groups.get(chatKey(fresh)))?.place_id;
    await world.says("sun", "/绑定 卧牛村", fresh);
    await world.says("sun", "②");
    expect(await bound()).toBe("西卧牛村");
    await world.says("sun", "/绑定 东卧牛村", fresh);
    expect(world.toChat(direct("sun")).at(-1)).toContain("本群原来是新会镇西卧牛村村民群");
    expect(await bound()).toBe("西卧牛村");
    await world.says("sun", "改");
    expect(await bound()).toBe("东卧牛村");
    await world.close();
  },
);
