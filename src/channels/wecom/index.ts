import type { Channel, Route } from "../channel.ts";
import { createApi } from "./api.ts";
import { appRoute } from "./app-callback.ts";
import { DUPLICATE_SECONDS } from "./app-send.ts";
import { botRoute } from "./bot-callback.ts";
import { type BotSocket, receiveFrame } from "./bot-socket.ts";
import { keyPairs } from "./crypto.ts";
import type { Endpoint } from "./endpoint.ts";
import { limitsOf, uploadsOf } from "./limits.ts";
import { createLongConnection, type LongConnection, type LongConnectionOptions } from "./long-connection.ts";
import { createUseridLookup } from "./open-userid.ts";
import type { CallbackKeys, WecomOptions } from "./options.ts";
import { directChat, memberId } from "./people.ts";
import { fetchPicture, MEDIA_HOSTS } from "./picture.ts";
import { createRepeats } from "./repeats.ts";
import { routeOf, sendNextPart, type Ways } from "./send.ts";
import { createSignIn } from "./sign-in.ts";
import { createTokenSource } from "./token.ts";

export type { AppOptions, BotOptions, Lease, Log, SocketOptions, WecomOptions } from "./options.ts";

/** WeCom: the self-built app, the 智能机器人 in either mode, and group webhooks. Throws on keys that cannot be right. */
export function createWecom(options: WecomOptions): Channel {
  const { app, bot, log } = options;
  if (app && options.corpId === "") throw new Error("the WeCom app needs the corp id: its callbacks are sealed for it");
  const api = createApi(options.apiUrl, options.timeouts);
  const now = () => options.now();
  const tokens = app && createTokenSource(api, { corpId: options.corpId, secret: app.secret }, { now, log });
  const corp = { corpId: options.corpId, reachesMembers: app !== undefined };
  const lookUp = tokens ? createUseridLookup(api, tokens, now) : async (id: string) => id;
  const userid = async (id: string) => memberId(await lookUp(id));
  const endpoint = (keys: CallbackKeys, receiveId: string): Endpoint => ({
    pairs: keyPairs(keys),
    receiveId,
    freshForMs: options.freshForMs ?? 600_000,
    now,
  });
  let isRenamed = false;
  const calledOtherwise = () => {
    if (!isRenamed)
      log("warn", "the bot has another name in WeCom than WECOM_BOT_NAME says; groups go on to be understood");
    isRenamed = true;
  };
  const routes: Route[] = [];
  if (app) routes.push(appRoute({ endpoint: endpoint(app, options.corpId), corp, log }));
  if (bot) routes.push(botRoute({ endpoint: endpoint(bot, ""), corp, names: bot.names, userid, calledOtherwise }));
  const connection = longConnection(options, { corp, userid, log, now, calledOtherwise });
  const isFirst = createRepeats(DUPLICATE_SECONDS, now);
  const ways: Ways = {
    api,
    log,
    ...(app && tokens && { app: { api, tokens, agentId: app.agentId, isFirst } }),
    ...(connection && { push: connection.push, show: connection.show }),
  };
  return {
    name: "wecom",
    routes,
    // only what goes over the long connection is uploaded there
    limits: (to, going = {}) => [
      ...limitsOf(to, going),
      ...(going.shows && options.socket && routeOf(ways, to, going)?.by === "socket"
        ? uploadsOf(options.socket.botId)
        : []),
    ],
    directChat: (short) => (short.startsWith("wecom:") ? directChat(corp, short.slice("wecom:".length)) : null),
    send: (message) => sendNextPart(ways, message),
    ...(options.signIn &&
      app &&
      tokens && { signIn: createSignIn(options.signIn, { api, tokens, corp, agentId: app.agentId }) }),
    picture: (source) =>
      fetchPicture(source, {
        ...{ apiUrl: options.apiUrl, tokens, botKey: bot?.aesKey, hosts: options.pictureHosts ?? MEDIA_HOSTS },
      }),
    reaches: (to) => routeOf(ways, to, {})?.by === "app" || (connection?.isHere() ?? true),
    state: () => ({
      ...(tokens && { app: tokens.state() }),
      ...(connection && { socket: connection.state() }),
      ...(isRenamed && { name: "not-WECOM_BOT_NAME" }),
    }),
    start: async (accept) => connection?.start(accept),
    async stop() {
      await connection?.stop();
      await api.close();
    },
  };
}

function longConnection(options: WecomOptions, bot: Omit<BotSocket, "names">): LongConnection | undefined {
  const { socket, lease, log } = options;
  if (!socket) return undefined;
  if (options.bot)
    throw new Error("a bot is in URL mode or on the long connection, not both: WeCom switches the other off");
  if (!lease) throw new Error("the long connection needs a lease: WeCom lets one process at a time connect");
  const receive: LongConnectionOptions["receive"] = (frame, on, accept) =>
    receiveFrame({ ...bot, names: socket.names }, frame, on, accept);
  return createLongConnection({ ...socket, lease, log, now: bot.now, receive });
}
