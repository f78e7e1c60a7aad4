import { expect, test } from "@jest/globals";
import { StorageError } from "../src/bot/storage-error.ts";
import { startFault } from "../src/start-fault.ts";

const system = (fields: object) => Object.assign(new Error("some words of Node's"), fields);

test.each([
  [{ code: "EADDRINUSE", port: 3000, address: "127.0.0.1" }, /^端口 3000 .*PORT=3001/],
  [{ code: "EADDRNOTAVAIL", port: 3000, address: "10.9.9.9" }, /10\.9\.9\.9.*HOST/],
  [{ code: "EACCES", port: 80, address: "127.0.0.1" }, /^端口 80 .*PORT=3000/],
  [{ code: "ENOSPC", path: "/srv/data.key" }, /^磁盘满了，写不下 \/srv\/data\.key/],
  [{ code: "EACCES", path: "/srv/data" }, /^写不了 \/srv\/data.*DATA_DIR/],
  [{ code: "EROFS", path: "/srv/data" }, /^写不了 \/srv\/data/],
  [{ code: "EEXIST", path: "/srv/data" }, /^\/srv\/data 不是文件夹/],
])("%j is one line with its remedy", (fields, words) => {
  const said = startFault(system(fields));
  expect(said).toMatch(words);
  expect(said).not.toContain("\n");
});

test("what is not known keeps its own words", () => {
  expect(startFault(new StorageError("the disk is full"))).toBe("数据库写不进去：the disk is full");
  expect(startFault(system({ code: "EWHATEVER" }))).toBe("some words of Node's");
  expect(startFault("thrown as a text")).toBe("thrown as a text");
});
