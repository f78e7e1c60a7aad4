import { type Finding, good, inOrder, look, type Patient } from "./finding.ts";
import { examineMachine } from "./machine.ts";
import { examineService } from "./service.ts";
import { examineTown } from "./town.ts";

const hour = 3_600_000;

/** Everything an operator can have wrong, what has to be done first. It reads and changes nothing. */
export async function examine(patient: Patient): Promise<Finding[]> {
  return inOrder([
    ...examineService(patient),
    ...(await examineMachine(patient)),
    ...(await examineMessages(patient)),
    ...(await examineTown(patient)),
  ]);
}

/** So long what was found stands; milliseconds. */
const stands = 60_000;

/** Over a whole city it takes a while: for each place it is done once a minute at most, whoever asks. */
export function onceAMinute<Path extends string | null, Found>(
  look: (path: Path) => Promise<Found>,
  now: () => number,
): (path: Path) => Promise<Found> {
  const known = new Map<Path, { readonly at: number; readonly found: Promise<Found> }>();
  return async (path) => {
    for (const [key, { at }] of known) if (now() - at >= stands || now() < at) known.delete(key);
    const kept = known.get(path);
    if (kept) return kept.found;
    const found = look(path);
    known.set(path, { at: now(), found });
    // what failed is tried again by the next who asks
    found.catch(() => known.delete(path));
    return found;
  };
}

/** Messages that failed, and those that should have gone. */
export async function examineMessages({ read, now }: Patient): Promise<Finding[]> {
  const failed = await read.inbox.failedCount();
  const { count, since } = await read.upkeep.oldestWaiting(now);
  const hours = since === null ? 0 : Math.floor((now - since) / hour);
  return [
    failed === 0
      ? good("没记上的消息", "没有")
      : look("没记上的消息", `${failed}条，原话留着`, "修好或升级后 npm run -s cli -- replay，答复会补发"),
    hours >= 1
      ? look("等着发的", `${count}条，最久的等了${hours}小时`, "看上面渠道各条；群里不能先开口的，等群里有人说话")
      : good("等着发的", count === 0 ? "没有" : `${count}条，刚来的`),
  ];
}
