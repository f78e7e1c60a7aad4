import { describe, expect, test } from "@jest/globals";
import { CallError, type Http, type Reply } from "../../../src/channels/qq/http.ts";
import { createToken } from "../../../src/channels/qq/token.ts";

type Answer = Reply["body"] | Error;

/** The endpoint by its answers, on a clock that stands still until it is moved. */
function world(...answers: Answer[]) {
  let now = 1_795_000_000_000;
  let requests = 0;
  const http: Http = {
    async call() {
      requests += 1;
      const answer = answers.shift();
      if (answer === undefined) throw new Error("one request too many");
      if (answer instanceof Error) throw answer;
      return { status: 200, body: answer };
    },
    async close() {},
  };
  const token = createToken({ appId: "102", secret: "s", url: "http://127.0.0.1/", http, now: () => now });
  return {
    token,
    requests: () => requests,
    pass(seconds: number) {
      now += seconds * 1000;
    },
  };
}

const issue = (access_token: string, expires_in: unknown = "7200") => ({ access_token, expires_in });
const DOWN = new CallError("ECONNREFUSED", false, undefined);

describe("an access token", () => {
  test("is fetched once for all who wait", async () => {
    const { token, requests } = world(issue("A"));
    expect(await Promise.all([token.get(), token.get(), token.get()])).toEqual(["A", "A", "A"]);
    expect(requests()).toBe(1);
  });

  test.each([["7200"], [7200]])("is kept until 50 s before its end (expires_in %p)", async (expiresIn) => {
    const { token, pass } = world(issue("A", expiresIn), issue("B"));
    await token.get();
    pass(7149);
    expect(await token.get()).toBe("A");
    pass(1);
    expect(await token.get()).toBe("B");
  });

  test("with little life left is not asked for again and again", async () => {
    const { token, pass, requests } = world(issue("A", 30), issue("A", 25));
    await token.get();
    pass(4);
    await token.get();
    expect(requests()).toBe(1);
    pass(1);
    await token.get();
    expect(requests()).toBe(2);
  });

  test.each([
    ["no token", { code: 100007, message: "appid invalid" }],
    ["an empty one", issue("")],
    ["a life that is no number", issue("A", "soon")],
    ["a life that is over", issue("A", 0)],
  ])("%s is an error, asked again only after 5 s", async (_name, answer) => {
    const { token, pass, requests } = world(answer, issue("B"));
    await expect(token.get()).rejects.toThrow("QQ gives no token");
    await expect(token.get()).rejects.toThrow("QQ gives no token");
    expect(requests()).toBe(1);
    pass(5);
    expect(await token.get()).toBe("B");
  });

  test("is used to its end when no new one can be had", async () => {
    const { token, pass } = world(issue("A"), DOWN, DOWN);
    await token.get();
    pass(7160);
    expect(await token.get()).toBe("A");
    pass(40);
    await expect(token.get()).rejects.toThrow("does not answer");
  });
});

describe("a refused token", () => {
  test("is replaced once for all who were refused", async () => {
    const { token, pass, requests } = world(issue("A"), issue("B"));
    await token.get();
    pass(60);
    expect(await Promise.all([token.renew("A"), token.renew("A")])).toEqual(["B", "B"]);
    expect(await token.renew("A")).toBe("B");
    expect(requests()).toBe(2);
  });

  test("is not replaced again and again", async () => {
    const { token, pass, requests } = world(issue("A"), issue("B"), issue("C"));
    await token.get();
    await token.renew("A");
    expect(await token.renew("B")).toBe("B");
    expect(requests()).toBe(2);
    pass(5);
    expect(await token.renew("B")).toBe("C");
  });

  test("is replaced also when the clock was set back an hour", async () => {
    const { token, pass } = world(issue("A"), issue("B"), issue("C"));
    await token.get();
    await token.renew("A");
    pass(-3600);
    expect(await token.renew("B")).toBe("C");
  });
});
