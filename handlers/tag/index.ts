import type { Ledger } from "../../src/bot/ledger.ts";
import { hearTag } from "./hear.ts";
import { label, six } from "./tag.ts";

export const tagLedger: Ledger = { title: "六清", commands: [six, label] };
/** Listens before what cadres say is taken for a record. */
export const spokenTagLedger: Ledger = { title: "六清", commands: [], ears: [hearTag] };
