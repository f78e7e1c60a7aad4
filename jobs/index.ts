import type { Job } from "../src/bot/job.ts";
import { deliver } from "./deliver.ts";
import { digest } from "./digest.ts";
import { remind } from "./remind.ts";
import { sweep } from "./sweep.ts";
import { unanswered } from "./unanswered.ts";

/** Every job there is. */
export const jobs: readonly Job[] = [remind, digest, unanswered, deliver, sweep];
