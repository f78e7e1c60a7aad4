import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { envelopeBytes, openBallotBox } from "../src/ballot-box.ts";
import { ungraded } from "../src/bot/ballot-box.ts";

const about = { record: "r1", panel: "p1", object: "o1" };

describe("the keys of ballots", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chuanmen-box-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const made = (box = openBallotBox(join(folder, "ballots"))) => {
    const key = box.make("r1");
    if (key === null) throw new Error("no key");
    return { box, key, file: join(folder, "ballots", "A-r1.key") };
  };

  test("open what was sealed, in another process too", () => {
    const { box, key } = made();
    for (const grade of [0, 4, 100, ungraded]) {
      const envelope = box.seal(key, about, grade);
      expect(openBallotBox(join(folder, "ballots")).opener("r1")?.(about, envelope)).toBe(grade);
    }
  });

  test("every envelope is as long as every other, and none is like another", () => {
    const { box, key } = made();
    const all = [0, 4, 4, ungraded].map((grade) => box.seal(key, about, grade));
    expect(new Set(all).size).toBe(4);
    expect(new Set(all.map((one) => Buffer.from(one, "base64url").length))).toEqual(new Set([envelopeBytes]));
  });

  test("none stands for another line, none opens when it was changed", () => {
    const { box, key } = made();
    const envelope = box.seal(key, about, 3);
    const open = box.opener("r1");
    expect(() => open?.({ ...about, object: "o2" }, envelope)).toThrow();
    expect(() => open?.({ ...about, panel: "p2" }, envelope)).toThrow();
    const bytes = Buffer.from(envelope, "base64url");
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    expect(() => open?.(about, bytes.toString("base64url"))).toThrow();
  });

  test("lie in a file that its owner alone reads, and are made once", () => {
    const { box, key, file } = made();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(box.make("r1")).toBe(key);
  });

  test("are overwritten before they go, and go once", () => {
    const { box, key, file } = made();
    const envelope = box.seal(key, about, 3);
    const before = readFileSync(file);
    box.destroy("r1");
    box.destroy("r1");
    expect(existsSync(file)).toBe(false);
    expect(box.opener("r1")).toBeNull();
    writeFileSync(file, before);
    expect(box.opener("r1")?.(about, envelope)).toBe(3);
  });

  test("are not there where no file can be written", () => {
    writeFileSync(join(folder, "taken"), "");
    expect(openBallotBox(join(folder, "taken")).make("r1")).toBeNull();
  });
});
