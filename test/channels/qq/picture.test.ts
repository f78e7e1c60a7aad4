import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Channel, Outgoing } from "../../../src/channels/channel.ts";
import { createQq } from "../../../src/channels/qq/index.ts";
import { O1 } from "./fixtures.ts";
import { OK, openPlatform, type Platform, type PlatformAnswer } from "./platform.ts";

const png = "0123456789";
const shown: Outgoing = {
  id: "o1",
  to: { channel: "qq", bot: "102", kind: "group", id: "G" },
  text: "在上面",
  attempt: 1,
  replyTo: "ROBOT1.0_Qm9",
  replySequence: 2,
  picture: { png: async () => Buffer.from(png) },
};
const md5 = (text: string) => createHash("md5").update(text).digest("hex");

let platform: Platform;
let qq: Channel;
beforeEach(async () => {
  platform = await openPlatform();
  qq = createQq({
    ...{ appId: "102", secret: O1.secret, apiUrl: platform.url, tokenUrl: `${platform.url}/app/getAppAccessToken` },
    ...{ timeoutMs: 60_000, log: () => {}, now: () => Number(O1.timestamp) * 1000 },
  });
});
afterEach(async () => {
  await platform.close();
  await qq.stop?.();
});

/** Two parts, counted from 1 or from 0. */
const place = (first: number): PlatformAnswer => ({
  status: 200,
  body: {
    ...{ upload_id: "U", block_size: "6" },
    parts: [0, 1].map((at) => ({ index: at + first, presigned_url: `${platform.url}/storage/${at}`, block_size: "6" })),
  },
});
const named: PlatformAnswer = { status: 200, body: { file_info: "INFO", ttl: 86400 } };

describe("a picture", () => {
  test.each([0, 1])(
    "is put in its parts where QQ says, counted from %i, and sent as an answer by its name",
    async (first) => {
      platform.script(place(first), OK, OK, OK, OK, named);
      expect(await qq.send(shown)).toMatchObject({ outcome: "sent" });
      expect(platform.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
        ...["POST /v2/groups/G/upload_prepare", "PUT /storage/0", "POST /v2/groups/G/upload_part_finish"],
        ...[
          "PUT /storage/1",
          "POST /v2/groups/G/upload_part_finish",
          "POST /v2/groups/G/files",
          "POST /v2/groups/G/messages",
        ],
      ]);
      const bodies = platform.calls.map(({ body }) => body);
      expect(bodies).toMatchObject([
        {
          file_type: 1,
          file_size: "10",
          md5: md5(png),
          md5_10m: md5(png),
          sha1: createHash("sha1").update(png).digest("hex"),
        },
        { text: "012345" },
        { upload_id: "U", part_index: first, block_size: "6", md5: md5("012345") },
        { text: "6789" },
        { upload_id: "U", part_index: first + 1, block_size: "4", md5: md5("6789") },
        { upload_id: "U", file_type: 1, srv_send_msg: false },
        {},
      ]);
      expect(bodies.at(-1)).toEqual({ msg_type: 7, media: { file_info: "INFO" }, msg_id: "ROBOT1.0_Qm9", msg_seq: 2 });
      // the address of the storage carries its own permission
      expect(platform.calls[1]?.token).toBe("");
    },
  );

  test("that was not uploaded has been shown to nobody: it is tried again, also when it does not answer anything", async () => {
    const { replyTo: _, ...first } = shown;
    platform.script(place(1), "reset");
    expect(await qq.send(first)).toMatchObject({ outcome: "retry" });
    platform.script({ status: 500, body: {} });
    expect(await qq.send(first)).toMatchObject({ outcome: "retry" });
    platform.script(place(1), OK, OK, OK, OK, OK);
    expect(await qq.send(first)).toMatchObject({ outcome: "retry" });
    platform.script({ status: 400, body: { err_code: 850018 } });
    expect(await qq.send(first)).toMatchObject({ outcome: "refused" });
    expect(platform.calls.some(({ path }) => path.endsWith("/messages"))).toBe(false);
  });

  test("sent first of all and not answered may have been shown", async () => {
    const { replyTo: _, ...first } = shown;
    platform.script(place(1), OK, OK, OK, OK, named, "reset");
    expect(await qq.send(first)).toMatchObject({ outcome: "unknown" });
  });
});
