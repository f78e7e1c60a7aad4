import type { PictureSource } from "../../bot/message.ts";
import { download } from "../download.ts";
import type { Call } from "./call.ts";
import { byFile } from "./segments.ts";

/** Of base64, as long as the largest picture that is fetched from an address. */
const MAX_CHARACTERS = 7_000_000;

/**
 * By its address; one that came without is asked for by its file. Of what the implementation answers its address or its
 * bytes are taken, never a path on its machine.
 * https://github.com/botuniverse/onebot-11/blob/master/api/public.md#get_image-%E8%8E%B7%E5%8F%96%E5%9B%BE%E7%89%87
 * @throws when it cannot be had
 */
export async function fetchPicture({ at }: PictureSource, call: Call, hosts: readonly string[]): Promise<Buffer> {
  if (!at.startsWith(byFile)) return (await download(at, hosts)).bytes;
  const called = await call("get_image", { file: at.slice(byFile.length) });
  const data = called.kind === "reply" && called.reply.status === "ok" ? called.reply.data : {};
  if (data.url) return (await download(data.url, hosts)).bytes;
  if (data.base64 && data.base64.length <= MAX_CHARACTERS) return Buffer.from(data.base64, "base64");
  throw new Error("not given by its file");
}
