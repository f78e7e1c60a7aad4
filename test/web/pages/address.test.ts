import type { IncomingMessage } from "node:http";
import { expect, test } from "@jest/globals";
import { addressOf, clientOf } from "../../../src/web/pages/address.ts";

test("who asks is whoever is connected, or the last hop before the proxies whose word is taken", () => {
  const proxies = ["127.0.0.0/8", "10.1.0.0/16", "fd00::/8"];
  const address = addressOf("https://bot.example.cn", () => 0, proxies);
  const from = (remoteAddress: string, forwarded?: string) =>
    address &&
    clientOf(
      {
        socket: { remoteAddress },
        headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
      } as IncomingMessage,
      address,
    );
  expect(from("203.0.113.9", "198.51.100.1")).toBe("203.0.113.9"); // a stranger may say what he likes
  expect(from("127.0.0.1", "198.51.100.1")).toBe("198.51.100.1");
  expect(from("::ffff:10.1.2.3", "9.9.9.9, 198.51.100.1, 10.1.0.7")).toBe("198.51.100.1");
  expect(from("fd00::5", "198.51.100.1, fd00::9")).toBe("198.51.100.1");
  expect(from("10.1.0.2")).toBe("10.1.0.2");
  expect(from("10.2.0.2", "198.51.100.1")).toBe("10.2.0.2");
});
