import { expect, test } from "@jest/globals";
import { lineForPeople } from "../src/log.ts";

const line = (facts: object) =>
  lineForPeople(JSON.stringify({ time: Date.parse("2026-11-23T08:00:00Z"), level: 30, ...facts })).slice(9);

test("a terminal shows what people must know in plain Chinese", () => {
  expect(line({ port: 3000, msg: "ready: open http://localhost:3000/sandbox and talk to the bot" })).toBe(
    "好了：打开 http://localhost:3000/sandbox ，不要任何账号就能说话。停下按 Ctrl-C。\n",
  );
  expect(line({ port: 8080, msg: "ready" })).toBe("好了：在端口 8080 上收消息。停下按 Ctrl-C。\n");
  expect(line({ msg: "stopped" })).toBe("停好了。\n");
});

test("and everything else as it is, the grave marked", () => {
  expect(line({ msg: "send failed", outbox: "01", attempt: 3 })).toBe("send failed outbox=01 attempt=3\n");
  expect(line({ level: 40, msg: "not sent", row: { id: 1 } })).toBe('注意：not sent row={"id":1}\n');
  expect(line({ level: 50, msg: "request failed" })).toBe("出错：request failed\n");
});
