import type { Job } from "../src/bot/job.ts";
import { ballots } from "./ballots.ts";
import { deliver } from "./deliver.ts";
import { digest } from "./digest.ts";
import { due } from "./due.ts";
import { handOut } from "./hand-out.ts";
import { notMet } from "./not-met.ts";
import { photos } from "./photos.ts";
import { recap } from "./recap.ts";
import { staysEnding } from "./stays-ending.ts";
import { stillRight } from "./still-right.ts";
import { sweep } from "./sweep.ts";
import { unanswered } from "./unanswered.ts";
import { undelivered } from "./undelivered.ts";
import { unfinishedImports } from "./unfinished-imports.ts";
import { weekly } from "./weekly.ts";

/** Every job there is. */
export const jobs: readonly Job[] = [
  due,
  ballots,
  digest,
  weekly,
  undelivered,
  handOut,
  recap,
  stillRight,
  notMet,
  staysEnding,
  unanswered,
  photos,
  deliver,
  unfinishedImports,
  sweep,
];
