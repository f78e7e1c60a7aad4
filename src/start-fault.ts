import { StorageError } from "./bot/storage-error.ts";

type SystemFault = { code: string; path?: string; port?: number; address?: string };

/** Why the service did not start and what to do about it, in one line for whoever typed the command. */
export function startFault(error: unknown): string {
  if (error instanceof StorageError) return `数据库写不进去：${error.message}`;
  if (isSystemFault(error)) {
    const words = systemFault(error);
    if (words !== undefined) return words;
  }
  return error instanceof Error ? error.message : String(error);
}

function systemFault({ code, path = "", port = 0, address = "" }: SystemFault): string | undefined {
  const listening = port !== 0;
  if (code === "EADDRINUSE")
    return `端口 ${port} 已经有程序在用（EADDRINUSE）：在 .env 里写 PORT=${port + 1} 换一个，或者停掉占着它的程序。`;
  if (code === "EADDRNOTAVAIL")
    return `这台机器没有地址 ${address}（EADDRNOTAVAIL）：改 .env 里的 HOST，不写就是 127.0.0.1。`;
  if (code === "EACCES" && listening)
    return `端口 ${port} 不让普通用户用（EACCES）：在 .env 里写 PORT=3000 一类大于 1023 的。`;
  if (code === "ENOSPC") return `磁盘满了，写不下 ${path}（ENOSPC）：腾出地方再启动。`;
  if ((code === "EACCES" || code === "EPERM" || code === "EROFS") && path !== "")
    return `写不了 ${path}（${code}）：让运行串门的用户${userHere()}拥有它（chown），或者在 .env 里改 DATA_DIR。`;
  if (code === "ENOTDIR" || code === "EEXIST") return `${path} 不是文件夹（${code}）：改 .env 里的 DATA_DIR。`;
  if (code === "ENOENT" && path !== "") return `没有 ${path}（ENOENT）：看看 .env 里的路径。`;
  return undefined;
}

function userHere(): string {
  const uid = process.getuid?.();
  return uid === undefined ? "" : `（uid ${uid}）`;
}

function isSystemFault(error: unknown): error is SystemFault {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string";
}
