import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Accepted, ChatAddress } from "../../../src/bot/message.ts";
import type { Going } from "../../../src/channels/channel.ts";
import { createWecom, type Lease, type WecomOptions } from "../../../src/channels/wecom/index.ts";
import { type Openws, startOpenws } from "./openws.ts";
import { corpId } from "./vectors.ts";
import { appOptions, botOptions, createWorld, start, type World } from "./world.ts";

/** Whoever answers is waited for, however busy the machine is; who never answers is given up by `hurried`. */
const timings = { ping: 50, answer: 60_000, lease: 20, backoff: 10, pause: 60_000 };
const hurried = { ...timings, answer: 1_000 };
const group = { msgid: "m-1", aibotid: "aib-demo", chatid: "wr-demo", chattype: "group", from: { userid: "zhangsan" } };
const hello = { ...group, msgtype: "text", text: { content: "@村务助手 /帮助" } };
const groupChat: ChatAddress = { channel: "wecom", bot: "aib-demo", kind: "group", id: "wr-demo" };
const member: ChatAddress = { ...groupChat, kind: "direct", id: "zhangsan" };

/** Leases in memory, as SQL keeps them: one table for all processes. */
function createLeases() {
  const holders = new Map<string, string>();
  return {
    holders,
    of: (holder: string): Lease => ({
      async acquire(name) {
        if (!holders.has(name)) holders.set(name, holder);
        return holders.get(name) === holder;
      },
      renew: async (name) => holders.get(name) === holder,
      async release(name) {
        if (holders.get(name) === holder) holders.delete(name);
      },
    }),
  };
}

let openws: Openws;
let leases: ReturnType<typeof createLeases>;
let worlds: World[];
beforeEach(async () => {
  openws = await startOpenws();
  leases = createLeases();
  worlds = [];
});
afterEach(async () => {
  await Promise.all(worlds.map((each) => each.channel.stop?.()));
  await openws.close();
});

const socketWith = (its: typeof timings) => ({
  ...{ url: openws.url, botId: "aib-demo", secret: "SECRET", names: ["村务助手"], timings: its },
});

