import type { PictureSource } from "../../bot/message.ts";
import { download } from "../download.ts";
import { decryptMedia } from "./media.ts";
import type { TokenSource } from "./token.ts";

type Ways = {
  readonly apiUrl: string;
  /** of the app; absent where there is none */
  readonly tokens?: TokenSource | undefined;
  /** the key of the bot in URL mode */
  readonly botKey?: string | undefined;
  /** where pictures sent to a bot lie */
  readonly hosts: readonly string[];
};

/** https://developer.work.weixin.qq.com/document/path/100719 : five minutes, encrypted. */
export const MEDIA_HOSTS: readonly string[] = [".myqcloud.com", ".qpic.cn", ".qq.com"];

/** The app is given an id, a bot an address. @throws when it cannot be had */
export async function fetchPicture({ at, key }: PictureSource, ways: Ways): Promise<Buffer> {
  if (!/^https?:/.test(at)) return ofApp(at, ways);
  const { bytes } = await download(at, ways.hosts);
  const opens = key ?? ways.botKey;
  const plain = opens === undefined ? null : decryptMedia(opens, bytes);
  if (plain === null) throw new Error("another key");
  return plain;
}

/** https://developer.work.weixin.qq.com/document/path/90254 : for three days; a fault is answered as JSON. */
async function ofApp(mediaId: string, { apiUrl, tokens }: Ways): Promise<Buffer> {
  if (!tokens) throw new Error("no app");
  const base = apiUrl.replace(/\/+$/, "");
  const ask = async (token: string) =>
    download(`${base}/cgi-bin/media/get?${new URLSearchParams({ access_token: token, media_id: mediaId })}`, [
      new URL(base).host,
    ]);
  const isFault = ({ type }: { readonly type: string }) =>
    type.startsWith("application/json") || type.startsWith("text/");
  const token = await tokens.get();
  if (!token.ok) throw new Error("no token");
  const first = await ask(token.value);
  if (!isFault(first)) return first.bytes;
  const newer = await tokens.renew(token.value);
  const second = newer.ok ? await ask(newer.value) : first;
  if (isFault(second)) throw new Error("refused");
  return second.bytes;
}
