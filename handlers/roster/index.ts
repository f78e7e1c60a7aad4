import type { Ledger } from "../../src/bot/ledger.ts";
import { away, home } from "./away.ts";
import { claim, confirmCode, issueCode } from "./code.ts";
import { endPost } from "./end-post.ts";
import { handOver } from "./hand-over.ts";
import { membersAway } from "./members-away.ts";
import { mergePlace } from "./merge-place.ts";
import { register } from "./register.ts";
import { renamePlace } from "./rename-place.ts";

export const rosterLedger: Ledger = {
  title: "花名册",
  commands: [
    register,
    issueCode,
    claim,
    confirmCode,
    endPost,
    handOver,
    renamePlace,
    mergePlace,
    away,
    home,
    membersAway,
  ],
};