async function startProcess(holder = "a", options: Partial<WecomOptions> = {}): Promise<World> {
  const socket = socketWith(timings);
  const world = createWorld({ socket, lease: leases.of(holder), ...options }, { urlMode: false });
  worlds.push(world);
  await world.channel.start?.(async (incoming) => {
    world.accepted.push(incoming);
    return typeof world.answer === "function" ? world.answer(incoming) : world.answer;
  });
  return world;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const connected = (world: World) => until(() => world.channel.state?.().socket === "connected");

describe("hearing", () => {
  test("subscribes, and answers a message under its own request id", async () => {
    const world = await startProcess();
    expect((await openws.next("aibot_subscribe")).body).toEqual({ bot_id: "aib-demo", secret: "SECRET" });
    await connected(world);
    openws.push("aibot_msg_callback", "srv-9", hello);
    const answer = await openws.next("aibot_respond_msg");
    expect(answer).toMatchObject({
      headers: { req_id: "srv-9" },
      body: { msgtype: "stream", stream: { finish: true, content: "记下了" } },
    });
    expect(world.accepted).toMatchObject([
      {
        key: "wecom:aib-demo:m-1",
        chat: groupChat,
        sender: { account: `wecom:${corpId}:zhangsan` },
        sentAt: start,
        answers: "response",
        mentioned: true,
        privately: null,
      },
    ]);
  });

  test.each([
    [{ eventtype: "enter_chat" }, "aibot_respond_welcome_msg", { msgtype: "text", text: { content: "记下了" } }],
    [
      { eventtype: "template_card_event", template_card_event: { event_key: "/办结 W12", task_id: "t" } },
      "aibot_respond_update_msg",
      { response_type: "update_template_card" },
    ],
  ])("%j is answered by its own command", async (event, command, body) => {
    const world = await startProcess();
    await connected(world);
    const { chatid: _, ...single } = { ...group, chattype: "single" };
    openws.push("aibot_event_callback", "srv-1", { ...single, msgtype: "event", event });
    expect(await openws.next(command)).toMatchObject({ headers: { req_id: "srv-1" }, body });
  });

  test("a lost acknowledgement has the answer sent again, once", async () => {
    const world = await startProcess("a", { socket: socketWith(hurried) });
    await connected(world);
    openws.react("aibot_respond_msg", "silence", "silence");
    openws.push("aibot_msg_callback", "srv-1", hello);
    const answers = [await openws.next("aibot_respond_msg"), await openws.next("aibot_respond_msg")];
    expect(answers[1]).toEqual(answers[0]);
    await until(() => world.logged.some((each) => each.event.includes("lost")));
    expect(openws.received.filter((each) => each.cmd === "aibot_respond_msg")).toHaveLength(2);
    expect(world.accepted).toHaveLength(1);
  });

  test("a store that fails is tried again, as WeCom will not repeat the message", async () => {
    const world = await startProcess();
    await connected(world);
    let calls = 0;
    world.answer = async (): Promise<Accepted> => {
      if (++calls === 1) throw new Error("busy");
      return { answer: "记下了" };
    };
    openws.push("aibot_msg_callback", "srv-1", hello);
    expect(await openws.next("aibot_respond_msg")).toMatchObject({ headers: { req_id: "srv-1" } });
  });

  test("strange frames are passed over", async () => {
    const world = await startProcess();
    await connected(world);
    openws.push("aibot_hologram", "srv-1", {});
    openws.push("aibot_msg_callback", "srv-2", []);
    openws.push("aibot_event_callback", "srv-3", {
      ...group,
      msgtype: "event",
      event: { eventtype: "feedback_event" },
    });
    openws.push("aibot_msg_callback", "srv-4", hello);
    await openws.next("aibot_respond_msg");
    expect(world.accepted).toHaveLength(1);
  });
});

describe("speaking first", () => {
  const text = (to: ChatAddress) => ({ id: "o-1", to, text: "今日简报", attempt: 1 });

  test.each([
    [groupChat, 2],
    [member, 1],
  ])("%j always names the kind of chat", async (to, kind) => {
    const world = await startProcess();
    await connected(world);
    expect(await world.channel.send(text(to))).toEqual({ outcome: "sent" });
    expect((await openws.next("aibot_send_msg")).body).toEqual({
      chatid: to.id,
      chat_type: kind,
      msgtype: "markdown",
      markdown: { content: "今日简报" },
    });
  });

  test.each([
    [45009, { outcome: "retry", afterMs: 60_000 }],
    [846609, { outcome: "retry" }],
    [93006, { outcome: "dead" }],
    [93008, { outcome: "dead" }],
    [93001, { outcome: "not-first" }],
    [93017, { outcome: "refused" }],
    ["silence", { outcome: "unknown" }],
  ] as const)("%j", async (reaction, outcome) => {
    const world = await startProcess("a", reaction === "silence" ? { socket: socketWith(hurried) } : {});
    await connected(world);
    openws.react("aibot_send_msg", reaction);
    expect(await world.channel.send(text(groupChat))).toMatchObject(outcome);
  });

  test("a member who has not written to the bot is waited for", async () => {
    const world = await startProcess();
    await connected(world);
    openws.react("aibot_send_msg", 93006);
    expect(await world.channel.send(text(member))).toMatchObject({ outcome: "not-first" });
  });

  test("a process without the connection leaves it to the one that has it", async () => {
    const holder = await startProcess("a");
    await connected(holder);
    const other = await startProcess("b");
    expect([holder, other].map((each) => each.channel.reaches?.(groupChat))).toEqual([true, false]);
    expect(await other.channel.send(text(groupChat))).toMatchObject({ outcome: "retry" });
  });

  test("a connection lost under way leaves a doubt", async () => {
    const world = await startProcess();
    await connected(world);
    openws.react("aibot_send_msg", "silence");
    const sending = world.channel.send(text(groupChat));
    await openws.next("aibot_send_msg");
    openws.drop();
    expect(await sending).toMatchObject({ outcome: "unknown" });
  });
});

describe("one holder", () => {
  test("three processes make one connection, and another takes over when the holder stops", async () => {
    const [first, second, third] = [await startProcess("a"), await startProcess("b"), await startProcess("c")];
    await until(() => openws.subscribed() === 1);
    await first?.channel.stop?.();
    await until(() => openws.subscribed() === 2);
    expect(openws.received.filter((each) => each.cmd === "aibot_subscribe")).toHaveLength(2);
    await until(() => [second, third].some((each) => each?.channel.state?.().socket === "connected"));
  });

  test("a lost lease closes the connection", async () => {
    const world = await startProcess("a");
    await connected(world);
    leases.holders.set("wecom:socket:aib-demo", "b");
    await until(() => world.channel.state?.().socket === "elsewhere");
  });

  test("after being thrown out it stays away, keeps the lease and says so loudly", async () => {
    const world = await startProcess("a");
    await connected(world);
    const kick = { msgtype: "event", event: { eventtype: "disconnected_event" } };
    openws.push("aibot_event_callback", "k", kick);
    await until(() => world.channel.state?.().socket === "kicked");
    const other = await startProcess("b");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(openws.subscribed()).toBe(1);
    expect(leases.holders.get("wecom:socket:aib-demo")).toBe("a");
    expect(other.channel.state?.().socket).toBe("elsewhere");
    expect(world.logged.filter((each) => each.level === "error")).toHaveLength(1);
    expect(await world.channel.send({ id: "o", to: groupChat, text: "x", attempt: 1 })).toMatchObject({
      outcome: "retry",
    });
  });
});

describe("coming back", () => {
  test("after a cut", async () => {
    const world = await startProcess();
    await connected(world);
    openws.drop();
    await until(() => openws.subscribed() === 2);
    await connected(world);
  });

  test("after two pings without an answer", async () => {
    await connected(await startProcess("a", { socket: socketWith(hurried) }));
    openws.react("ping", "silence", "silence");
    await until(() => openws.subscribed() === 2);
    expect(openws.received.filter((each) => each.cmd === "ping").length).toBeGreaterThanOrEqual(2);
  });

  test("after a subscription that is never answered", async () => {
    openws.react("aibot_subscribe", "silence");
    await connected(await startProcess("a", { socket: socketWith(hurried) }));
    expect(openws.received.filter((each) => each.cmd === "aibot_subscribe")).toHaveLength(2);
  });

  test("not after a refused secret", async () => {
    openws.react("aibot_subscribe", 853000);
    const world = await startProcess();
    await until(() => world.channel.state?.().socket === "refused");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(openws.received.filter((each) => each.cmd === "aibot_subscribe")).toHaveLength(1);
    expect(JSON.stringify(world.logged)).not.toContain("SECRET");
  });

  test("when nobody listens at first", async () => {
    const world = await startProcess("a", {
      socket: { url: "ws://127.0.0.1:9", botId: "aib-demo", secret: "S", names: [], timings },
    });
    await until(() => world.logged.length >= 3);
    expect(world.logged.map((each) => each.event)).toEqual(
      Array(world.logged.length).fill("wecom long connection could not be opened"),
    );
  });
});

test("with the app, members are written to by the app", async () => {
  const world = await startProcess("a", { app: appOptions });
  await connected(world);
  expect((await startProcess("b", { app: appOptions })).channel.reaches?.(member)).toBe(true);
  expect(await world.channel.send({ id: "o", to: member, text: "x", attempt: 1 })).toMatchObject({ outcome: "retry" });
  expect(openws.received.filter((each) => each.cmd === "aibot_send_msg")).toEqual([]);
});

test("URL mode and the long connection exclude each other, and the latter needs a lease", () => {
  const socket = { url: openws.url, botId: "b", secret: "s", names: [] };
  const base = { corpId, apiUrl: "http://127.0.0.1:9", log: () => undefined, now: () => start };
  expect(() => createWecom({ ...base, socket, bot: botOptions, lease: leases.of("a") })).toThrow("not both");
  expect(() => createWecom({ ...base, socket })).toThrow("lease");
});

describe("a picture", () => {
  const png = Buffer.alloc(600_000, 7);
  const shown = { id: "o-1", to: groupChat, text: "在上面", attempt: 1, picture: { png: async () => png } };

  test("counts among the uploads of its bot, whoever it is for; what goes another way, or is words, does not", async () => {
    const { channel } = await startProcess();
    const keys = (going: Going, to = groupChat) => channel.limits(to, going).map(({ key, points }) => [key, points]);
    const uploads = [
      ["wecom:uploads:aib-demo:60", 30],
      ["wecom:uploads:aib-demo:3600", 1_000],
    ];
    expect(keys({ shows: true })).toEqual([...keys({}), ...uploads]);
    expect(keys({ shows: true }, member)).toEqual([...keys({}, member), ...uploads]);
    expect(keys({ shows: true, groupSecret: "KEY" })).toEqual(keys({ groupSecret: "KEY" }));
    // a webhook is a group's: to a member there is still but the long connection
    expect(keys({ shows: true, groupSecret: "KEY" }, member)).toEqual([...keys({}, member), ...uploads]);
    const both = await startProcess("b", { app: appOptions });
    expect(both.channel.limits(member, { shows: true })).toEqual(both.channel.limits(member));
  });

  test("is uploaded in pieces of 512 KB and shown by its id", async () => {
    const world = await startProcess();
    await connected(world);
    expect(await world.channel.send(shown)).toEqual({ outcome: "sent" });
    expect((await openws.next("aibot_upload_media_init")).body).toMatchObject({
      ...{ type: "image", total_size: 600_000, total_chunks: 2 },
    });
    const pieces = [await openws.next("aibot_upload_media_chunk"), await openws.next("aibot_upload_media_chunk")];
    expect(pieces.map(({ body }) => body?.chunk_index)).toEqual([0, 1]);
    expect(Buffer.concat(pieces.map(({ body }) => Buffer.from(String(body?.base64_data), "base64"))).equals(png)).toBe(
      true,
    );
    expect((await openws.next("aibot_send_msg")).body).toEqual({
      ...{ chatid: "wr-demo", chat_type: 2, msgtype: "image", image: { media_id: "MEDIA1" } },
    });
  });

  test("of which a piece was not taken has been shown to nobody", async () => {
    const world = await startProcess();
    await connected(world);
    openws.react("aibot_upload_media_chunk", 45009);
    expect(await world.channel.send(shown)).toMatchObject({ outcome: "retry" });
    expect(openws.received.some(({ cmd }) => cmd === "aibot_send_msg")).toBe(false);
  });
});
