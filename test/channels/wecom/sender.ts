import { afterEach, beforeEach } from "@jest/globals";
import type { WecomOptions } from "../../../src/channels/wecom/index.ts";
import { type Qyapi, startQyapi } from "./qyapi.ts";
import { appOptions, createWorld, type World } from "./world.ts";

export let qyapi: Qyapi;

/** Each test of the file sends to a server of its own. */
export function withQyapi(): void {
  beforeEach(async () => {
    qyapi = await startQyapi();
  });
  afterEach(() => qyapi.close());
}

export const createSender = (options: Partial<WecomOptions> = {}): World =>
  createWorld({ apiUrl: qyapi.url, app: appOptions, ...options });
