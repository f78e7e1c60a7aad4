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
   * nothing is left in the queue of what the killed one was running; null for a web process.
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

  /** Until what was being run at a kill has been: by the one that lives at once, the killed one's by whoever finds it. */
  async function doneAgain(since: number, jobs: readonly string[]): Promise<number | null> {
    for (let left = jobs; ; await sleep(50)) {
      const there = await Promise.all(left.map((id) => door.look().exists(`chuanmen:jobs:${id}`)));
      left = left.filter((_, index) => there[index] === 1);
      if (left.length === 0) return performance.now() - since;
    }
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
      const jobs = await door
        .look()
        .lrange(active, 0, -1)
        .catch(() => []);
      member.service = await start(member.role);
      return { again: member.role === "web" ? Promise.resolve(null) : doneAgain(killed, jobs).catch(() => null) };
    },
  };
}
