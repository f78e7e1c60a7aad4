import { describe, expect, test } from "@jest/globals";
import { hasToken } from "../../../src/channels/onebot/bearer.ts";

const PATH = "/webhook/onebot/ws";

describe("the token", () => {
  test.each<[string, string | undefined, string]>([
    ["Bearer", "Bearer T0KEN", PATH],
    ["bearer", "bearer T0KEN", PATH],
    ["Token, as go-cqhttp writes it", "Token T0KEN", PATH],
    ["TOKEN and blanks", " TOKEN   T0KEN ", PATH],
    ["the query", undefined, `${PATH}?a=1&access_token=T0KEN`],
    ["the query beside NapCat's empty Bearer", "Bearer ", `${PATH}?access_token=T0KEN`],
  ])("is taken from %s", (_, authorization, url) => {
    expect(hasToken({ headers: { authorization }, url }, "T0KEN")).toBe(true);
  });

  test.each<[string, string | undefined, string]>([
    ["nothing", undefined, PATH],
    ["an empty Bearer", "Bearer ", PATH],
    ["no scheme", "T0KEN", PATH],
    ["another scheme", "Basic T0KEN", PATH],
    ["another token", "Bearer T0KEN2", PATH],
    ["another case", "Bearer t0ken", PATH],
    ["two tokens", "Bearer T0KEN T0KEN", PATH],
    ["an empty query", undefined, `${PATH}?access_token=`],
    ["a doubled query", undefined, `${PATH}?access_token=T0KEN&access_token=T0KEN`],
    ["a broken query", undefined, `${PATH}?access_token=%E0%A4`],
  ])("is not taken from %s", (_, authorization, url) => {
    expect(hasToken({ headers: { authorization }, url }, "T0KEN")).toBe(false);
  });
});
