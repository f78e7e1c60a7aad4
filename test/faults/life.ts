import { appendFileSync } from "node:fs";
import { chatKey } from "../../src/bot/message.ts";
import { direct, openWorld } from "../world.ts";
import { watchStatements } from "./driver.ts";
import { withoutIds } from "./ledgers.ts";

/** What happens to the bot from outside at a moment: somebody says something one-to-one, or the machine wakes and its clock is there. */
export type Happens = { readonly at: string; readonly says?: readonly [who: string, text: string] };

/** What a process does before it ends: by itself, or by kill -9 at a commit of the last thing that happens to it. */
export type Life = {
  readonly url: string;
  readonly ballotDir: string;
  /** a file outside of the program, in which stands what went out */
  readonly ledger: string;
  readonly happens: readonly (Happens & { readonly key: string })[];
  /** which commit, and whether it had taken hold; null: it lives on */
  readonly dies: { readonly commit: number; readonly after: boolean } | null;
};

export async function live({ url, ballotDir, ledger, happens, dies }: Life): Promise<void> {
  const [first, ...rest] = happens;
  if (!first) return;
  const world = await openWorld({ url, ballotDir, startAt: Date.parse(first.at) });
  // nobody else runs on this database
  if (url.startsWith("sqlite:")) await world.store.write((tables) => tables.outbox.freeClaims());
  world.sendWith((message) => {
    appendFileSync(ledger, `${JSON.stringify(withoutIds(`${chatKey(message.to)} ${message.text}`))}\n`);
    return { outcome: "sent" };
  });
  for (const one of [first, ...rest]) {
    const isLast = one === (rest.at(-1) ?? first);
    if (isLast && dies) dieAt(dies);
    if (one.says) {
      world.waits(one.at);
      const [who, text] = one.says;
      await world.receives({ ...world.message(who, text, direct(who)), key: one.key });
    } else await world.sleeps(one.at);
  }
  await world.close();
}

function dieAt({ commit, after }: NonNullable<Life["dies"]>): void {
  let met = 0;
  watchStatements(({ sql, after: isAfter }) => {
    if (!/^\s*commit/iu.test(sql) || isAfter !== after) return;
    met++;
    if (met === commit) process.kill(process.pid, "SIGKILL");
  });
}
