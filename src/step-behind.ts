import { getPriority, setPriority } from "node:os";

/** So much behind the processes that hear people, where a machine has not enough for both. */
const niceness = 5;

/** Only ever further behind: a process that was started at a lower priority may not raise it. */
export function stepBehind(): void {
  if (getPriority() < niceness) setPriority(niceness);
}
