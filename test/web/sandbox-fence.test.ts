import { describe, expect, test } from "@jest/globals";
import { isFromHere } from "../../src/web/sandbox-fence.ts";

describe("the sandbox", () => {
  test.each([
    { host: "localhost:3000" },
    { host: "localhost" },
    { host: "127.0.0.1:8080" },
    { host: "[::1]:3000" },
    { host: "LOCALHOST:3000" },
    { host: "localhost:3000", origin: "http://localhost:3000" },
  ])("answers %j", (headers) => {
    expect(isFromHere(headers)).toBe(true);
  });

  test.each([
    {},
    { host: "" },
    { host: "example.com" },
    { host: "localhost.example.com" },
    { host: "127.0.0.1.example.com:3000" },
    { host: "127.0.0.2" },
    { host: "user@localhost" },
    { host: "localhost:3000:1" },
    { host: "::1" },
    { host: "localhost:3000", forwarded: "for=203.0.113.9" },
    { host: "localhost:3000", "x-forwarded-for": "" },
    { host: "localhost:3000", "x-forwarded-proto": "https" },
    { host: "localhost:3000", origin: "null" },
    { host: "localhost:3000", origin: "http://localhost:3001" },
    { host: "localhost:3000", origin: "http://127.0.0.1:3000" },
    { host: "localhost:3000", origin: "http://example.com" },
  ])("does not exist for %j", (headers) => {
    expect(isFromHere(headers)).toBe(false);
  });
});
