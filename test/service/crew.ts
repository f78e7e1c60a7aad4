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

export async function startCrew(home: Home, settings: Settings, now: () => number, door: RedisDoor): Promise<Crew> {
  const start = (role: Role) => home.start({ ...settings, ROLE: role }, { at: new Date(now()).toISOString() });
  const roles: readonly Role[] = ["web", "web", "worker", "worker"];
  const members: { readonly role: Role; service: Service | undefined }[] = [];
  for (const role of roles) members.push({ role, service: await start(role) });
  let turn = 0;

  /** How often a job has been begun; null: it is done. */
  const begun = (id: string): Promise<string | null> => door.look().hget(`chuanmen:jobs:${id}`, "ats");

  /** What that process was running. The other one's is none of its: it may be killed next, and begins again after that. */
  async function ranBy({ pid }: Service): Promise<(readonly [id: string, times: string | null])[]> {
    const jobs: (readonly [string, string | null])[] = [];
    for (const id of await door.look().lrange(active, 0, -1)) {
      const [times = null, by] = await door.look().hmget(`chuanmen:jobs:${id}`, "ats", "pb");
      if (by?.endsWith(`-${pid}`)) jobs.push([id, times]);
    }
    return jobs;
  }

  async function begunAgain(since: number, jobs: readonly (readonly [id: string, times: string | null])[]) {
    let longest: number | null = null;
    for (let left = jobs; left.length > 0; await sleep(50)) {
      const now = await Promise.all(left.map(([id]) => begun(id)));
      const isAgain = (at: number) => now[at] !== null && now[at] !== left[at]?.[1];
      if (left.some((_, at) => isAgain(at))) longest = performance.now() - since;
      left = left.filter((_, at) => now[at] !== null && !isAgain(at));
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
      const killed = performance.now();
      await service.kill();
      const jobs = await ranBy(service).catch(() => []);
      member.service = await start(member.role);
      return { again: member.role === "web" ? Promise.resolve(null) : begunAgain(killed, jobs).catch(() => null) };
    },
  };
}
