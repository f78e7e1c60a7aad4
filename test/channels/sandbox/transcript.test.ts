import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openSealedLines } from "../../../src/channels/sandbox/sealed-lines.ts";
import { createTranscript } from "../../../src/channels/sandbox/transcript.ts";
import { createSeal } from "../../../src/store/engine/seal.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chuanmen-talk-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function open(name: string, bound = 10) {
  const path = join(folder, name);
  const transcript = createTranscript(bound, openSealedLines(path, createSeal(Buffer.alloc(32, 1))));
  const say = (text: string) => transcript.add({ id: text, at: 1, chat: "village", from: "villager-home", text });
  const said = () => transcript.since(0).map(({ sequence, text }) => [sequence, text]);
  return { path, transcript, say, said };
}

test("what was said is still there after a restart, and goes on with the next number", () => {
  const before = open("restart");
  before.say("一");
  before.say("二");
  const after = open("restart");
  expect(after.transcript.world()).toBe(before.transcript.world());
  after.say("三");
  expect(open("restart").said()).toEqual([
    [1, "一"],
    [2, "二"],
    [3, "三"],
  ]);
});

test("nobody else reads it on the disk", () => {
  const { path, say } = open("sealed");
  say("三社路灯不亮");
  expect(readFileSync(path, "utf8")).not.toContain("路灯");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a line cut short by a crash is left out", () => {
  const { path, say } = open("crash");
  say("一");
  appendFileSync(path, "c2hvcn");
  const after = open("crash");
  after.say("二");
  expect(open("crash").said()).toEqual([
    [1, "一"],
    [2, "二"],
  ]);
});

test("only the last lines are kept, also on the disk", () => {
  const { say } = open("bound", 2);
  for (const text of ["一", "二", "三"]) say(text);
  const { path, said } = open("bound", 2);
  expect(said()).toEqual([
    [2, "二"],
    [3, "三"],
  ]);
  expect(readFileSync(path, "utf8").trim().split("\n")).toHaveLength(3); // the world, and two lines
});

test("what was taken back is not kept", () => {
  const { transcript, say } = open("recall");
  say("说错了");
  transcript.add({ id: "recall", at: 2, chat: "village", from: "villager-home", text: "", recalls: 1 });
  expect(open("recall").transcript.since(0)).toMatchObject([{ text: "", recalled: true }, { recalls: 1 }]);
});

test("another world begins with nothing said", () => {
  const { transcript, say } = open("anew");
  say("一");
  const before = transcript.world();
  transcript.beginAnew();
  const after = open("anew");
  expect([after.said(), after.transcript.world()]).toEqual([[], transcript.world()]);
  expect(transcript.world()).not.toBe(before);
});
