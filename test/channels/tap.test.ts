import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Channel, RawResponse } from "../../src/channels/channel.ts";
import { signRequest } from "../../src/channels/qq/client.ts";
import { createQq } from "../../src/channels/qq/index.ts";
import { appCallback, readAppAnswer } from "../../src/channels/wecom/client.ts";
import { createWecom } from "../../src/channels/wecom/index.ts";
import { engines, openWorld, type World } from "../world.ts";
import { O1 } from "./qq/fixtures.ts";
import { openPlatform, type Platform } from "./qq/platform.ts";
import { type Qyapi, startQyapi } from "./wecom/qyapi.ts";
import { corpId, pair } from "./wecom/vectors.ts";
import { appOptions } from "./wecom/world.ts";

/** A whole road: words in by the platform's own form, buttons out, the button's own data back as the platform sends it. */
type Road = {
  readonly short: string;
  says(text: string): Promise<void>;
  /** the buttons under what was sent last: label and what the platform gives back of it */
  buttons(): readonly { readonly label: string; readonly data: string }[];
  press(data: string, id: string): Promise<void>;
  /** what the one who pressed or wrote was answered last */
  answered(): string;
};

describe.each(engines)("on %s", (engine) => {
  let world: World;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(async () => {
    await world.close();
    await stop();
  });

  const roads: Readonly<Record<string, () => Promise<Road>>> = { "a WeCom card": wecom, "a QQ keyboard": qq };

  test.each(Object.keys(roads))("a button tapped on %s equals the word", async (name) => {
    const road = await (roads[name] ?? wecom)();
    const personId = (await world.store.read.roster.called(["王建国"]))[0]?.id ?? "";
    await world.store.write((tables) => tables.people.nameAccount(road.short, personId));
    for (const matter of ["开会", "交表"]) {
      await road.says(`/提醒 半小时后 ${matter}`);
      await world.passes(31 * 60_000);
      // keys of platforms are seconds: the next message is another
      await world.passes(60_000);
    }
    expect(road.buttons().map(({ label }) => label)).toEqual(["办好了", "明天再说", "推迟1小时"]);
    const done = road.buttons()[0]?.data ?? "";

    await road.says("办好了 R1");
    const typed = road.answered();
    expect(typed).toBe("R1 记作办好了。");
    await road.press(done, "tap1");
    expect(road.answered()).toBe(typed.replace("R1", "R2"));
    expect(await states(personId)).toEqual(["done", "done"]);

    // the platform tells of the same tap again, then of another: the first changes nothing, the second has nothing to do
    await road.press(done, "tap1");
    await world.passes(60_000);
    await road.press(done, "tap2");
    expect(road.answered()).toBe("R2 已经办好了。");
    expect(await moves(personId)).toEqual([1, 1]);
  });

  const owned = async (personId: string) => {
    const rows = await Promise.all(
      [1, 2].map((number) => world.store.read.records.find(["town"], ["reminder"], number)),
    );
    return rows.flat().filter((row) => row.owner_id === personId);
  };
  const states = async (personId: string) => (await owned(personId)).map(({ state }) => state);
  const moves = async (personId: string) =>
    Promise.all((await owned(personId)).map(async ({ id }) => (await world.store.read.moves.of(id)).length));

  const route = (channel: Channel, path: string) => {
    const found = channel.routes.find((one) => one.path.includes(path));
    if (!found) throw new Error(`no route ${path}`);
    return found;
  };

  async function wecom(): Promise<Road> {
    const qyapi: Qyapi = await startQyapi();
    const channel = createWecom({ corpId, apiUrl: qyapi.url, app: appOptions, log: () => {}, now: world.now });
    stop = async () => {
      await channel.stop?.();
      await qyapi.close();
    };
    world.sendWith(channel.send);
    let answer = "";
    let count = 0;
    const post = async (fields: Parameters<typeof appCallback>[2]) => {
      const seconds = Math.floor(world.now() / 1000);
      const common = { ToUserName: corpId, FromUserName: "wangjianguo", CreateTime: seconds, AgentID: 1000002 };
      const { query, body } = appCallback(
        pair,
        corpId,
        { ...common, ...fields },
        { timestamp: String(seconds), nonce: "n" },
      );
      const request = { method: "POST", query: new URLSearchParams(query), headers: {}, body: Buffer.from(body) };
      const response: RawResponse = await route(channel, "/app").handle(request, world.accept);
      await world.quiet();
      answer = readAppAnswer(pair, corpId, response.body ?? "") ?? "";
    };
    return {
      short: "wecom:wangjianguo",
      says: (Content) => post({ MsgType: "text", Content, MsgId: String(++count) }),
      buttons: () => {
        const card = JSON.parse(qyapi.delivered("wangjianguo").at(-1) ?? "{}");
        const list: { text: string; key: string }[] = card.button_list ?? [];
        return list.map(({ text, key }) => ({ label: text, data: key }));
      },
      press: (EventKey, TaskId) =>
        post({ MsgType: "event", Event: "template_card_event", EventKey, TaskId, CardType: "button_interaction" }),
      answered: () => /<(?:Content|SubTitleText)><!\[CDATA\[([^\]]*)\]\]>/.exec(answer)?.[1] ?? answer,
    };
  }

  async function qq(): Promise<Road> {
    const platform: Platform = await openPlatform();
    const channel = createQq({
      ...{ appId: "102", secret: O1.secret, apiUrl: `${platform.url}/`, log: () => {}, now: world.now },
      ...{ tokenUrl: `${platform.url}/app/getAppAccessToken`, buttons: true },
    });
    stop = async () => {
      await platform.close();
      await channel.stop?.();
    };
    world.sendWith(channel.send);
    let count = 0;
    const post = async (t: string, id: string, d: object) => {
      const timestamp = new Date(world.now()).toISOString();
      const body = JSON.stringify({ op: 0, t, id: `${t}:${id}`, d: { ...d, id, timestamp } });
      const request = signRequest(O1.secret, "102", body, Math.floor(world.now() / 1000));
      await route(channel, "qq").handle(request, world.accept);
      await world.quiet();
    };
    const said = () => platform.taken.filter(({ path }) => path === "/v2/users/U/messages").map(({ body }) => body);
    return {
      short: "qq:U",
      says: (content) => post("C2C_MESSAGE_CREATE", `m${++count}`, { author: { user_openid: "U" }, content }),
      buttons: () => {
        type Button = { render_data: { label: string }; action: { data: string } };
        const { keyboard } = (said().at(-1) ?? {}) as { keyboard?: { content: { rows: { buttons: Button[] }[] } } };
        const list = keyboard?.content.rows.flatMap(({ buttons }) => buttons) ?? [];
        return list.map(({ render_data, action }) => ({ label: render_data.label, data: action.data }));
      },
      press: (button_data, id) =>
        post("INTERACTION_CREATE", id, { type: 11, user_openid: "U", data: { resolved: { button_data } } }),
      answered: () => String(said().at(-1)?.content ?? ""),
    };
  }
});
