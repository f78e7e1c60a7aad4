import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { group, member, memberPath, toGroup, toMember, webhookPath } from "./outgoing.ts";
import { createSender, qyapi, withQyapi } from "./sender.ts";
import { createWorld } from "./world.ts";

withQyapi();

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 255, 254]);
const picture = { png: async () => png };

describe("a picture", () => {
  test("for a member is uploaded as it is, and sent by its id", async () => {
    const { channel } = createSender();
    expect(await channel.send(toMember("在上面", { picture }))).toMatchObject({ outcome: "sent" });
    const [, upload, sent] = qyapi.received;
    expect(upload?.path).toBe("/cgi-bin/media/upload");
    expect(upload?.query.get("type")).toBe("image");
    expect(upload?.type).toMatch(/^multipart\/form-data; boundary=/);
    expect(upload?.bytes.includes(png)).toBe(true);
    expect(upload?.body).toContain(`name="media"; filename="picture.png"; filelength=${png.length}`);
    expect(sent?.path).toBe(memberPath);
    expect(JSON.parse(sent?.body ?? "")).toMatchObject({
      touser: "zhangsan",
      msgtype: "image",
      image: { media_id: "MEDIA2" },
    });
  });

  test("that was not uploaded has been shown to nobody: it is tried again, also where no answer came", async () => {
    const { channel } = createSender();
    qyapi.fault("/cgi-bin/media/upload", "reset", { json: { errcode: -1 } }, { json: { errcode: 0 } });
    for (let times = 0; times < 3; times++)
      expect(await channel.send(toMember("在上面", { picture }))).toMatchObject({ outcome: "retry" });
    expect(qyapi.delivered("zhangsan")).toEqual([]);
    qyapi.fault("/cgi-bin/media/upload", { json: { errcode: 40009 } });
    expect(await channel.send(toMember("在上面", { picture }))).toMatchObject({ outcome: "refused" });
  });

  test("whose sending was not answered may have been shown", async () => {
    const { channel } = createSender();
    qyapi.fault(memberPath, "reset");
    expect(await channel.send(toMember("在上面", { picture }))).toMatchObject({ outcome: "unknown" });
  });

  test("takes a new token where the old one is no longer good", async () => {
    const { channel } = createSender();
    await channel.send(toMember("好"));
    qyapi.expireTokens();
    expect(await channel.send(toMember("在上面", { picture }))).toMatchObject({ outcome: "sent" });
  });

  test("for a group goes through its webhook with its sum, one message like any", async () => {
    const { channel } = createSender();
    expect(await channel.send(toGroup("在上面", { picture }))).toEqual({ outcome: "sent" });
    const [sent] = qyapi.received;
    expect(sent?.path).toBe(webhookPath);
    expect(JSON.parse(sent?.body ?? "")).toEqual({
      msgtype: "image",
      image: { base64: png.toString("base64"), md5: createHash("md5").update(png).digest("hex") },
    });
  });

  test("finds no way where only answers reach a chat", async () => {
    const { channel } = createWorld({ apiUrl: qyapi.url });
    for (const to of [member, group])
      expect(await channel.send({ ...toMember("在上面", { picture }), to })).toMatchObject({ outcome: "no-picture" });
    expect(qyapi.received).toEqual([]);
  });
});

describe("a file", () => {
  const file = { name: "新会镇销号台账.xlsx", bytes: async () => Buffer.from("PK\u0003\u0004") };

  test("for a member is uploaded under its name, and sent by its id", async () => {
    const { channel } = createSender();
    expect(await channel.send(toMember("这里发不了文件", { file }))).toMatchObject({ outcome: "sent" });
    const [, upload, sent] = qyapi.received;
    expect(upload?.query.get("type")).toBe("file");
    expect(upload?.bytes.toString()).toContain('filename="新会镇销号台账.xlsx"; filelength=4');
    expect(JSON.parse(sent?.body ?? "")).toMatchObject({ msgtype: "file", file: { media_id: "MEDIA2" } });
  });

  test("for a group is uploaded by its webhook's key", async () => {
    const { channel } = createSender();
    expect(await channel.send(toGroup("这里发不了文件", { file }))).toEqual({ outcome: "sent" });
    const [upload, sent] = qyapi.received;
    expect(upload?.path).toBe("/cgi-bin/webhook/upload_media");
    expect(JSON.parse(sent?.body ?? "")).toEqual({ msgtype: "file", file: { media_id: "MEDIA1" } });
  });

  test("finds no way where only answers reach a chat", async () => {
    const { channel } = createWorld({ apiUrl: qyapi.url });
    for (const to of [member, group])
      expect(await channel.send({ ...toMember("…", { file }), to })).toMatchObject({ outcome: "no-picture" });
  });
});
