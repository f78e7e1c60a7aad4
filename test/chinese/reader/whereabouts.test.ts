import { expect, test } from "@jest/globals";
import { whereaboutsIn } from "../../../src/chinese/reader/whereabouts.ts";

test.each(["我回村了", "到家了", "昨天回来了", "我们都回来了", "我都到家了"])("%s is said of oneself", (text) => {
  expect(whereaboutsIn(text)).toEqual({ name: "回村" });
});

test.each(["都回来了", "今年都回来了", "都已经到家了", "过完年都回来了"])("%s is said of others", (text) => {
  expect(whereaboutsIn(text)).toBeNull();
});
