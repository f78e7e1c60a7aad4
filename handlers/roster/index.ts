import type { Ledger } from "../../src/bot/ledger.ts";
import { claim, confirmCode, issueCode } from "./code.ts";
import { endPost } from "./end-post.ts";

export const rosterLedger: Ledger = { title: "花名册", commands: [issueCode, claim, confirmCode, endPost] };
