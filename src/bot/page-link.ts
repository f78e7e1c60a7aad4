import { createHash, randomBytes, randomInt } from "node:crypto";
import type { Tables } from "../store/tables.ts";
import type { Actor } from "./actor.ts";
import type { ChannelName, ChatAddress } from "./message.ts";
import { holdsAt } from "./permission.ts";
import { pageLink } from "./wording.ts";

const minute = 60_000;
const hour = 60 * minute;
const linkLasts = 24 * hour;
const codeLasts = 5 * minute;
/** Links and codes that one person may be given within an hour. */
const mostAnHour = 5;

/** Platforms that take addresses: QQ refuses the whole message, and an account behind OneBot is punished for them. */
const takeAddresses: ReadonlySet<ChannelName> = new Set(["wecom", "sandbox"]);

/** Where what opens a page may be said: to one person, on a platform that takes addresses. */
export const carriesLinks = ({ channel, kind }: ChatAddress): boolean =>
  kind === "direct" && takeAddresses.has(channel);

/** Only this is kept of a secret. */
export const secretHash = (secret: string): string =>
  createHash("sha256").update(`chuanmen page ${secret}`).digest("base64url");

/** 128 bits, in 22 characters. */
export const newSecret = (): string => randomBytes(16).toString("base64url");

/** Without the letters and digits that are mistaken for one another: 8 of these 31 are 39 bits, for five minutes. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
export const newCode = (): string => Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join("");
/** `K7QM-3D9F` */
export const shownCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
/** As it was given out, however it is typed. */
export const plainCode = (typed: string): string =>
  typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "");

export type Holder = {
  /** id of the person, or the account where no roster knows it */
  readonly owner: string;
  /** who is asked about a new browser */
  readonly account: string;
};

export const holderOf = ({ person, account }: Actor): Holder => ({ owner: person?.id ?? account, account });

/** Whether somebody has pages at all: who works somewhere, or looks after the bot. */
export const hasPages = (actor: Actor): boolean =>
  actor.isAdmin || actor.posts.some(({ placePath }) => holdsAt({ ...actor, isAdmin: false }, "cadre", placePath));

type Asked = Holder & {
  /** unique: the message or the digest it is for */
  readonly cause: string;
  readonly now: number;
};

/** A new secret that opens pages once; null: they had as many as they may within the hour. */
export async function giveTicket(
  kind: "link" | "code" | "desk",
  { owner, account, cause, now }: Asked,
  tables: Pick<Tables, "tickets">,
): Promise<string | null> {
  if ((await tables.tickets.madeSince(owner, now - hour)) >= mostAnHour) return null;
  const secret = kind === "link" ? newSecret() : newCode();
  const expires_at = now + (kind === "link" ? linkLasts : codeLasts);
  await tables.tickets.add({ hash: secretHash(secret), cause, kind, owner, account, created_at: now, expires_at });
  return secret;
}

/** `看图和名单：https://…/l/…（只您能开，今天有效）` */
export const pageLine = (pages: string, secret: string): string =>
  `看图和名单：${pageLink(`${pages}/l/${secret}`)} （只您能开，今天有效）`;

/** Of a page where no address may go. */
export const codeLine = (code: string): string =>
  `页面的码：${shownCode(code)}，5分钟内用一次。在浏览器打开镇里给您的网址，输入这个码；谁来要都别给。`;
