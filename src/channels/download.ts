import { Agent, request } from "undici";

/** More is no photo that a phone sends. */
export const pictureBytes = 5 * 1024 * 1024;

/** Where QQ keeps what its members send, whichever way a bot is joined to it. */
export const QQ_MEDIA_HOSTS: readonly string[] = [".qq.com.cn", ".qpic.cn", ".qq.com"];

/**
 * What lies at an address, if its host is one of those given: whole (`127.0.0.1:3000`) or with all below (`.qq.com`). No
 * redirects are followed. @throws without the address in it: that may hold a key
 */
export async function download(
  address: string,
  hosts: readonly string[],
  timeoutMs = 10_000,
): Promise<{ readonly bytes: Buffer; readonly type: string }> {
  const { protocol, host } = new URL(address);
  const isOne = hosts.some((one) => (one.startsWith(".") ? host.endsWith(one) : host === one));
  if (!isOne || (protocol !== "https:" && protocol !== "http:")) throw new DownloadError("host");
  const dispatcher = new Agent({ connect: { timeout: timeoutMs / 2 }, maxResponseSize: pictureBytes });
  try {
    const response = await request(address, { dispatcher, signal: AbortSignal.timeout(timeoutMs) });
    const bytes = Buffer.from(await response.body.arrayBuffer());
    if (response.statusCode !== 200) throw new DownloadError(`status ${response.statusCode}`);
    return { bytes, type: String(response.headers["content-type"] ?? "") };
  } catch (error) {
    if (error instanceof DownloadError) throw error;
    throw new DownloadError(String((error as { code?: unknown }).code ?? (error as Error).name));
  } finally {
    await dispatcher.destroy();
  }
}

export class DownloadError extends Error {
  override readonly name = "DownloadError";
}
