import { expect, test } from "@jest/globals";
import { idOf, idsOf } from "../../src/bot/place-path.ts";

test("a path names a place behind all above it", () => {
  expect(idsOf("/city/county/town/")).toEqual(["city", "county", "town"]);
  expect(idOf("/city/county/town/")).toBe("town");
});

test("above the first place there is none", () => {
  expect(idsOf("/")).toEqual([]);
  expect(idOf("/")).toBe("");
});
