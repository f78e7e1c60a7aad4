import { setTimeout as sleep } from "node:timers/promises";
import type { RedisDoor } from "../services/redis-door.ts";
import type { Home, Service, Settings } from "./service.ts";

export type Role = "web" | "worker";

/** Two web processes and two workers, of which one at a time is killed and started again. */
export type Crew = {
  /** a web process that is up, another one each time if there is */
  web(): Service | undefined;
  /**
   * kill -9 for one of them, and a new one in its place; settles when that is up. `again`: after how many milliseconds
   * the last of what the killed one was running had been begun again; null: nothing had to be.
   */
  killOne(role?: Role): Promise<{ readonly again: Promise<number | null> }>;
};

const active = "chuanmen:jobs:active";
const events = "chuanmen:jobs:events";
const job = (id: string): string => `chuanmen:jobs:${id}`;

export async function startCrew(home: Home, settings: Settings, now: () => number, door: RedisDoor): Promise<Crew> {
  const start = (role: Role) => home.start({ ...settings, ROLE: role }, { at: new Date(now()).toISOString() });
  const roles: readonly Role[] = ["web", "web", "worker", "worker"];
  const members: { readonly role: Role; service: Service | undefined }[] = [];
  for (const role of roles) members.push({ role, service: await start(role) });
  let turn = 0;

  /** What that process was running. The other one's is none of its: it may be killed next, and begins again after that. */
  async function ranBy({ pid }: Service): Promise<string[]> {
    const ran: string[] = [];
    for (const id of await door.look().lrange(active, 0, -1))
      if ((await door.look().hget(job(id), "pb"))?.endsWith(`-${pid}`)) ran.push(id);
    return ran;
  }

  /** By what Redis noted of each job and when, however busy everything else is; what is gone without that had come to its end. */
  async function begunAgain(killed: number, jobs: readonly string[]): Promise<number | null> {
    let longest: number | null = null;
    let from = `${killed}-0`;
    for (let left = jobs; left.length > 0; await sleep(200)) {
      // asked before, so that what ends meanwhile is found among what was noted
      const there = await Promise.all(left.map(async (id) => ((await door.look().exists(job(id))) === 1 ? id : "")));
      for (const [at, said] of await door.look().xrange(events, from, "+")) {
        from = `(${at}`;
        const id = said[said.indexOf("jobId") + 1] ?? "";
        if (said[said.indexOf("event") + 1] !== "active" || !left.includes(id)) continue;
        longest = Math.max(longest ?? 0, Number(at.split("-")[0]) - killed);
        left = left.filter((one) => one !== id);
      }
      left = left.filter((id) => there.includes(id));
    }
    return longest;
  }

  return {
    web() {
      const up = members.flatMap(({ role, service }) => (role === "web" && service ? [service] : []));
      return up[turn++ % Math.max(up.length, 1)];
    },
    async killOne(wanted) {
      const able = members.filter(({ role, service }) => service && (wanted === undefined || role === wanted));
      const member = able[Math.floor(Math.random() * able.length)];
      if (!member?.service) throw new Error("nobody is up to be killed");
      const { service } = member;
      member.service = undefined;
      await service.kill();
      const again = begunAgain(Date.now(), await ranBy(service).catch(() => [])).catch(() => null);
      member.service = await start(member.role);
      return { again };
    },
  };
}
