import type { Config } from "../config.ts";
import type { Channel, FromConfig, Tools } from "./channel.ts";
import { onebot } from "./onebot/from-config.ts";
import { qq } from "./qq/from-config.ts";
import { wecom } from "./wecom/from-config.ts";

/** Every channel there is. A new one is a folder and a line here. */
const channels: readonly FromConfig[] = [wecom, qq, onebot];

/** Those that are switched on. */
export function createChannels(config: Config, tools: Tools): Channel[] {
  return channels.map((channel) => channel(config, tools)).filter((channel) => channel !== null);
}
